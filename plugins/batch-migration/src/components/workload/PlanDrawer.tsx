import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Drawer from '@material-ui/core/Drawer';
import Typography from '@material-ui/core/Typography';
import type {
  OwnerProposal,
  Plan,
  ScheduleSpec,
  VersionedPlan,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useLoad } from '../../hooks/useLoad';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { Loaded } from '../states/Loaded';
import { statusOf } from '../states/LoadError';
import { Problem } from '../states/Problem';
import { useOwnWords } from '../states/useOwnWords';
import type { SavedPlan } from '../undo/UndoPlan';
import { PlanConflict } from './PlanConflict';
import { PlanFields } from './PlanFields';
import { useRequirementLibrary } from './useRequirementLibrary';

export interface PlanDrawerProps {
  workloadId: string;
  name: string;
  /** Of the role, for whose type requirements are proposed. */
  roleRef?: string;
  /** Only services move by weights. */
  isService?: boolean;
  /** Of the legacy side; none where the workload has none. */
  schedule?: ScheduleSpec | null;
  /** Who may own it, where nobody does. */
  ownerProposals?: readonly OwnerProposal[];
  /** The one that a person took, to stand in the field at first. */
  takenOwner?: string;
  onClose: () => void;
  /** With what stood there before, so that it can be taken back. */
  onSaved: (saved: SavedPlan) => void;
}

const PlanForm = ({
  workloadId,
  onClose,
  onSaved,
  read,
  roleRef,
  isService,
  schedule,
  ownerProposals,
  takenOwner,
}: PlanDrawerProps & { read: VersionedPlan }) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const { library, language } = useRequirementLibrary(roleRef);
  const api = useApi(batchMigrationApiRef);
  /** The version that the edit stands on; moves when a conflict is settled. */
  const [base, setBase] = useState(read);
  const [draft, setDraft] = useState<Plan>({
    ...read.plan,
    // Who was set meanwhile stays.
    ownerRef: read.plan.ownerRef ?? takenOwner ?? null,
  });
  const [theirs, setTheirs] = useState<VersionedPlan>();
  const [problem, setProblem] = useState<string>();
  const [saving, setSaving] = useState(false);

  const save = async () => {
    setSaving(true);
    setProblem(undefined);
    try {
      const now = await api.updatePlan(workloadId, draft, base.etag);
      onSaved({ before: base.plan, now });
    } catch (error) {
      if (statusOf(error as Error) === 412) {
        await api.plan(workloadId).then(setTheirs, failure => {
          setProblem(ownWords(failure));
        });
      } else {
        setProblem(ownWords(error as Error));
      }
    } finally {
      setSaving(false);
    }
  };

  if (theirs) {
    return (
      <PlanConflict
        base={base.plan}
        yours={draft}
        theirs={theirs.plan}
        onTakeTheirs={() => {
          setBase(theirs);
          setDraft(theirs.plan);
          setTheirs(undefined);
        }}
        onEditOnTop={merged => {
          setBase(theirs);
          setDraft(merged);
          setTheirs(undefined);
        }}
      />
    );
  }

  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        save();
      }}
    >
      <Typography variant="body2" gutterBottom>
        {t('plan.version', { version: String(base.plan.version) })}
      </Typography>
      <PlanFields
        plan={draft}
        onChange={setDraft}
        problem={problem}
        ownerProposals={ownerProposals}
        schedule={schedule}
        library={library}
        language={language}
        isService={isService}
      />
      {problem && (
        <Problem paragraph>{t('plan.refused', { message: problem })}</Problem>
      )}
      <Box display="flex" style={{ gap: 8 }}>
        <Button
          type="submit"
          color="primary"
          variant="contained"
          disabled={saving}
        >
          {t('plan.save')}
        </Button>
        <Button onClick={onClose}>{t('plan.cancel')}</Button>
      </Box>
    </form>
  );
};

/** Edits the plan under the version that was read. */
export const PlanDrawer = (props: PlanDrawerProps) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const plan = useLoad(
    signal => api.plan(props.workloadId, { signal }),
    `plan ${props.workloadId}`,
  );
  return (
    <Drawer
      anchor="right"
      open
      onClose={props.onClose}
      transitionDuration={0}
      PaperProps={{
        role: 'dialog',
        'aria-modal': true,
        'aria-label': t('plan.editOf', { name: props.name }),
      }}
    >
      <Box p={3} width={440} maxWidth="100vw">
        <Typography variant="h6" component="h2" gutterBottom>
          {t('plan.editOf', { name: props.name })}
        </Typography>
        <Loaded
          load={plan}
          what={t('states.what.plan')}
          boxes={[56, 56, 56, 56]}
        >
          {read => <PlanForm {...props} read={read} />}
        </Loaded>
      </Box>
    </Drawer>
  );
};
