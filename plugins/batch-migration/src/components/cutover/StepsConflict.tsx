import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import type { CutoverStep } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';

const Titles = ({
  title,
  steps,
}: {
  title: string;
  steps: readonly CutoverStep[];
}) => (
  <Box flex={1} minWidth={160}>
    <Typography variant="subtitle2" component="h3">
      {title}
    </Typography>
    <ol>
      {steps.map(step => (
        <li key={step.id}>{step.title}</li>
      ))}
    </ol>
  </Box>
);

/** Somebody saved another version meanwhile: both side by side, nothing typed is lost. */
export const StepsConflict = ({
  yours,
  theirs,
  onTakeTheirs,
  onKeepMine,
}: {
  yours: { version: number; steps: readonly CutoverStep[] };
  theirs: { version: number; steps: readonly CutoverStep[] };
  onTakeTheirs: () => void;
  onKeepMine: () => void;
}) => {
  const { t } = useTexts();
  return (
    <div role="alertdialog" aria-label={t('cutover.conflict')}>
      <Typography variant="subtitle1" component="h3">
        {t('cutover.conflict')}
      </Typography>
      <Typography variant="body2" paragraph>
        {t('cutover.conflictText', {
          theirs: String(theirs.version),
          yours: String(yours.version),
        })}
      </Typography>
      <Box display="flex" flexWrap="wrap" style={{ gap: 16 }}>
        <Titles title={t('cutover.theirSteps')} steps={theirs.steps} />
        <Titles title={t('cutover.yourSteps')} steps={yours.steps} />
      </Box>
      <Box display="flex" flexWrap="wrap" style={{ gap: 8 }}>
        <Button onClick={onTakeTheirs}>{t('cutover.takeTheirs')}</Button>
        <Button color="primary" variant="contained" onClick={onKeepMine}>
          {t('cutover.keepMine')}
        </Button>
      </Box>
    </div>
  );
};
