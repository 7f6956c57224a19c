import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Drawer from '@material-ui/core/Drawer';
import Typography from '@material-ui/core/Typography';
import type {
  VersionedPlan,
  WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { useState, type FormEvent } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useLoad } from '../../hooks/useLoad';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { Loaded } from '../states/Loaded';
import { statusOf } from '../states/LoadError';
import { Problem } from '../states/Problem';
import { useOwnWords } from '../states/useOwnWords';
import type { SavedPlan } from '../undo/UndoPlan';
import { ChooseTemplate } from './ChooseTemplate';
import { StepList } from './StepList';
import { StepsConflict } from './StepsConflict';

interface EditStepsProps {
  workload: WorkloadDetail;
  onClose: () => void;
  onSaved: (saved: SavedPlan) => void;
}

const StepsForm = ({
  workload,
  read,
  onClose,
  onSaved,
}: EditStepsProps & { read: VersionedPlan }) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const api = useApi(batchMigrationApiRef);
  /** The version that the edit stands on; moves when a conflict is settled. */
  const [base, setBase] = useState(read);
  const [steps, setSteps] = useState(read.plan.steps);
  const [theirs, setTheirs] = useState<VersionedPlan>();
  const [problem, setProblem] = useState<string>();
  const [saving, setSaving] = useState(false);
  const fixed = new Set(
    workload.cutover.steps
      .filter(({ state }) => state !== 'open')
      .map(({ id }) => id),
  );

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setSaving(true);
    setProblem(undefined);
    try {
      const now = await api.updatePlan(
        workload.id,
        { ...base.plan, steps },
        base.etag,
      );
      onSaved({ before: base.plan, now });
      return;
    } catch (error) {
      if (statusOf(error as Error) === 412) {
        await api.plan(workload.id).then(setTheirs, failure => {
          setProblem(ownWords(failure));
        });
      } else {
        setProblem(ownWords(error as Error));
      }
    }
    setSaving(false);
  };

  if (theirs) {
    const settle = (mine: typeof steps) => {
      setBase(theirs);
      setSteps(mine);
      setTheirs(undefined);
    };
    return (
      <StepsConflict
        yours={{ version: base.plan.version, steps }}
        theirs={theirs.plan}
        onTakeTheirs={() => settle(theirs.plan.steps)}
        onKeepMine={() => settle(steps)}
      />
    );
  }
  return (
    <form onSubmit={save}>
      {steps.length === 0 && (
        <ChooseTemplate kind={workload.kind} onTake={setSteps} />
      )}
      <StepList steps={steps} fixed={fixed} onChange={setSteps} />
      {problem && (
        <Problem paragraph>
          {t('cutover.refused', { message: problem })}
        </Problem>
      )}
      <Box display="flex" mt={2} style={{ gap: 8 }}>
        <Button
          type="submit"
          color="primary"
          variant="contained"
          disabled={saving}
        >
          {t('cutover.save')}
        </Button>
        <Button onClick={onClose}>{t('cutover.cancel')}</Button>
      </Box>
    </form>
  );
};

/** Edits the steps of a plan under the version that was read; nothing else of it. */
export const EditSteps = (props: EditStepsProps) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const { id, name } = props.workload;
  const plan = useLoad(signal => api.plan(id, { signal }), `steps of ${id}`);
  return (
    <Drawer
      anchor="right"
      open
      onClose={props.onClose}
      transitionDuration={0}
      PaperProps={{
        role: 'dialog',
        'aria-modal': true,
        'aria-label': t('cutover.editOf', { name }),
      }}
    >
      <Box p={3} width={520} maxWidth="100vw">
        <Typography variant="h6" component="h2" gutterBottom>
          {t('cutover.editOf', { name })}
        </Typography>
        <Loaded load={plan} what={t('states.what.plan')} boxes={[56, 56, 56]}>
          {read => <StepsForm {...props} read={read} />}
        </Loaded>
      </Box>
    </Drawer>
  );
};
