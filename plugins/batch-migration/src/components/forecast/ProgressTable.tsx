import type { ProgressResponse } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { changedDays, doneOf, soakOf } from './burnUp';
import type { FixedDate } from './HowFar';
import { useTableStyles } from './tableStyles';
import { useForecastWords } from './useForecastWords';

/** The same data as the chart, row by row, gaps and hard dates included. */
export const ProgressTable = ({
  record,
  dates,
}: {
  record: ProgressResponse;
  dates: readonly FixedDate[];
}) => {
  const { t } = useTexts();
  const styles = useTableStyles();
  const { dayText, changesOf, joined } = useForecastWords();
  const days = changedDays(record.items).map(point => ({
    date: point.date,
    row: (
      <>
        <th scope="row">{dayText(point.date)}</th>
        <td className={styles.number}>{point.scope}</td>
        <td className={styles.number}>{doneOf(point)}</td>
        <td className={styles.number}>{soakOf(point)}</td>
        <td>{joined(changesOf(point))}</td>
      </>
    ),
  }));
  const gaps = record.gaps.map(({ from, to, days: count }) => ({
    date: from,
    row: (
      <td colSpan={5}>
        {t('forecast.point.gap', {
          ...{ from: dayText(from), to: dayText(to), count },
        })}
      </td>
    ),
  }));
  const fixed = dates.map(({ date, what }) => ({
    date,
    row: (
      <>
        <th scope="row">{dayText(date)}</th>
        <td colSpan={4}>
          ◆ {t('forecast.chart.hardDate')}: {what}
        </td>
      </>
    ),
  }));
  const rows = [...days, ...gaps, ...fixed].sort((a, b) =>
    a.date.localeCompare(b.date),
  );
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption>{t('forecast.table.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('forecast.table.date')}</th>
            <th scope="col" className={styles.number}>
              {t('forecast.table.scope')}
            </th>
            <th scope="col" className={styles.number}>
              {t('forecast.table.done')}
            </th>
            <th scope="col" className={styles.number}>
              {t('forecast.table.soak')}
            </th>
            <th scope="col">{t('forecast.table.why')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row }, index) => (
            <tr key={index}>{row}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
