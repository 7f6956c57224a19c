import {
  daysFrom,
  type Day,
  type ProgressPoint,
} from 'backstage-plugin-batch-migration-common';
import {
  useChartWidth,
  usePlotArea,
  useXAxisScale,
  useYAxisScale,
  ZIndexLayer,
} from 'recharts';
import { useTokens } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { atOf, doneOf, namedSteps, soakOf } from './burnUp';
import {
  beside,
  LABEL_SIZE,
  linesBetween,
  placedSteps,
  textWidth,
} from './labels';
import { useForecastWords } from './useForecastWords';

const LABELS = 2000;
const LINE = 15;
/** For so long a month is clear without its year. */
const CLEAR_DAYS = 330;

/** What the lines of the past are, with their last counts, and why scope grew. */
export const BurnUpLabels = ({
  items,
  today,
}: {
  items: readonly ProgressPoint[];
  today: Day;
}) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const tokens = useTokens();
  const { stepText, monthText, shortDay } = useForecastWords();
  const [xScale, yScale] = [useXAxisScale(), useYAxisScale()];
  const plot = usePlotArea();
  const width = useChartWidth();
  if (!xScale || !yScale || !plot || !width) return null;

  const xOf = (day: Day) => Number(xScale(atOf(day)));
  const yOf = (count: number) => Number(yScale(count));
  const first = items[0];
  const last = items[items.length - 1];
  const [end, level] = [xOf(last.date), yOf(last.scope)];
  const right = width - 2;

  const scope = t('forecast.chart.scope', { scope: numberText(last.scope) });
  const growth = last.scope - first.scope;
  const since =
    growth === 0
      ? ''
      : t('forecast.chart.since', {
          growth: `${growth > 0 ? '+' : '−'}${Math.abs(growth)}`,
          month: monthText(
            first.date,
            daysFrom(first.date, today) > CLEAR_DAYS,
          ),
        });
  const scopeLeft = beside(end, textWidth(`${scope} ${since}`), right);
  const steps = placedSteps(
    namedSteps(items).map(point => ({
      text: stepText(point.changes[0]),
      ...{ x: xOf(point.date), y: yOf(point.scope) },
    })),
    [plot.x + 2, Math.min(end, scopeLeft) - 4],
  );

  const soak = t('forecast.chart.soakLabel', {
    number: numberText(soakOf(last)),
  });
  const number = numberText(doneOf(last));
  // A record that stopped says of which day its last count is.
  const done =
    last.date === today
      ? t('forecast.chart.doneLabel', { number })
      : t('forecast.chart.doneOn', { number, day: shortDay(last.date) });
  const wide = Math.max(textWidth(soak), textWidth(done));
  const under = items.filter(({ date }) => xOf(date) <= plot.x + 10 + wide);
  // Over the past where there is room between scope and done, else beside it.
  const inside =
    end > plot.x + 14 + wide
      ? linesBetween(
          under.map(point => yOf(point.scope)),
          under.map(point => yOf(doneOf(point) + soakOf(point))),
          2,
        )
      : undefined;
  const hasRoomBelow = plot.y + plot.height - level > 90;
  const x = inside ? plot.x + 6 : beside(end, wide, right);
  const y = inside ?? level + (hasRoomBelow ? 18 : -6 - 2 * LINE);

  const text = {
    ...{ fontSize: LABEL_SIZE, fill: tokens.text2 },
    ...{ paintOrder: 'stroke', stroke: tokens.surface, strokeWidth: 3 },
  };
  const now = t('forecast.chart.today');
  return (
    <ZIndexLayer zIndex={LABELS}>
      <text
        {...text}
        x={beside(xOf(today), textWidth(now), right)}
        y={plot.y - 6}
      >
        {now}
      </text>
      {/* First all the lines: none crosses another label. */}
      {steps.map(({ x: at, y: corner, top, text: key }) => (
        <path
          key={`${at} ${key}`}
          d={`M${at} ${corner}V${top + 3}`}
          stroke={tokens.text3}
        />
      ))}
      {steps.map(step => (
        <text
          key={`${step.x} ${step.text}`}
          {...text}
          x={step.left}
          y={step.top}
        >
          {step.text}
        </text>
      ))}
      <text {...text} x={scopeLeft} y={level - 6}>
        <tspan fill={tokens.text1} fontWeight={600}>
          {scope}
        </tspan>
        {since && ` ${since}`}
      </text>
      <text {...text} x={x} y={y} fill={tokens.link}>
        {soak}
      </text>
      <text {...text} x={x} y={y + LINE} fill={tokens.good} fontWeight={600}>
        {done}
      </text>
    </ZIndexLayer>
  );
};
