import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import Drawer from '@material-ui/core/Drawer';
import Typography from '@material-ui/core/Typography';
import type {
  PlanConflict,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useEstate } from '../../hooks/useEstate';
import { roleTypeOf } from '../../hooks/roleTypeOf';
import { useLoad } from '../../hooks/useLoad';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { Loaded } from '../states/Loaded';
import { Problem } from '../states/Problem';
import { useOwnWords } from '../states/useOwnWords';
import type { SavedPlans } from '../undo/useUndoPlans';
import { BulkConflict } from './BulkConflict';
import { BulkFields, type BulkField } from './BulkFields';
import { changeOf, conflictsOf, EMPTY_DRAFT } from './bulkChange';

export interface BulkPlanDrawerProps {
  workloads: readonly WorkloadView[];
  /** Type of their role, for which requirements are proposed; of the catalog where not given. */
  roleType?: string;
  /** The field that has the focus at first. */
  first?: BulkField;
  onClose: () => void;
  onSaved: (saved: SavedPlans) => void;
}

/** One change of the plans of all chosen workloads, all or nothing. */
export const BulkPlanDrawer = ({
  workloads,
  roleType,
  first,
  onClose,
  onSaved,
}: BulkPlanDrawerProps) => {
  const { t } = useTexts();
  const ownWords = useOwnWords();
  const api = useApi(batchMigrationApiRef);
  const { locale } = useEstate();
  const language = locale.startsWith('ja') ? 'ja' : 'en';
  const catalogApi = useApi(catalogApiRef);
  const [roleRef, ...otherRoles] = new Set(
    workloads.map(workload => workload.roleRef),
  );
  const onlyRole = otherRoles.length === 0 ? roleRef : undefined;
  const library = useLoad(
    async signal =>
      api.requirements(
        { roleType: roleType ?? (await roleTypeOf(catalogApi, onlyRole)) },
        { signal },
      ),
    `requirements ${roleType} ${onlyRole}`,
  );
  // As they were when the drawer was opened: versions that the change stands on.
  const [read] = useState(
    () => new Map(workloads.map(({ id, plan }) => [id, plan])),
  );
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const [conflicts, setConflicts] = useState<PlanConflict[]>();
  const [problem, setProblem] = useState<string>();
  const [saving, setSaving] = useState(false);
  const change = changeOf(draft, library.value?.items ?? [], language);
  const isEmpty = Object.keys(change).length === 0;

  /** @param versions - of the plans that the change is made in */
  const save = async (versions: ReadonlyMap<string, number>) => {
    setSaving(true);
    setProblem(undefined);
    try {
      const written = await api.updatePlans({
        plans: [...versions].map(([workloadId, version]) => ({
          workloadId,
          version,
        })),
        change,
      });
      onSaved(
        written.plans.map(({ workloadId, version }) => ({
          workloadId,
          before: versions.get(workloadId)!,
          now: version,
        })),
      );
    } catch (error) {
      const found = conflictsOf(error as Error);
      setConflicts(found);
      if (!found) setProblem(ownWords(error as Error));
    } finally {
      setSaving(false);
    }
  };
  const versions = new Map(
    [...read].map(([id, { version }]) => [id, version] as const),
  );
  const current = new Map(
    conflicts?.map(one => [one.workloadId, one.current.version]),
  );

  const title = t('bulk.title', { count: read.size });
  return (
    <Drawer
      anchor="right"
      open
      onClose={onClose}
      transitionDuration={0}
      PaperProps={{
        role: 'dialog',
        'aria-modal': true,
        'aria-label': title,
      }}
    >
      <Box p={3} width={480} maxWidth="100vw">
        <Typography variant="h6" component="h2" gutterBottom>
          {title}
        </Typography>
        {conflicts ? (
          <BulkConflict
            conflicts={conflicts}
            read={read}
            change={change}
            saving={saving}
            onBack={() => setConflicts(undefined)}
            onLeaveOut={() =>
              save(new Map([...versions].filter(([id]) => !current.has(id))))
            }
            onMerge={() => save(new Map([...versions, ...current]))}
          />
        ) : (
          <form
            onSubmit={event => {
              event.preventDefault();
              save(versions);
            }}
          >
            <Typography variant="body2" gutterBottom>
              {t('bulk.hint')}
            </Typography>
            <Loaded
              load={library}
              what={t('bulk.what')}
              boxes={[56, 56, 56, 56]}
            >
              {({ items }) => (
                <BulkFields
                  draft={draft}
                  onChange={setDraft}
                  library={items}
                  language={language}
                  problem={problem}
                  first={first}
                />
              )}
            </Loaded>
            {problem && (
              <Problem paragraph>
                {t('plan.refused', { message: problem })}
              </Problem>
            )}
            <Box display="flex" style={{ gap: 8 }}>
              <Button
                type="submit"
                color="primary"
                variant="contained"
                disabled={saving || isEmpty}
              >
                {t('bulk.save', { count: read.size })}
              </Button>
              <Button onClick={onClose}>{t('plan.cancel')}</Button>
            </Box>
          </form>
        )}
      </Box>
    </Drawer>
  );
};
