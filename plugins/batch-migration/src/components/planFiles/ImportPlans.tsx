import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Drawer from '@material-ui/core/Drawer';
import Typography from '@material-ui/core/Typography';
import { planUpdatePermission } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { LockedButton } from '../states/LockedButton';
import { useUndoPlans } from '../undo/useUndoPlans';
import { FileText } from './FileText';
import { ImportConflicts } from './ImportConflicts';
import { ImportPreview } from './ImportPreview';
import { afterRefusal, type ImportState } from './importState';

const ImportDrawer = ({
  onClose,
  onImported,
}: {
  onClose: () => void;
  onImported: () => void;
}) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const [text, setText] = useState('');
  const [state, setState] = useState<ImportState>({ step: 'writing' });
  const [busy, setBusy] = useState(false);
  const undo = useUndoPlans(onImported);

  const send = async (merge: boolean, dryRun: boolean) => {
    setBusy(true);
    try {
      const result = await api.importPlans({ text, dryRun, merge });
      if (dryRun) {
        setState({ step: 'previewed', preview: result, merge });
      } else {
        setState({ step: 'done', result });
        undo.offer(
          result.plans.map(({ workloadId, version }) => ({
            ...{ workloadId, before: version - 1, now: version },
          })),
        );
        onImported();
      }
    } catch (error) {
      setState(afterRefusal(error as Error, merge));
    } finally {
      setBusy(false);
    }
  };

  const action = (label: string, onClick: () => void) => (
    <Button
      variant="contained"
      color="primary"
      disabled={busy || text.trim() === ''}
      onClick={onClick}
    >
      {busy ? t('planFiles.reading') : label}
    </Button>
  );
  const isSettled = state.step === 'previewed' || state.step === 'conflict';

  return (
    <Drawer
      anchor="right"
      open
      onClose={onClose}
      transitionDuration={0}
      PaperProps={{
        role: 'dialog',
        'aria-modal': true,
        'aria-label': t('planFiles.title'),
      }}
    >
      <Box p={3} width={720} maxWidth="100vw">
        <Typography variant="h6" component="h2" gutterBottom>
          {t('planFiles.title')}
        </Typography>
        {state.step === 'writing' && (
          <>
            <Typography variant="body2" paragraph>
              {t('planFiles.hint')}
            </Typography>
            <FileText
              text={text}
              onChange={next => {
                setText(next);
                setState({ step: 'writing' });
              }}
              problem={state.problem}
              issues={state.issues}
            />
          </>
        )}
        {state.step === 'previewed' && (
          <ImportPreview preview={state.preview} />
        )}
        {state.step === 'conflict' && (
          <ImportConflicts conflicts={state.conflicts} />
        )}
        {state.step === 'done' && (
          <Typography role="status">
            {t('planFiles.done', { count: state.result.plans.length })}
          </Typography>
        )}
        {undo.notice}
        <Box mt={2} display="flex" flexWrap="wrap" style={{ gap: 8 }}>
          {state.step === 'writing' &&
            action(t('planFiles.preview'), () => send(false, true))}
          {state.step === 'conflict' &&
            !state.merge &&
            action(t('planFiles.merge'), () => send(true, true))}
          {state.step === 'previewed' &&
            state.preview.plans.length > 0 &&
            action(
              t('planFiles.apply', { count: state.preview.plans.length }),
              () => send(state.merge, false),
            )}
          {isSettled && (
            <Button
              disabled={busy}
              onClick={() => setState({ step: 'writing' })}
            >
              {t('planFiles.back')}
            </Button>
          )}
          <Button onClick={onClose}>{t('planFiles.close')}</Button>
        </Box>
      </Box>
    </Drawer>
  );
};

/** Takes plans from a file that was reviewed elsewhere. */
export const ImportPlans = ({
  mayPlan = true,
  onImported,
}: {
  /** Whether the user may plan any workload; taken for granted until it is known. */
  mayPlan?: boolean;
  onImported: () => void;
}) => {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <LockedButton
        size="small"
        variant="outlined"
        missing={mayPlan ? undefined : planUpdatePermission.name}
        onClick={() => setOpen(true)}
      >
        {t('planFiles.import')}
      </LockedButton>
      {open && (
        <ImportDrawer onClose={() => setOpen(false)} onImported={onImported} />
      )}
    </>
  );
};
