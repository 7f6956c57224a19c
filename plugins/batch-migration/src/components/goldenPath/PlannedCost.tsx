import Typography from '@material-ui/core/Typography';
import type { GoldenPathPreviewResponse } from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { LargeAmount, PriceSources, Unknown, useAmount } from '../cost/Amount';
import { useTableStyles } from '../forecast/tableStyles';
import { useDuration } from '../time/useDuration';

type Preview = GoldenPathPreviewResponse;

const JobRow = ({
  job,
  amountText,
}: {
  job: Preview['jobs'][number];
  amountText: (amount: number) => string;
}) => {
  const { t } = useTexts();
  const styles = useTableStyles();
  const { locale } = useEstate();
  const duration = useDuration();
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const { name, schedules, startsPerMonth, secondsPerRun, runsFrom } = job;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {schedules.map(schedule => (
          <div key={schedule.name}>
            <code>{schedule.expression}</code> {schedule.timezone}
          </div>
        ))}
      </td>
      <td className={styles.number}>
        {startsPerMonth === null ? '' : number.format(startsPerMonth)}
      </td>
      <td>
        {secondsPerRun !== null &&
          runsFrom !== null &&
          t(`cost.runsFrom.${runsFrom}`, {
            length: duration(Math.round(secondsPerRun)),
          })}
      </td>
      <td className={styles.number}>
        {job.cost.amount === null ? (
          <Unknown causes={job.cost.unknown} />
        ) : (
          amountText(job.cost.amount)
        )}
      </td>
    </tr>
  );
};

/** What the tasks cost a month, never without of how many jobs that is known. */
export const PlannedCost = ({ preview }: { preview: Preview }) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const styles = useTableStyles();
  const { jobs, total, currency } = preview;
  const amountText = useAmount(currency);
  return (
    <>
      <Typography variant="h6" component="h4">
        {t('goldenPath.cost.title')}
      </Typography>
      {total.known === 0 ? (
        <Typography variant="body2">
          {t('goldenPath.cost.noneKnown', { count: jobs.length })}
        </Typography>
      ) : (
        <>
          <LargeAmount>{amountText(total.amount)}</LargeAmount>
          <Typography variant="body2">
            {t('goldenPath.cost.ofAll', {
              known: numberText(total.known),
              all: numberText(jobs.length),
            })}
          </Typography>
          <PriceSources costs={jobs.map(({ cost }) => cost)} />
        </>
      )}
      <Typography variant="body2">{t('goldenPath.cost.hint')}</Typography>
      {/* Scrolls sideways within its card, also by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroll} tabIndex={0} role="group">
        <table className={styles.table}>
          <caption>{t('goldenPath.jobs.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('goldenPath.jobs.name')}</th>
              <th scope="col">{t('goldenPath.jobs.schedule')}</th>
              <th scope="col" className={styles.number}>
                {t('goldenPath.jobs.starts')}
              </th>
              <th scope="col">{t('goldenPath.jobs.length')}</th>
              <th scope="col" className={styles.number}>
                {t('goldenPath.jobs.amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {jobs.map(job => (
              <JobRow key={job.name} job={job} amountText={amountText} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
};
