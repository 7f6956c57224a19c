import {
  Area,
  CartesianGrid,
  ComposedChart,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts';
import type { ProgressPoint } from 'backstage-plugin-batch-migration-common';
import { useMemo } from 'react';
import { useTokens } from '../../theme/tokens';
import type { BurnUpProps } from './BurnUp';
import {
  atOf,
  countTicks,
  fanUntil,
  monthTicks,
  nearestOf,
  spanOf,
} from './burnUp';
import { rowsOfFan, rowsOfPast } from './burnUpRows';
import { BurnUpDates } from './BurnUpDates';
import { BurnUpFinish } from './BurnUpFinish';
import { BurnUpLabels } from './BurnUpLabels';
import { BurnUpPointer } from './BurnUpPointer';
import { LABEL_SIZE } from './labels';
import { useForecastWords } from './useForecastWords';

export interface BurnUpChartProps extends BurnUpProps {
  /** Pixels. */
  height: number;
  /** The day that is told. */
  told: ProgressPoint | undefined;
  /** The counted day that the mouse is nearest to, by its index. */
  onPoint(index: number | null): void;
}

/** Room for half a month's name right, and for the labels above the plot. */
const MARGIN = { top: 30, right: 30, bottom: 0, left: 0 };

/** The drawing. Loaded lazily: only charts need the library. */
const BurnUpChart = (props: BurnUpChartProps) => {
  const { record, forecast, today, dates, height, told, onPoint } = props;
  const { items } = record;
  const tokens = useTokens();
  const { monthText } = useForecastWords();
  const span = useMemo(
    () =>
      spanOf({
        ...{ points: items, forecast, today },
        dates: dates.map(({ date }) => date),
      }),
    [items, forecast, today, dates],
  );
  const rows = useMemo(
    () => [...rowsOfPast(items), ...rowsOfFan(fanUntil(forecast, span.to))],
    [items, forecast, span.to],
  );
  const counts = countTicks(span);
  const months = monthTicks(span);
  const tick = { fontSize: LABEL_SIZE, fill: tokens.text2 };
  // Areas also where only the edge is drawn: a line of recharts measures its
  // path each time, and so makes the whole page lay itself out.
  const still = { isAnimationActive: false, dot: false, activeDot: false };
  return (
    <ResponsiveContainer
      width="100%"
      height={height}
      initialDimension={{ width: 720, height }}
      // Until it has measured itself it is drawn at that width, which may be too wide.
      style={{ overflow: 'hidden' }}
    >
      <ComposedChart
        data={rows}
        margin={MARGIN}
        // The frame around it has one tab stop with sentences of its own.
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke={tokens.rule} />
        <XAxis
          dataKey="at"
          type="number"
          domain={[atOf(span.from), atOf(span.to)]}
          ticks={months.map(atOf)}
          // A year where it begins, and on the first label.
          tickFormatter={(at: number, index) => {
            const day = new Date(at).toISOString().slice(0, 10);
            const before = months[index - 1];
            return monthText(day, day.slice(0, 4) !== before?.slice(0, 4));
          }}
          interval="equidistantPreserveStart"
          minTickGap={8}
          {...{ tick, tickLine: false, stroke: tokens.rule }}
        />
        <YAxis
          domain={[0, span.highest]}
          ticks={counts}
          width={40}
          {...{ tick, tickLine: false, axisLine: false }}
        />
        <Area
          {...still}
          dataKey="withSoak"
          type="stepAfter"
          fill={tokens.stages.planned}
          fillOpacity={0.6}
          stroke={tokens.stages['cut-over']}
        />
        <Area
          {...still}
          dataKey="done"
          type="stepAfter"
          fill={tokens.stages.retired}
          fillOpacity={1}
          stroke="none"
        />
        <Area
          {...still}
          dataKey="scopeFan"
          data-testid="scope-fan"
          fill={tokens.text3}
          fillOpacity={0.25}
          stroke="none"
        />
        <Area
          {...still}
          dataKey="doneFan"
          data-testid="done-fan"
          fill={tokens.good}
          fillOpacity={0.2}
          stroke="none"
        />
        <Area {...still} dataKey="doneFan" fill="none" stroke={tokens.good} />
        <Area
          {...still}
          fill="none"
          dataKey="scopeMiddle"
          stroke={tokens.text2}
          strokeDasharray="4 3"
        />
        <Area
          {...still}
          fill="none"
          dataKey="doneMiddle"
          stroke={tokens.good}
          strokeWidth={2}
          strokeDasharray="6 4"
        />
        <Area
          {...still}
          fill="none"
          dataKey="scope"
          data-testid="scope"
          type="stepAfter"
          stroke={tokens.text1}
          strokeWidth={2}
        />
        <BurnUpPointer
          onAt={at => onPoint(at === null ? null : nearestOf(items, at))}
        />
        <BurnUpDates {...{ record, today, dates, span }} />
        {forecast.state === 'range' && <BurnUpFinish {...{ forecast, span }} />}
        <BurnUpLabels {...{ items, today }} />
        {told && (
          <ReferenceLine
            data-testid="told"
            x={atOf(told.date)}
            stroke={tokens.link}
          />
        )}
      </ComposedChart>
    </ResponsiveContainer>
  );
};

export default BurnUpChart;
