import type { Day, Forecast } from 'backstage-plugin-batch-migration-common';
import {
  ReferenceArea,
  ReferenceDot,
  ReferenceLine,
  useChartWidth,
  usePlotArea,
  useXAxisScale,
  useYAxisScale,
  ZIndexLayer,
} from 'recharts';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { atOf, fanUntil, type Span } from './burnUp';
import { keptInside, LABEL_SIZE, textWidth } from './labels';
import { useForecastWords } from './useForecastWords';

/** How far above the axis the bar is, as a share of the plot. */
const BAR = 0.14;
const CAP = 5;
const LABELS = 2000;

/** The middle above the bar, the range below it; inside, however near an edge. */
const FinishLabels = ({
  forecast,
  span,
  from,
  to,
  y,
}: {
  forecast: Forecast & { state: 'range' };
  span: Span;
  from: number;
  to: number;
  y: number;
}) => {
  const tokens = useTokens();
  const { t } = useTexts();
  const { dayText, shortDay } = useForecastWords();
  const [xOf, yOf, plot] = [useXAxisScale(), useYAxisScale(), usePlotArea()];
  const width = useChartWidth();
  if (!xOf || !yOf || !plot || !width) return null;
  const { p10, p50, p90 } = forecast.finish;
  // Within a year months are clear; else days need their year.
  const text = p90.slice(0, 4) === p10.slice(0, 4) ? shortDay : dayText;
  const range = t('forecast.range', { from: text(p10), to: text(p90) });
  const place = (at: number) => Number(xOf(at));
  const left = (label: string, middle: number) =>
    keptInside(middle, textWidth(label), [plot.x + 2, width - 2]);
  const bar = Number(yOf(y));
  const label = {
    ...{ fontSize: LABEL_SIZE, fill: tokens.target },
    ...{ paintOrder: 'stroke', stroke: tokens.surface, strokeWidth: 3 },
  };
  return (
    <ZIndexLayer zIndex={LABELS}>
      {p50 <= span.to && (
        <text {...label} x={left(text(p50), place(atOf(p50)))} y={bar - 9}>
          {text(p50)}
        </text>
      )}
      <text
        {...label}
        x={left(range, (place(from) + place(to)) / 2)}
        y={bar + 17}
        fontWeight={600}
      >
        {range}
      </text>
    </ZIndexLayer>
  );
};

/** Between which days done and scope meet: a band, and a bar with its middle. */
export const BurnUpFinish = ({
  forecast,
  span,
}: {
  forecast: Forecast & { state: 'range' };
  span: Span;
}) => {
  const tokens = useTokens();
  const { p10, p50, p90 } = forecast.finish;
  // Where the range goes on beyond the drawing, it has no end there.
  const isOpen = p90 > span.to;
  const edge = (day: Day) => atOf(day < span.to ? day : span.to);
  const y = span.highest * BAR;
  const met = fanUntil(forecast, p50).pop();
  const [x1, x2] = [edge(p10), edge(p90)];
  const dot = { stroke: tokens.target, fill: tokens.target, r: 4 };
  return (
    <>
      <ReferenceArea
        {...{ x1, x2 }}
        fill={tokens.target}
        fillOpacity={0.08}
        stroke="none"
      />
      <ReferenceLine
        segment={[
          { x: x1, y },
          { x: x2, y },
        ]}
        shape={line => {
          const [from, to, at] = [line.x1, line.x2, line.y1].map(Number);
          const end = isOpen
            ? `m-6 -${CAP}l6 ${CAP}l-6 ${CAP}`
            : `M${to} ${at - CAP}v${2 * CAP}`;
          return (
            <path
              data-testid="finish"
              d={`M${from} ${at - CAP}v${2 * CAP}M${from} ${at}H${to}${end}`}
              fill="none"
              stroke={tokens.target}
              strokeWidth={2}
            />
          );
        }}
      />
      {p50 <= span.to && <ReferenceDot x={atOf(p50)} y={y} {...dot} />}
      {p50 <= span.to && met && (
        <ReferenceDot
          x={atOf(p50)}
          y={met.done.middle}
          {...dot}
          fill={tokens.surface}
          stroke={tokens.good}
          strokeWidth={2}
        />
      )}
      <FinishLabels {...{ forecast, span, y }} from={x1} to={x2} />
    </>
  );
};
