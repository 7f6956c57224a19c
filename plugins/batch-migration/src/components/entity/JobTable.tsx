import Checkbox from '@material-ui/core/Checkbox';
import type { WorkloadView } from 'backstage-plugin-batch-migration-common';
import type { MouseEvent } from 'react';
import { useEstate } from '../../hooks/useEstate';
import { useTexts } from '../../translations/useTexts';
import { NextThing } from '../danger/NextThing';
import { HandoverLink } from '../handover/HandoverLink';
import { WhyLamps } from '../lamps/WhyLamps';
import { WorkloadLink } from '../links';
import { WhyStage } from '../stage/WhyStage';
import { NextRun } from '../workloads/NextRun';
import { useRowStyles } from '../workloads/rowStyles';
import { useOneTabStop } from '../workloads/useOneTabStop';
import { useTicks } from '../workloads/useTicks';
import { useTableStyles } from '../workloads/WorkloadTable';

export interface JobTableProps {
  jobs: WorkloadView[];
  selected: string[];
  onSelect: (ids: string[]) => void;
}

export const JobTable = ({ jobs, selected, onSelect }: JobTableProps) => {
  const { t } = useTexts();
  const styles = useTableStyles();
  const rows = useRowStyles();
  const table = useOneTabStop();
  const { locale } = useEstate();
  const { isAll, isSome, tickAll, tick } = useTicks(
    jobs.map(({ id }) => id),
    selected,
    onSelect,
  );

  return (
    <table
      ref={table}
      className={`${styles.table} ${rows.table}`}
      aria-label={t('jobs.title')}
    >
      <caption className={rows.keys}>{t('why.keys')}</caption>
      <thead className={rows.body}>
        <tr className={rows.head}>
          <th scope="col">
            <Checkbox
              size="small"
              checked={isAll}
              indeterminate={isSome}
              inputProps={{ 'aria-label': t('jobs.selectAll') }}
              onChange={tickAll}
            />
          </th>
          <th scope="col">{t('jobs.job')}</th>
          <th scope="col" className={styles.wide}>
            {t('jobs.schedule')}
          </th>
          <th scope="col">{t('workloads.lamps')}</th>
          <th scope="col">{t('workloads.stage')}</th>
          <th scope="col">{t('workloads.next')}</th>
          <th scope="col">{t('workloads.nextRun')}</th>
        </tr>
      </thead>
      <tbody className={rows.body}>
        {jobs.map(job => (
          <tr
            key={job.id}
            className={rows.row}
            aria-selected={selected.includes(job.id)}
          >
            <td className={rows.check}>
              <Checkbox
                size="small"
                checked={selected.includes(job.id)}
                inputProps={{
                  'aria-label': t('jobs.select', { name: job.name }),
                }}
                onClick={(event: MouseEvent) => tick(job.id, event.shiftKey)}
              />
            </td>
            <th scope="row" className={rows.name}>
              <WorkloadLink id={job.id}>{job.name}</WorkloadLink>
              <div className={`${styles.small} ${styles.wide}`}>
                {job.scheduleText?.[locale.startsWith('ja') ? 'ja' : 'en']}
              </div>
            </th>
            <td className={styles.wide}>
              <code title={job.schedule?.timezone}>
                {job.schedule?.expression ?? '–'}
              </code>
            </td>
            <td className={rows.lamps}>
              <WhyLamps workload={job} />
            </td>
            <td className={rows.stage}>
              <WhyStage workload={job} />
            </td>
            <td className={rows.next}>
              <NextThing workload={job} />
              <HandoverLink workload={job} />
            </td>
            <td className={rows.when}>
              <NextRun workload={job} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
