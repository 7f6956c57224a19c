import type { Forecast } from 'backstage-plugin-batch-migration-common';
import { useTokens } from '../../theme/tokens';
import { fanPath, FRAME, linePath, type Scale } from './burnUp';
import { useForecastWords } from './useForecastWords';

/** Where done and scope may go, and on the axis between which days they meet. */
export const BurnUpFan = ({
  scale,
  forecast: { fan, finish },
}: {
  scale: Scale;
  forecast: Forecast & { state: 'range' };
}) => {
  const tokens = useTokens();
  const { shortDay } = useForecastWords();
  const of = (what: 'done' | 'scope') =>
    fan.map(point => ({ date: point.date, ...point[what] }));
  const middle = (what: 'done' | 'scope') =>
    fan.map(point => ({ date: point.date, count: point[what].middle }));
  const { p10, p50, p90 } = finish;
  const [from, at, to] = [scale.x(p10), scale.x(p50), scale.x(p90)];
  const floor = scale.y(0);
  const bar = floor - 24;
  // Labels stay inside, however near the edge they belong.
  const inside = (x: number, half: number) =>
    Math.max(FRAME.left + half, Math.min(FRAME.width - half, x));
  return (
    <g>
      <rect
        x={from}
        y={FRAME.top}
        width={Math.max(1, to - from)}
        height={floor - FRAME.top}
        fill={tokens.target}
        fillOpacity={0.08}
      />
      {fan.length > 1 && (
        <>
          <path
            data-testid="scope-fan"
            d={fanPath(scale, of('scope'))}
            fill={tokens.text3}
            fillOpacity={0.25}
          />
          <path
            data-testid="done-fan"
            d={fanPath(scale, of('done'))}
            fill={tokens.good}
            fillOpacity={0.2}
            stroke={tokens.good}
            strokeWidth={0.75}
          />
          <path
            d={linePath(scale, middle('scope'))}
            fill="none"
            stroke={tokens.text2}
            strokeDasharray="4 3"
          />
          <path
            d={linePath(scale, middle('done'))}
            fill="none"
            stroke={tokens.good}
            strokeWidth={2}
            strokeDasharray="6 4"
          />
        </>
      )}
      <path
        data-testid="finish"
        d={`M${from} ${bar - 5}V${bar + 5}M${from} ${bar}H${to}M${to} ${
          bar - 5
        }V${bar + 5}`}
        fill="none"
        stroke={tokens.target}
        strokeWidth={2}
      />
      <circle cx={at} cy={bar} r={4} fill={tokens.target} />
      <text
        x={inside(at, 24)}
        y={bar - 9}
        fontSize={11}
        fill={tokens.target}
        textAnchor="middle"
      >
        {shortDay(p50)}
      </text>
      <text
        x={inside((from + to) / 2, 60)}
        y={bar + 17}
        fontSize={11}
        fontWeight={600}
        fill={tokens.target}
        textAnchor="middle"
      >
        {`${shortDay(p10)} – ${shortDay(p90)}`}
      </text>
    </g>
  );
};
