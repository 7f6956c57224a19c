import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import type { WorkloadView } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { useAddress } from '../../address';
import { batchMigrationApiRef } from '../../api';
import { EstateProvider, useEstate } from '../../hooks/useEstate';
import { ROLE_TYPE } from '../../hooks/roleTypeOf';
import { useLoad } from '../../hooks/useLoad';
import { useTexts } from '../../translations/useTexts';
import { PlanSelectedButton } from '../bulk/PlanSelectedButton';
import { Density } from '../density/Density';
import { HandoverSelectedButton } from '../handover/HandoverLink';
import { FilterLink } from '../links';
import { RefreshButton } from '../RefreshButton';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { NoMatch } from '../workloads/NoMatch';
import { JobStrip } from './JobStrip';
import { JobTable } from './JobTable';
import { MigrateButton } from './MigrateButton';
import { canMigrate, STRIP, stripGroupOf } from './strip';

/** The most that the API gives at once; a role beyond it says so. */
const LIMIT = 200;

const Jobs = ({
  jobs,
  roleType,
  onRefreshed,
}: {
  jobs: WorkloadView[];
  roleType: string | undefined;
  onRefreshed: () => void;
}) => {
  const { t } = useTexts();
  const { search, change } = useAddress();
  const [selected, setSelected] = useState<string[]>([]);
  const group = STRIP.find(known => known === search.get('show'));
  const shown = group ? jobs.filter(job => stripGroupOf(job) === group) : jobs;
  const migratable = jobs.filter(canMigrate);
  const chosen = selected.filter(id => jobs.some(job => job.id === id));
  const chosenJobs = jobs.filter(({ id }) => chosen.includes(id));

  return (
    <Box display="grid" style={{ gap: 16 }}>
      <JobStrip
        jobs={jobs}
        selected={group}
        onSelect={next =>
          change(edited =>
            next ? edited.set('show', next) : edited.delete('show'),
          )
        }
      />
      <Section
        title={t('jobs.title')}
        hint={
          chosen.length > 0
            ? t('jobs.selected', { count: chosen.length })
            : t('jobs.count', { count: shown.length })
        }
        action={
          <Box display="flex" flexWrap="wrap" style={{ gap: 8 }}>
            <RefreshButton onDone={onRefreshed} />
            <PlanSelectedButton
              selected={chosenJobs}
              roleType={roleType}
              onSaved={onRefreshed}
            />
            <HandoverSelectedButton selected={chosenJobs} />
            <MigrateButton
              workloads={chosen.length > 0 ? chosenJobs : migratable}
              selected={chosen.length > 0}
            />
          </Box>
        }
        flush
      >
        {shown.length === 0 ? (
          <NoMatch
            onClear={group && (() => change(edited => edited.delete('show')))}
          />
        ) : (
          <Box overflow="auto">
            <JobTable jobs={shown} selected={chosen} onSelect={setSelected} />
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
  const jobs = useLoad(
    signal => api.workloads({ role: [roleRef], limit: LIMIT }, { signal }),
    `jobs ${roleRef} ${round}`,
  );
  const reload = () => {
    summary.reload();
    setRound(count => count + 1);
  };

  return (
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
            jobs={items}
            roleType={entity.metadata.annotations?.[ROLE_TYPE]}
            onRefreshed={reload}
          />
          <Box mt={2}>
            <Density filters={{ role: [roleRef] }} round={round} />
          </Box>
        </>
      )}
    </Loaded>
  );
};

/** Tab *Jobs* of a `server-role`. */
export const RoleJobsContent = () => (
  <EstateProvider>
    <RoleJobs />
  </EstateProvider>
);
