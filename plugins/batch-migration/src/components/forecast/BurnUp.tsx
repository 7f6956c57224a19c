import makeStyles from '@material-ui/core/styles/makeStyles';
import type {
  Day,
  Forecast,
  ProgressPoint,
  ProgressResponse,
} from 'backstage-plugin-batch-migration-common';
import { useMemo, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { doneOf, FRAME, scaleOf, type Scale } from './burnUp';
import { BurnUpAxes } from './BurnUpAxes';
import { BurnUpFan } from './BurnUpFan';
import { BurnUpPast } from './BurnUpPast';
import type { FixedDate } from './HowFar';
import { useForecastWords } from './useForecastWords';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    scroll: { overflowX: 'auto' },
    chart: {
      minWidth: 520,
      '&:focus': { outline: `2px solid ${tokens.link}`, outlineOffset: 1 },
    },
    drawing: { display: 'block', width: '100%', height: 'auto' },
    told: { fontSize: 13, color: tokens.text2, minHeight: 20 },
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
  const [at, setAt] = useState<number>();
  const scale = useMemo(
    () =>
      scaleOf({
        points: items,
        forecast,
        today,
        dates: dates.map(({ date }) => date),
      }),
    [items, forecast, today, dates],
  );
  // A newer answer may have fewer days than the one that was left.
  const told =
    at === undefined ? undefined : items[Math.min(at, items.length - 1)];
  const last = items.length - 1;

  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const from = at ?? last + 1;
    const next: Record<string, number> = {
      ArrowLeft: from - 1,
      ArrowDown: from - 1,
      ArrowRight: (at ?? last) + 1,
      ArrowUp: (at ?? last) + 1,
      Home: 0,
      End: last,
    };
    if (event.key === 'Escape') {
      setAt(undefined);
      event.currentTarget.blur();
    } else if (event.key in next) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(last, next[event.key])));
    }
  };
  const point = (event: MouseEvent<SVGSVGElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - left) / Math.max(1, width)) * FRAME.width;
    setAt(nearest(items, scale, x));
  };

  return (
    <>
      <div className={styles.scroll}>
        <div
          className={styles.chart}
          role="slider"
          tabIndex={0}
          aria-label={label}
          aria-describedby={KEYS_ID}
          aria-valuemin={1}
          aria-valuemax={items.length}
          aria-valuenow={(at ?? last) + 1}
          aria-valuetext={pointText(told ?? items[last])}
          onKeyDown={walk}
        >
          <svg
            className={styles.drawing}
            viewBox={`0 0 ${FRAME.width} ${FRAME.height}`}
            aria-hidden
            onMouseMove={point}
            onMouseLeave={() => setAt(undefined)}
          >
            <BurnUpAxes {...{ scale, today, dates }} />
            <BurnUpPast {...{ scale, record }} told={told} />
            {forecast.state === 'range' && (
              <BurnUpFan {...{ scale, forecast }} />
            )}
          </svg>
        </div>
      </div>
      <span id={KEYS_ID} hidden>
        {t('forecast.chart.keys')}
      </span>
      <div className={styles.told} aria-hidden>
        {told && pointText(told)}
      </div>
    </>
  );
};

/** What the chart says, in one sentence. */
function useLabel(record: ProgressResponse, forecast: Forecast): string {
  const { t } = useTexts();
  const { dayText, joined, reasonText } = useForecastWords();
  const last = record.items[record.items.length - 1];
  const done = t('forecast.chart.done', {
    done: String(doneOf(last)),
    scope: String(last.scope),
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

function nearest(items: readonly ProgressPoint[], scale: Scale, x: number) {
  return items.reduce(
    (best, { date }, index) =>
      Math.abs(scale.x(date) - x) < Math.abs(scale.x(items[best].date) - x)
        ? index
        : best,
    0,
  );
}
