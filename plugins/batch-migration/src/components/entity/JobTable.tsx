import Checkbox from '@material-ui/core/Checkbox';
import type { WorkloadView } from 'backstage-plugin-batch-migration-common';
import { useRef, type MouseEvent } from 'react';
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
  const all = jobs.length > 0 && jobs.every(({ id }) => selected.includes(id));
  const lastTicked = useRef<string>();

  /** One row, or with Shift all rows from the one that was ticked last. */
  const tick = (id: string, isRange: boolean) => {
    const ids = jobs.map(job => job.id);
    const [from, to] = [
      isRange && lastTicked.current ? lastTicked.current : id,
      id,
    ]
      .map(one => ids.indexOf(one))
      .sort((a, b) => a - b);
    const meant = ids.slice(Math.max(from, 0), to + 1);
    const others = selected.filter(one => !meant.includes(one));
    lastTicked.current = id;
    onSelect(selected.includes(id) ? others : [...others, ...meant]);
  };

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
              checked={all}
              indeterminate={!all && selected.length > 0}
              inputProps={{ 'aria-label': t('jobs.selectAll') }}
              onChange={() => onSelect(all ? [] : jobs.map(({ id }) => id))}
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
