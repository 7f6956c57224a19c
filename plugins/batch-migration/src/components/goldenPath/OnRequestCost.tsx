import Typography from '@material-ui/core/Typography';
import type { GoldenPathPreviewResponse } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { PriceSources, Unknown, useAmount } from '../cost/Amount';
import { useTableStyles } from '../forecast/tableStyles';
import { useDuration } from '../time/useDuration';

type Preview = GoldenPathPreviewResponse;

type Work = Preview['onRequest'][number];

const AMonth = ({
  work: { hoursPerMonth, cost },
  currency,
}: {
  work: Work;
  currency: string;
}) => {
  const { t } = useTexts();
  const amountText = useAmount(currency);
  if (hoursPerMonth === null) return <>{t('goldenPath.onRequest.uncounted')}</>;
  if (cost.amount === null) return <Unknown causes={cost.unknown} />;
  return (
    <>
      {amountText(cost.amount)}
      <div>{t('goldenPath.onRequest.assumed', { count: hoursPerMonth })}</div>
    </>
  );
};

const OnRequestRow = ({ work, currency }: { work: Work; currency: string }) => {
  const { t } = useTexts();
  const styles = useTableStyles();
  const duration = useDuration();
  // An hour costs a few cents: two digits would be a rough guess.
  const hourText = useAmount(currency, 4);
  const { kind, atOnce, longestMinutes, hourlyCost } = work;
  return (
    <tr>
      <th scope="row">{t(`goldenPath.onRequest.kinds.${kind}`)}</th>
      <td className={styles.number}>{atOnce}</td>
      <td className={styles.number}>{duration(longestMinutes * 60)}</td>
      <td className={styles.number}>
        {hourlyCost.amount === null ? (
          <Unknown causes={hourlyCost.unknown} />
        ) : (
          hourText(hourlyCost.amount)
        )}
      </td>
      <td className={styles.number}>
        <AMonth work={work} currency={currency} />
      </td>
    </tr>
  );
};

/** What an hour costs of what runs only when somebody asks. */
export const OnRequestCost = ({ preview }: { preview: Preview }) => {
  const { t } = useTexts();
  const styles = useTableStyles();
  const { onRequest, currency } = preview;
  return (
    <>
      <Typography variant="h6" component="h4">
        {t('goldenPath.onRequest.title')}
      </Typography>
      <Typography variant="body2">{t('goldenPath.onRequest.none')}</Typography>
      <Typography variant="body2">
        {t('goldenPath.onRequest.standing')}
      </Typography>
      {/* Scrolls sideways within its card, also by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroll} tabIndex={0} role="group">
        <table className={styles.table}>
          <caption>{t('goldenPath.onRequest.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('goldenPath.onRequest.kind')}</th>
              <th scope="col" className={styles.number}>
                {t('goldenPath.onRequest.atOnce')}
              </th>
              <th scope="col" className={styles.number}>
                {t('goldenPath.onRequest.longest')}
              </th>
              <th scope="col" className={styles.number}>
                {t('goldenPath.onRequest.hourly')}
              </th>
              <th scope="col" className={styles.number}>
                {t('goldenPath.onRequest.monthly')}
              </th>
            </tr>
          </thead>
          <tbody>
            {onRequest.map(work => (
              <OnRequestRow key={work.kind} work={work} currency={currency} />
            ))}
          </tbody>
        </table>
      </div>
      <PriceSources costs={onRequest.map(({ hourlyCost }) => hourlyCost)} />
    </>
  );
};
