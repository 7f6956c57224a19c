import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Checkbox from '@material-ui/core/Checkbox';
import type { WorkloadView } from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { batchMigrationTranslationRef } from '../../translations';
import { NextThing } from '../danger/NextThing';
import { HandoverLink } from '../handover/HandoverLink';
import { WorkloadLamps } from '../lamps/Lamps';
import { WorkloadLink } from '../links';
import { StageTrack } from '../stage/StageTrack';
import { NextRun, useTableStyles } from '../workloads/WorkloadTable';

export interface JobTableProps {
  jobs: WorkloadView[];
  selected: string[];
  onSelect: (ids: string[]) => void;
}

export const JobTable = ({ jobs, selected, onSelect }: JobTableProps) => {
  const { t } = useTranslationRef(batchMigrationTranslationRef);
  const styles = useTableStyles();
  const { locale } = useEstate();
  const all = jobs.length > 0 && jobs.every(({ id }) => selected.includes(id));
  return (
    <table className={styles.table} aria-label={t('jobs.title')}>
      <thead>
        <tr>
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
          <th scope="col" className={styles.wide}>
            {t('workloads.stage')}
          </th>
          <th scope="col">{t('workloads.next')}</th>
          <th scope="col">{t('workloads.nextRun')}</th>
        </tr>
      </thead>
      <tbody>
        {jobs.map(job => (
          <tr key={job.id} aria-selected={selected.includes(job.id)}>
            <td>
              <Checkbox
                size="small"
                checked={selected.includes(job.id)}
                inputProps={{
                  'aria-label': t('jobs.select', { name: job.name }),
                }}
                onChange={() =>
                  onSelect(
                    selected.includes(job.id)
                      ? selected.filter(id => id !== job.id)
                      : [...selected, job.id],
                  )
                }
              />
            </td>
            <th scope="row">
              <WorkloadLink id={job.id}>{job.name}</WorkloadLink>
              <div className={styles.small}>
                {job.scheduleText?.[locale.startsWith('ja') ? 'ja' : 'en']}
              </div>
            </th>
            <td className={styles.wide}>
              <code title={job.schedule?.timezone}>
                {job.schedule?.expression ?? '–'}
              </code>
            </td>
            <td>
              <WorkloadLamps workload={job} />
            </td>
            <td className={styles.wide}>
              <StageTrack
                stage={job.assessment.stage}
                stale={job.assessment.stale}
              />
            </td>
            <td>
              <NextThing assessment={job.assessment} />
              <HandoverLink workload={job} />
            </td>
            <td>
              <NextRun workload={job} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
