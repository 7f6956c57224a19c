import { useTexts } from '../../translations/useTexts';
import { isReboot, type Row } from './rows';

/** `7 scheduled, 1 resident · 1 switched off · 1 line cannot be read` */
export const JobSummary = ({ rows }: { rows: Row[] }) => {
  const { t } = useTexts();
  const count = (test: (row: Row) => boolean) => rows.filter(test).length;
  const summary = {
    scheduled: count(({ job }) => !!job?.enabled && !isReboot(job)),
    resident: count(({ job }) => !!job?.enabled && isReboot(job)),
    off: count(({ job }) => job?.enabled === false),
    unreadable: count(({ job }) => job === null),
  };
  return (
    <>
      {(['scheduled', 'resident', 'off', 'unreadable'] as const)
        .filter(kind => summary[kind] > 0)
        .map(kind => t(`import.jobs.summary.${kind}`, { count: summary[kind] }))
        .join(' · ')}
    </>
  );
};
