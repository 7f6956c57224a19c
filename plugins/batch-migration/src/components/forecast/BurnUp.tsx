import makeStyles from '@material-ui/core/styles/makeStyles';
import type {
  Day,
  Forecast,
  ProgressResponse,
} from 'backstage-plugin-batch-migration-common';
import { lazy } from 'react';
import { tokensOf } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { ChartWait } from '../chart/ChartWait';
import { useWalk } from '../chart/useWalk';
import { doneOf } from './burnUp';
import type { FixedDate } from './HowFar';
import { useForecastWords } from './useForecastWords';

const BurnUpChart = lazy(() => import('./BurnUpChart'));

/** Pixels. */
const HEIGHT = 240;

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    chart: {
      borderRadius: 2,
      '&:focus': { outline: `2px solid ${tokens.link}`, outlineOffset: 1 },
    },
    told: { fontSize: 13, color: tokens.text2, minHeight: 20, margin: 0 },
  };
});

/** The same words for every chart of a page. */
const KEYS_ID = 'batch-migration-burn-up-keys';

export interface BurnUpProps {
  /** With at least one day. */
  record: ProgressResponse;
  forecast: Forecast;
  today: Day;
  dates: readonly FixedDate[];
}

/**
 * Scope, done, and where both may go. One tab stop: the arrow keys walk through
 * the days, each is read out as a sentence, Escape leaves.
 */
export const BurnUp = ({ record, forecast, today, dates }: BurnUpProps) => {
  const { t } = useTexts();
  const styles = useStyles();
  const { pointText } = useForecastWords();
  const label = useLabel(record, forecast);
  const { items } = record;
  const { index, setIndex, keys } = useWalk(items.length);
  const told = index === null ? undefined : items[index];
  const last = items.length - 1;

  return (
    <>
      <div
        className={styles.chart}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-describedby={KEYS_ID}
        aria-valuemin={1}
        aria-valuemax={items.length}
        aria-valuenow={(index ?? last) + 1}
        aria-valuetext={pointText(told ?? items[last])}
        {...keys}
      >
        <div aria-hidden>
          <ChartWait height={HEIGHT}>
            <BurnUpChart
              {...{ record, forecast, today, dates, told }}
              height={HEIGHT}
              onPoint={setIndex}
            />
          </ChartWait>
        </div>
      </div>
      <span id={KEYS_ID} hidden>
        {t('forecast.chart.keys')}
      </span>
      <p className={styles.told} role="status">
        {told && pointText(told)}
      </p>
    </>
  );
};

/** What the chart says, in one sentence. */
function useLabel(record: ProgressResponse, forecast: Forecast): string {
  const { t } = useTexts();
  const numberText = useNumberText();
  const { dayText, joined, reasonText } = useForecastWords();
  const last = record.items[record.items.length - 1];
  const done = t('forecast.chart.done', {
    done: numberText(doneOf(last)),
    scope: numberText(last.scope),
  });
  switch (forecast.state) {
    case 'range': {
      const { p10, p50, p90 } = forecast.finish;
      const days = {
        from: dayText(p10),
        to: dayText(p90),
        middle: dayText(p50),
      };
      return joined([done, t('forecast.chart.finish', days)]);
    }
    case 'too-early':
      return joined([done, t('forecast.state.tooEarly'), reasonText(forecast)]);
    default:
      return done;
  }
}
