import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import Typography from '@material-ui/core/Typography';
import SaveIcon from '@material-ui/icons/Save';
import {
  planUpdatePermission,
  stepsOfHandover,
  stepWordsOf,
  type HandoverPlan,
  type Plan,
  type WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { useEffect, useState } from 'react';
import { batchMigrationApiRef, type BatchMigrationApi } from '../../api';
import { useTexts } from '../../translations/useTexts';
import { ownWords } from '../states/LoadError';
import { LockedButton } from '../states/LockedButton';
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

/** Writes the steps of each job into its plan: all or none. It switches nothing. */
export const SaveToPlans = ({
  plan,
  workloads,
}: {
  plan: HandoverPlan;
  /** As the page has read them. */
  workloads: readonly WorkloadView[];
}) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const words = useWords();
  const [saved, setSaved] = useState<number>();
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
    setSaved(undefined);
    setProblem(undefined);
  }, [plan]);
  const known = new Map(workloads.map(one => [one.id, one.plan]));
  const replaced = ids.filter(
    id => (known.get(id)?.steps.length ?? 0) > 0,
  ).length;

  const save = async () => {
    setSaving(true);
    setProblem(undefined);
    try {
      const plans = await plansOf(api, ids, known);
      const wordsOf = stepWordsOf(plan, {
        language: words.language,
        time: words.instant,
        name: text => text,
        prose: text => text,
      });
      const written = await api.updatePlans({
        plans: ids.map(id => ({
          workloadId: id,
          version: versions.get(id) ?? plans.get(id)!.version,
          steps: stepsOfHandover(plan, id, {
            language: words.language,
            time: words.instant,
            words: wordsOf,
          }),
        })),
        change: {},
      });
      setVersions(
        new Map(
          written.plans.map(({ workloadId, version }) => [workloadId, version]),
        ),
      );
      setSaved(ids.length);
    } catch (error) {
      setProblem(ownWords(error as Error));
    }
    setSaving(false);
  };

  return (
    <div>
      <LockedButton
        missing={may.allowed ? undefined : planUpdatePermission.name}
        variant="outlined"
        color="primary"
        startIcon={<SaveIcon />}
        onClick={save}
        disabled={saving}
        style={{ textTransform: 'none', minHeight: 40 }}
      >
        {t('cutover.saveToPlans', { count: ids.length })}
      </LockedButton>
      <Typography variant="body2" color="textSecondary">
        {t('cutover.saveHint')}
        {replaced > 0 && ` ${t('cutover.replaces', { count: replaced })}`}
      </Typography>
      <Typography variant="body2" role="status">
        {saved !== undefined && t('cutover.savedToPlans', { count: saved })}
      </Typography>
      {problem && (
        <Typography role="alert" color="error" variant="body2">
          {t('cutover.refused', { message: problem })}
        </Typography>
      )}
    </div>
  );
};
