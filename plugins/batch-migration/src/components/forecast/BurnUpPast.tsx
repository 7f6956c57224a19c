import type {
  ProgressPoint,
  ProgressResponse,
} from 'backstage-plugin-batch-migration-common';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import {
  doneOf,
  FRAME,
  namedSteps,
  soakOf,
  stepArea,
  stepPath,
  stretchesOf,
  type Scale,
} from './burnUp';
import { useForecastWords } from './useForecastWords';

/** Widths that labels take, in units of the drawing. */
const LABEL_ROOM = 150;
const STEP_ROOM = 110;

/** What was counted: scope above, done and what is in soak below. */
export const BurnUpPast = ({
  scale,
  record: { items, gaps },
  told,
}: {
  scale: Scale;
  record: ProgressResponse;
  told: ProgressPoint | undefined;
}) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const { stepText } = useForecastWords();
  const first = items[0];
  const last = items[items.length - 1];
  const floor = scale.y(0);
  const doneAndSoak = (point: ProgressPoint) => doneOf(point) + soakOf(point);
  const label = { fontSize: 11, paintOrder: 'stroke', stroke: tokens.surface };
  const end = scale.x(last.date);
  // Over the past where there is room between scope and done, else beside it.
  const x = end - FRAME.left > LABEL_ROOM ? FRAME.left + 6 : end + 8;
  const under = scale.y(last.scope);
  const growth = last.scope - first.scope;
  return (
    <g>
      {gaps.map(({ from, to }) => (
        <rect
          key={from}
          data-testid="gap"
          x={scale.x(from)}
          y={FRAME.top}
          width={Math.max(1, scale.x(to) - scale.x(from))}
          height={floor - FRAME.top}
          fill={tokens.faint}
        >
          <title>{t('forecast.chart.unseen')}</title>
        </rect>
      ))}
      {stretchesOf(items).map(stretch => (
        <g key={stretch[0].date}>
          <path
            d={stepArea(scale, stretch, doneAndSoak)}
            fill={tokens.stages.planned}
            fillOpacity={0.6}
            stroke={tokens.stages['cut-over']}
          />
          <path
            d={stepArea(scale, stretch, doneOf)}
            fill={tokens.stages.retired}
          />
          <path
            data-testid="scope"
            d={stepPath(scale, stretch, ({ scope }) => scope)}
            fill="none"
            stroke={tokens.text1}
            strokeWidth={2}
          />
        </g>
      ))}
      {namedSteps(items).map(point => (
        <text
          key={point.date}
          {...label}
          strokeWidth={3}
          fill={tokens.text2}
          x={Math.max(FRAME.left + STEP_ROOM / 2, scale.x(point.date))}
          y={scale.y(point.scope) - 18}
          textAnchor="middle"
        >
          {stepText(point.changes[0])}
        </text>
      ))}
      <text
        {...label}
        strokeWidth={3}
        fill={tokens.text1}
        fontWeight={600}
        x={end + 8}
        y={under - 6}
      >
        {t('forecast.chart.scope', { scope: String(last.scope) })}
        {growth !== 0 && ` ${growth > 0 ? '+' : '−'}${Math.abs(growth)}`}
      </text>
      <text {...label} strokeWidth={3} fill={tokens.link} x={x} y={under + 18}>
        {t('forecast.chart.soakLabel', { number: String(soakOf(last)) })}
      </text>
      <text
        {...label}
        strokeWidth={3}
        fill={tokens.good}
        fontWeight={600}
        x={x}
        y={under + 33}
      >
        {t('forecast.chart.doneLabel', { number: String(doneOf(last)) })}
      </text>
      {told && (
        <line
          data-testid="told"
          {...{ x1: scale.x(told.date), x2: scale.x(told.date) }}
          {...{ y1: FRAME.top, y2: floor }}
          stroke={tokens.link}
        />
      )}
    </g>
  );
};
