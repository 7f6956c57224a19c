import Box from '@material-ui/core/Box';
import Checkbox from '@material-ui/core/Checkbox';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormHelperText from '@material-ui/core/FormHelperText';
import type { CaptureRequest } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { CodeText } from '../CodeText';
import { refName } from '../links';
import { useOwnWords } from '../states/useOwnWords';

export interface ConfirmCreateProps {
  /** Without `lines`, which the person decides on here. */
  capture: Omit<CaptureRequest, 'files'> & { path: string; text: string };
  /** Ticked lines, ascending. */
  lines: number[];
  /** How many of them are known already. */
  known: number;
  /** Every job of the text is ticked. */
  isWhole: boolean;
  isIgnored: boolean;
  maskedNames: string[];
  isCreating: boolean;
  /** Why nothing was created. */
  problem?: Error;
  onClose: () => void;
  onCreate: (capture: CaptureRequest) => void;
}

/** `6–13, 15` */
function rangesOf(lines: number[]): string {
  const ranges: Array<[number, number]> = [];
  for (const line of lines) {
    const last = ranges[ranges.length - 1];
    if (last && last[1] === line - 1) last[1] = line;
    else ranges.push([line, line]);
  }
  return ranges
    .map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`))
    .join(', ');
}

/** What will be stored, before it is. */
export const ConfirmCreate = ({
  capture: { path, text, ...rest },
  lines,
  known,
  isWhole,
  isIgnored,
  maskedNames,
  isCreating,
  problem,
  onClose,
  onCreate,
}: ConfirmCreateProps) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const [takesAll, setTakesAll] = useState(false);
  const create = () => {
    const file = takesAll && isWhole ? { path, text } : { path, text, lines };
    onCreate({ ...rest, files: [file] });
  };

  return (
    <Dialog
      open
      onClose={isCreating ? undefined : onClose}
      aria-labelledby="import-confirm-title"
      transitionDuration={0}
    >
      <DialogTitle id="import-confirm-title">
        {t('import.confirm.title', { count: lines.length })}
      </DialogTitle>
      <DialogContent>
        <Box
          component="ul"
          mt={0}
          pl={2.5}
          style={{ overflowWrap: 'anywhere' }}
        >
          <li>
            {t('import.confirm.what', { server: refName(rest.server), path })}
          </li>
          <li>{t('import.confirm.lines', { lines: rangesOf(lines) })}</li>
          {known > 0 && <li>{t('import.confirm.known', { count: known })}</li>}
          {maskedNames.length > 0 && (
            <li>
              {t('import.confirm.secrets', { names: maskedNames.join(', ') })}
            </li>
          )}
          {isIgnored && <li>{t('import.confirm.ignored')}</li>}
          <li>{t('import.confirm.nothingChanges')}</li>
        </Box>
        <FormControlLabel
          control={
            <Checkbox
              color="primary"
              checked={takesAll && isWhole}
              disabled={!isWhole}
              onChange={({ target }) => setTakesAll(target.checked)}
              inputProps={{ 'aria-describedby': 'import-whole-help' }}
            />
          }
          label={t('import.confirm.whole')}
        />
        <FormHelperText id="import-whole-help">
          {isWhole
            ? t('import.confirm.wholeHelp')
            : t('import.confirm.wholeNot')}
        </FormHelperText>
        {problem && (
          <Box role="alert" color="error.main" mt={1}>
            <CodeText
              text={t('import.confirm.failed', { message: ownWords(problem) })}
            />
          </Box>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} disabled={isCreating}>
          {t('import.confirm.back')}
        </Button>
        <Button
          color="primary"
          variant="contained"
          disabled={isCreating}
          onClick={create}
        >
          {isCreating
            ? t('import.confirm.creating')
            : t('import.confirm.create')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
