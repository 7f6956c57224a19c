import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import Typography from '@material-ui/core/Typography';
import UndoIcon from '@material-ui/icons/Undo';
import {
  planUpdatePermission,
  stepsOfHandover,
  stepWordsOf,
  type CutoverStep,
  type HandoverPlan,
  type Plan,
  type WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { useEffect, useState } from 'react';
import { batchMigrationApiRef, type BatchMigrationApi } from '../../api';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { useOwnWords } from '../states/useOwnWords';
import { LockedButton } from '../states/LockedButton';
import { Problem } from '../states/Problem';
import { useWords } from './words';

/** The plan of each job as it was read; what the list cut off is read now. */
async function plansOf(
  api: BatchMigrationApi,
  ids: readonly string[],
  known: ReadonlyMap<string, Plan>,
): Promise<Map<string, Plan>> {
  const plans = new Map<string, Plan>();
  for (const id of ids) {
    plans.set(id, known.get(id) ?? (await api.plan(id)).plan);
  }
  return plans;
}

/** Writes the steps of each job into its plan: all or none, and takes them back. It switches nothing. */
export const SaveToPlans = ({
  plan,
  workloads,
}: {
  plan: HandoverPlan;
  /** As the page has read them. */
  workloads: readonly WorkloadView[];
}) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const api = useApi(batchMigrationApiRef);
  const words = useWords();
  const [state, setState] = useState<'saved' | 'undone'>();
  /** What stood in each plan before this page wrote, to be put back. */
  const [before, setBefore] = useState<ReadonlyMap<string, Plan>>(new Map());
  const [problem, setProblem] = useState<string>();
  const [saving, setSaving] = useState(false);
  /** Versions that this page has written since the list was read. */
  const [versions, setVersions] = useState<ReadonlyMap<string, number>>(
    new Map(),
  );
  const ids = plan.jobs.map(({ id }) => id);
  const may = usePermission({
    permission: planUpdatePermission,
    resourceRef: ids[0],
  });
  useEffect(() => {
    setState(undefined);
    setProblem(undefined);
  }, [plan]);
  const known = new Map(workloads.map(one => [one.id, one.plan]));
  const replaced = ids.filter(
    id => (known.get(id)?.steps.length ?? 0) > 0,
  ).length;

  /** All plans or none, each under the version that was read or written last. */
  const write = async (
    plans: ReadonlyMap<string, Plan>,
    stepsOf: (id: string) => CutoverStep[],
  ) => {
    const written = await api.updatePlans({
      plans: ids.map(id => ({
        workloadId: id,
        version: versions.get(id) ?? plans.get(id)!.version,
        steps: stepsOf(id),
      })),
      change: {},
    });
    setVersions(
      new Map(
        written.plans.map(({ workloadId, version }) => [workloadId, version]),
      ),
    );
  };

  const attempt = async (
    change: () => Promise<void>,
    next: 'saved' | 'undone',
  ) => {
    if (saving) return;
    setSaving(true);
    setProblem(undefined);
    try {
      await change();
      setState(next);
    } catch (error) {
      setProblem(ownWords(error as Error));
    }
    setSaving(false);
  };

  const save = () =>
    attempt(async () => {
      const plans = await plansOf(api, ids, known);
      const wordsOf = stepWordsOf(plan, {
        language: words.language,
        time: words.instant,
        name: text => text,
        prose: text => text,
      });
      await write(plans, id =>
        stepsOfHandover(plan, id, {
          language: words.language,
          time: words.instant,
          words: wordsOf,
        }),
      );
      // What was there at first is put back, however often one saves.
      setBefore(earlier => new Map([...plans, ...earlier]));
    }, 'saved');

  const takeBack = () =>
    attempt(() => write(before, id => before.get(id)!.steps), 'undone');

  return (
    <div>
      <LockedButton
        missing={may.allowed ? undefined : planUpdatePermission.name}
        variant="contained"
        color="primary"
        onClick={save}
        aria-disabled={saving}
        style={{ minHeight: 40 }}
      >
        {t('cutover.saveToPlans', { count: ids.length })}
      </LockedButton>
      {state === undefined && (
        <Typography
          variant="caption"
          component="p"
          color="textSecondary"
          style={{ maxWidth: 240, marginTop: 4 }}
        >
          {t('cutover.saveHint')}
          {replaced > 0 && ` ${t('cutover.replaces', { count: replaced })}`}
        </Typography>
      )}
      <Typography variant="body2" component="div">
        <span role="status">
          {state === 'saved' &&
            t('cutover.savedToPlans', { count: ids.length })}
          {state === 'undone' && t('workloadPage.undo.plans')}
        </span>{' '}
        {state === 'saved' && (
          <Button
            size="small"
            color="primary"
            startIcon={<UndoIcon />}
            onClick={takeBack}
            style={{ minHeight: 40 }}
          >
            {t('workloadPage.undo.label')}
          </Button>
        )}
      </Typography>
      {problem && (
        <Problem>{t('cutover.refused', { message: problem })}</Problem>
      )}
    </div>
  );
};
