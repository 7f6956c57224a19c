import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import type {
  DayView,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { useAddress } from '../../address';
import { batchMigrationApiRef } from '../../api';
import { EstateProvider, useEstate } from '../../hooks/useEstate';
import { ROLE_TYPE } from '../../hooks/roleTypeOf';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import type { Load } from '../../hooks/useLoad';
import { useTexts } from '../../translations/useTexts';
import { useBulkPlan, type PlanTogether } from '../bulk/useBulkPlan';
import { Density } from '../density/Density';
import { FilterLink } from '../links';
import { ConnectionNotice } from '../live/ConnectionNotice';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { useUndoPlans } from '../undo/useUndoPlans';
import { NoMatch } from '../workloads/NoMatch';
import { BulkBar } from './BulkBar';
import { clearJobView, filesOf, jobsOf, readJobView } from './jobFilters';
import { JobFilters } from './JobFilters';
import { JobStrip } from './JobStrip';
import { JobTable } from './JobTable';
import { MigrateButton } from './MigrateButton';
import { RoleFacts } from './RoleFacts';
import { canMigrate } from './strip';
import { useLastDays } from './useLastDays';

/** The most that the API gives at once; a role beyond it says so. */
const LIMIT = 200;

const Jobs = ({
  jobs,
  days,
  role,
  roleType,
  onRefreshed,
  onPlan,
}: {
  jobs: WorkloadView[];
  days: Load<Map<string, DayView[]>>;
  role: Entity;
  roleType: string | undefined;
  onRefreshed: () => void;
  onPlan: PlanTogether;
}) => {
  const { t } = useTexts();
  const { locale } = useEstate();
  const { search, change } = useAddress();
  const [selected, setSelected] = useState<string[]>([]);
  const view = readJobView(search);
  const shown = jobsOf(jobs, view);
  const chosen = selected.filter(id => jobs.some(job => job.id === id));
  const files = filesOf(jobs);
  const count = t('jobs.count', { count: shown.length });

  return (
    <Box display="grid" style={{ gap: 16 }}>
      <RoleFacts
        roleRef={stringifyEntityRef(role)}
        jobs={jobs}
        onRefreshed={onRefreshed}
      />
      <JobStrip
        jobs={jobs}
        selected={view.group}
        onSelect={next =>
          change(edited =>
            next ? edited.set('show', next) : edited.delete('show'),
          )
        }
      />
      <Section
        title={t('jobs.title')}
        hint={
          files.length > 0
            ? t('roleTab.from', {
                jobs: count,
                files: new Intl.ListFormat(locale, {
                  type: 'conjunction',
                }).format(files),
              })
            : count
        }
        action={
          <Box display="flex" flexWrap="wrap" style={{ gap: 8 }}>
            <JobFilters
              jobs={jobs}
              view={view}
              onFilter={(filter, values) =>
                change(edited => {
                  edited.delete(filter);
                  values.forEach(value => edited.append(filter, value));
                })
              }
              onText={text =>
                change(
                  edited =>
                    text ? edited.set('text', text) : edited.delete('text'),
                  { replace: true },
                )
              }
            />
            {chosen.length === 0 && (
              <MigrateButton
                workloads={jobs.filter(canMigrate)}
                selected={false}
              />
            )}
          </Box>
        }
        flush
      >
        {chosen.length > 0 && (
          <BulkBar
            selected={jobs.filter(({ id }) => chosen.includes(id))}
            roleName={role.metadata.name}
            onPlan={onPlan}
            onClear={() => setSelected([])}
          />
        )}
        {jobs.length === 0 && <Box px={2}>{t('card.empty')}</Box>}
        {jobs.length > 0 && shown.length === 0 && (
          <NoMatch onClear={() => change(clearJobView)} />
        )}
        {shown.length > 0 && (
          <Box overflow="auto">
            <JobTable
              jobs={shown}
              days={days}
              roleType={roleType}
              selected={chosen}
              onSelect={setSelected}
              onPlan={onPlan}
            />
          </Box>
        )}
      </Section>
    </Box>
  );
};

/** Which jobs run where, which are in danger, and what is next for each? */
const RoleJobs = () => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const { summary } = useEstate();
  const { entity } = useEntity();
  const roleRef = stringifyEntityRef(entity);
  const [round, setRound] = useState(0);
  const jobs = useLiveLoad(
    signal => api.workloads({ role: [roleRef], limit: LIMIT }, { signal }),
    `jobs ${roleRef}`,
    round,
  );
  const days = useLastDays(roleRef, round);
  const reload = () => {
    summary.reload();
    setRound(count => count + 1);
  };
  const undo = useUndoPlans(reload);
  const roleType = entity.metadata.annotations?.[ROLE_TYPE];
  const bulk = useBulkPlan({
    roleType,
    onSaved: saved => {
      undo.offer(saved);
      reload();
    },
  });

  return (
    <>
      <Loaded
        load={jobs}
        what={t('states.what.workloads')}
        boxes={[64, 44, 44, 44, 44, 44]}
      >
        {({ items, totalItems }) => (
          <>
            {totalItems > items.length && (
              <p>
                {t('jobs.cut', { count: items.length })}{' '}
                <FilterLink filters={{ role: [roleRef] }}>
                  {t('server.all')}
                </FilterLink>
              </p>
            )}
            <Jobs
              {...{ jobs: items, days, role: entity, roleType }}
              onRefreshed={reload}
              onPlan={bulk.plan}
            />
            <Box mt={2}>
              <Density filters={{ role: [roleRef] }} round={round} />
            </Box>
          </>
        )}
      </Loaded>
      {bulk.drawer}
      {undo.notice}
    </>
  );
};

/** Tab *Jobs* of a `server-role`. */
export const RoleJobsContent = () => (
  <EstateProvider>
    <RoleJobs />
    <ConnectionNotice />
  </EstateProvider>
);
