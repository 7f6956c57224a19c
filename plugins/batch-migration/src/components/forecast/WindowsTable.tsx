import type {
  FinishDays,
  Forecast,
  WindowForecast,
} from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { useTexts } from '../../translations/useTexts';
import { useTableStyles } from './tableStyles';
import { useForecastWords } from './useForecastWords';

function useFinishText() {
  const { t } = useTexts();
  const { dayText } = useForecastWords();
  return ({ p10, p90 }: FinishDays) => {
    if (p10 === null) return t('forecast.windows.never');
    const from = dayText(p10);
    if (p90 === null) return t('forecast.windows.open', { from });
    return t('forecast.range', { from, to: dayText(p90) });
  };
}

const Weeks = ({ window }: { window: WindowForecast }) => {
  const { t } = useTexts();
  const weeks = t('forecast.windows.weeks', { count: window.weeks });
  const { unseenWeeks: count } = window;
  return <>{count ? t('forecast.windows.unseen', { weeks, count }) : weeks}</>;
};

const End = ({
  window: { finish, weeks },
  before,
}: {
  window: WindowForecast;
  before: WindowForecast | undefined;
}) => {
  const { t } = useTexts();
  const range = useFinishText();
  if (finish) return <>{range(finish)}</>;
  return (
    <>
      {t(
        before && before.weeks === weeks && weeks > 0
          ? 'forecast.windows.same'
          : 'forecast.windows.tooFew',
      )}
    </>
  );
};

/** What each window says by itself: the range of the whole is their envelope. */
export const WindowsTable = ({ forecast }: { forecast: Forecast }) => {
  const { t } = useTexts();
  const styles = useTableStyles();
  const { locale } = useEstate();
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const { windows } = forecast;
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption>{t('forecast.windows.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('forecast.windows.window')}</th>
            <th scope="col">{t('forecast.windows.record')}</th>
            <th scope="col" className={styles.number}>
              {t('forecast.windows.done')}
            </th>
            <th scope="col" className={styles.number}>
              {t('forecast.windows.scope')}
            </th>
            <th scope="col">{t('forecast.windows.finish')}</th>
          </tr>
        </thead>
        <tbody>
          {windows.map((window, index) => (
            <tr key={window.months}>
              <th scope="row">
                {t('forecast.windows.months', {
                  months: String(window.months),
                })}
              </th>
              <td>
                <Weeks window={window} />
              </td>
              <td className={styles.number}>
                {number.format(window.donePerWeek)}
              </td>
              <td className={styles.number}>
                {number.format(window.scopePerWeek)}
              </td>
              <td>
                <End window={window} before={windows[index - 1]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
