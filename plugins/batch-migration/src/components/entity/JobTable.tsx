import Checkbox from '@material-ui/core/Checkbox';
import type {
  DayView,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import type { MouseEvent } from 'react';
import { useEstate } from '../../hooks/useEstate';
import type { Load } from '../../hooks/useLoad';
import { useTexts } from '../../translations/useTexts';
import type { PlanTogether } from '../bulk/useBulkPlan';
import { WhyLamps } from '../lamps/WhyLamps';
import { WorkloadLink } from '../links';
import { WhyStage } from '../stage/WhyStage';
import { NextRun } from '../workloads/NextRun';
import { useRowStyles, useTableStyles } from '../workloads/tableStyles';
import { useOneTabStop } from '../workloads/useOneTabStop';
import { useTicks } from '../workloads/useTicks';
import { DaysCell, DaysHead } from './DaysColumn';
import { JobAction } from './JobAction';
import { JobNext } from './JobNext';
import { useJobStyles } from './jobStyles';
import { columnsOf } from './kindColumns';

export interface JobTableProps {
  jobs: WorkloadView[];
  days: Load<Map<string, DayView[]>>;
  roleType: string | undefined;
  selected: string[];
  onSelect: (ids: string[]) => void;
  onPlan: PlanTogether;
}

/** One row a job; what stands in place of the schedule depends on the kind. */
export const JobTable = ({
  jobs,
  days,
  roleType,
  selected,
  onSelect,
  onPlan,
}: JobTableProps) => {
  const { t } = useTexts();
  const styles = useTableStyles();
  const rows = useRowStyles();
  const own = useJobStyles();
  const table = useOneTabStop();
  const { locale } = useEstate();
  const { isAll, isSome, tickAll, tick } = useTicks(
    jobs.map(({ id }) => id),
    selected,
    onSelect,
  );
  const { columns, hasDays } = columnsOf(jobs.map(({ kind }) => kind));

  return (
    <table
      ref={table}
      className={`${styles.table} ${rows.table} ${own.table}`}
      aria-label={t('jobs.title')}
    >
      <caption className={rows.keys}>{t('why.keys')}</caption>
      <thead className={rows.body}>
        <tr className={rows.head}>
          <th scope="col">
            <Checkbox
              color="primary"
              size="small"
              checked={isAll}
              indeterminate={isSome}
              inputProps={{ 'aria-label': t('jobs.selectAll') }}
              onChange={tickAll}
            />
          </th>
          <th scope="col">{t('jobs.job')}</th>
          {columns.map(({ title }) => (
            <th key={title} scope="col" className={styles.wide}>
              {t(title)}
            </th>
          ))}
          <th scope="col">{t('workloads.lamps')}</th>
          {hasDays && (
            <th scope="col" className={styles.wide}>
              <DaysHead load={days} />
            </th>
          )}
          <th scope="col">{t('workloads.stage')}</th>
          <th scope="col">{t('workloads.next')}</th>
          <th scope="col">{t('workloads.nextRun')}</th>
          <th scope="col" className={`${styles.wide} ${own.right}`}>
            {t('roleTab.action')}
          </th>
        </tr>
      </thead>
      <tbody className={rows.body}>
        {jobs.map(job => {
          const ofJob = days.value?.get(job.id);
          const isSelected = selected.includes(job.id);
          return (
            <tr
              key={job.id}
              className={`${rows.row} ${isSelected ? own.selected : ''}`}
              aria-selected={isSelected}
            >
              <td className={rows.check}>
                <Checkbox
                  color="primary"
                  size="small"
                  checked={isSelected}
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
              {columns.map(({ title, Cell }) => (
                <td key={title} className={styles.wide}>
                  <Cell job={job} />
                </td>
              ))}
              <td className={rows.lamps}>
                <WhyLamps workload={job} />
              </td>
              {hasDays && (
                <td className={styles.wide}>
                  <DaysCell load={days} days={ofJob} />
                </td>
              )}
              <td className={rows.stage}>
                <WhyStage workload={job} />
              </td>
              <td className={rows.next}>
                <JobNext job={job} days={ofJob} />
              </td>
              <td className={`${rows.nextRun} ${own.when}`}>
                <NextRun workload={job} show="near" />
              </td>
              <td className={`${styles.wide} ${own.right}`}>
                <JobAction job={job} roleType={roleType} onPlan={onPlan} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};
