import type {
  ServerCostResponse,
  WorkloadCostView,
} from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { useTexts } from '../../translations/useTexts';
import { useTableStyles } from '../forecast/tableStyles';
import { WorkloadLink } from '../links';
import { useDuration } from '../time/useDuration';
import { Unknown, useAmount } from './Amount';

const Usage = ({ item }: { item: WorkloadCostView }) => {
  const { t } = useTexts();
  const styles = useTableStyles();
  const { locale } = useEstate();
  const duration = useDuration();
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const { startsPerMonth, secondsPerRun, runsFrom, copies, size } = item;
  return (
    <>
      <td className={styles.number}>
        {startsPerMonth === null ? '' : number.format(startsPerMonth)}
      </td>
      <td className={styles.words}>
        {copies !== null && t('cost.table.copies', { count: copies })}
        {secondsPerRun !== null &&
          runsFrom !== null &&
          t(`cost.runsFrom.${runsFrom}`, {
            length: duration(Math.round(secondsPerRun)),
          })}
      </td>
      <td>
        {size &&
          t('cost.table.task', {
            vcpu: number.format(size.cpuUnits / 1024),
            memory: number.format(size.memoryMib / 1024),
          })}
      </td>
    </>
  );
};

/** What each workload would cost, and from what that follows. */
export const CostTable = ({ cost }: { cost: ServerCostResponse }) => {
  const { t } = useTexts();
  const styles = useTableStyles();
  const amountText = useAmount(cost.currency);
  return (
    // Scrolls sideways within its card, also by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroll} tabIndex={0} role="group">
      <table className={styles.table}>
        <caption>{t('cost.table.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('cost.table.name')}</th>
            <th scope="col" className={styles.number}>
              {t('cost.table.starts')}
            </th>
            <th scope="col">{t('cost.table.length')}</th>
            <th scope="col">{t('cost.table.size')}</th>
            <th scope="col" className={styles.number}>
              {t('cost.table.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {cost.items.map(item => (
            <tr key={item.workloadId}>
              <th scope="row">
                <WorkloadLink id={item.workloadId}>{item.name}</WorkloadLink>
              </th>
              <Usage item={item} />
              <td className={`${styles.number} ${styles.words}`}>
                {item.cost.amount === null ? (
                  <Unknown causes={item.cost.unknown} />
                ) : (
                  amountText(item.cost.amount)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
