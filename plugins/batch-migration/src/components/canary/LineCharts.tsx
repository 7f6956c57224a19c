import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts';
import { useTokens } from '../../theme/tokens';
import { roundTicks } from './roundTicks';

export interface SidesChartProps {
  /** Milliseconds of each period's start, with the values of both sides. */
  rows: Array<{ at: number; legacy: number | null; target: number | null }>;
  /** Where a step was reached, within the rows. */
  step: { at: number; label: string } | null;
  limit: { value: number; label: string } | null;
  /** Of the point that the keyboard is on. */
  active: number | null;
  formatTime(at: number): string;
  formatValue(value: number): string;
}

const SIX_HOURS_MS = 6 * 3_600_000;
const HEIGHT = 128;

/** Full six hours of UTC within the rows; the estate's zone is for who formats them. */
function ticksOf(rows: SidesChartProps['rows']): number[] {
  if (rows.length === 0) return [];
  const last = rows[rows.length - 1].at;
  const first = Math.ceil(rows[0].at / SIX_HOURS_MS) * SIX_HOURS_MS;
  return Array.from(
    { length: Math.max(0, Math.floor((last - first) / SIX_HOURS_MS) + 1) },
    (_, index) => first + index * SIX_HOURS_MS,
  );
}

/** Both sides as two lines. Loaded lazily: it is the only part that needs the chart library. */
const LineCharts = ({
  rows,
  step,
  limit,
  active,
  formatTime,
  formatValue,
}: SidesChartProps) => {
  const tokens = useTokens();
  const text = { fontSize: 11, fill: tokens.text2 };
  const highest = Math.max(
    limit?.value ?? 0,
    ...rows.map(({ legacy, target }) => Math.max(legacy ?? 0, target ?? 0)),
  );
  const ticks = roundTicks(highest);
  return (
    <ResponsiveContainer width="100%" height={HEIGHT}>
      <LineChart
        data={rows}
        margin={{ top: 16, right: 8, bottom: 0, left: 0 }}
        // The card has one tab stop with sentences of its own.
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke={tokens.rule} />
        <XAxis
          dataKey="at"
          type="number"
          domain={['dataMin', 'dataMax']}
          ticks={ticksOf(rows)}
          tickFormatter={formatTime}
          tick={text}
          tickLine={false}
          stroke={tokens.rule}
        />
        <YAxis
          domain={[0, ticks[ticks.length - 1]]}
          ticks={ticks}
          tickFormatter={formatValue}
          tick={text}
          tickLine={false}
          axisLine={false}
          width={42}
        />
        {limit && (
          <ReferenceLine
            y={limit.value}
            stroke={tokens.danger}
            strokeDasharray="5 3"
            label={{
              value: limit.label,
              position: 'insideBottomRight',
              fontSize: 11,
              fill: tokens.dangerText,
              offset: 2,
            }}
          />
        )}
        {step && (
          <ReferenceLine
            x={step.at}
            stroke={tokens.text2}
            strokeDasharray="2 3"
            label={{
              value: step.label,
              position: 'top',
              fontSize: 11,
              fill: tokens.text2,
            }}
          />
        )}
        {active !== null && <ReferenceLine x={active} stroke={tokens.link} />}
        <Line
          dataKey="legacy"
          stroke={tokens.legacy}
          strokeWidth={1.75}
          dot={false}
          isAnimationActive={false}
        />
        <Line
          dataKey="target"
          stroke={tokens.target}
          strokeWidth={1.75}
          dot={false}
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  );
};

export default LineCharts;
