import Box from '@material-ui/core/Box';
import type {
  ListResponse,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { STAGES } from 'backstage-plugin-batch-migration-common';
import type { Load } from '../../hooks/useLoad';
import { useTexts } from '../../translations/useTexts';
import { WhyLamps } from '../lamps/WhyLamps';
import { EntityLink, FilterLink, WorkloadLink } from '../links';
import { WhyStage } from '../stage/WhyStage';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { NextRun } from '../workloads/NextRun';
import { NoMatch } from '../workloads/NoMatch';
import { useRowStyles, useTableStyles } from '../workloads/tableStyles';
import { useOneTabStop } from '../workloads/useOneTabStop';
import { JobNext } from './JobNext';
import { useJobStyles } from './jobStyles';

/** The rest is one link away. */
const ROWS = 10;

/** What keeps a server alive; everything but `retired`. */
export const STILL_HERE: string[] = STAGES.filter(stage => stage !== 'retired');

/** Danger first, then what is nearest to leaving. */
export function nearestFirst(workloads: readonly WorkloadView[]) {
  const rank = ({ assessment }: WorkloadView) => {
    const { dangers, placement, stage } = assessment;
    if (dangers.some(({ severity }) => severity === 'acute')) return 0;
    if (dangers.length > 0) return 1;
    if (placement === 'unknown') return 2;
    // What stays by decision is not on its way.
    if (stage === 'retained') return 3 + STAGES.length;
    return 3 + STAGES.length - STAGES.indexOf(stage);
  };
  return [...workloads].sort((a, b) => rank(a) - rank(b));
}

const Rows = ({ workloads }: { workloads: readonly WorkloadView[] }) => {
  const { t } = useTexts();
  const styles = useTableStyles();
  const rows = useRowStyles();
  const own = useJobStyles();
  const table = useOneTabStop();
  return (
    <table
      ref={table}
      className={`${styles.table} ${rows.table} ${own.table}`}
      aria-label={t('server.stillHere')}
    >
      <thead className={rows.body}>
        <tr className={rows.head}>
          <th scope="col">{t('workloads.workload')}</th>
          <th scope="col">{t('workloads.lamps')}</th>
          <th scope="col">{t('workloads.stage')}</th>
          <th scope="col">{t('serverTab.keeps')}</th>
          <th scope="col">{t('workloads.nextRun')}</th>
        </tr>
      </thead>
      <tbody className={rows.body}>
        {workloads.map(workload => (
          <tr key={workload.id} className={rows.row}>
            <th scope="row" className={rows.name}>
              <WorkloadLink id={workload.id}>{workload.name}</WorkloadLink>
              <div className={styles.small}>
                <EntityLink entityRef={workload.roleRef} tab="/jobs" />
              </div>
            </th>
            <td className={rows.lamps}>
              <WhyLamps workload={workload} />
            </td>
            <td className={rows.stage}>
              <WhyStage workload={workload} />
            </td>
            <td className={rows.next}>
              <JobNext job={workload} days={undefined} />
            </td>
            <td className={`${rows.nextRun} ${own.when}`}>
              <NextRun workload={workload} show="near" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** What of a server has not left, and what keeps it. */
export const StillHere = ({
  serverRef,
  load,
}: {
  serverRef: string;
  load: Load<ListResponse<WorkloadView>>;
}) => {
  const { t } = useTexts();
  const count = load.value?.totalItems ?? 0;
  return (
    <Section
      title={t('server.stillHere')}
      hint={load.value && t('serverTab.stillHere', { count })}
      action={
        <FilterLink filters={{ server: [serverRef], stage: STILL_HERE }}>
          {load.value ? t('serverTab.allOf', { count }) : t('server.all')}
        </FilterLink>
      }
      flush
    >
      <Loaded
        load={load}
        what={t('states.what.workloads')}
        boxes={[44, 44, 44, 44]}
      >
        {({ items }) =>
          items.length === 0 ? (
            <NoMatch />
          ) : (
            <Box overflow="auto">
              <Rows workloads={nearestFirst(items).slice(0, ROWS)} />
            </Box>
          )
        }
      </Loaded>
    </Section>
  );
};
