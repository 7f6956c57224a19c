import type { Day } from 'backstage-plugin-batch-migration-common';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { countTicks, FRAME, monthTicks, type Scale } from './burnUp';
import type { FixedDate } from './HowFar';
import { useForecastWords } from './useForecastWords';

/** Lines of counts, months, today, and the dates that no forecast moves. */
export const BurnUpAxes = ({
  scale,
  today,
  dates,
}: {
  scale: Scale;
  today: Day;
  dates: readonly FixedDate[];
}) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const { monthText } = useForecastWords();
  const { left, right, top, width } = FRAME;
  const floor = scale.y(0);
  const months = monthTicks(scale);
  const text = { fill: tokens.text2, fontSize: 11 };
  return (
    <g>
      {countTicks(scale).map(count => (
        <g key={count}>
          <line
            {...{ x1: left, x2: width - right }}
            {...{ y1: scale.y(count), y2: scale.y(count) }}
            stroke={tokens.rule}
          />
          <text {...text} x={left - 6} y={scale.y(count) + 4} textAnchor="end">
            {count}
          </text>
        </g>
      ))}
      {months.map((day, index) => (
        <text
          key={day}
          {...text}
          x={scale.x(day)}
          y={floor + 22}
          textAnchor="middle"
        >
          {monthText(day, index === 0 || day.slice(5, 7) === '01')}
        </text>
      ))}
      <line
        {...{ x1: scale.x(today), x2: scale.x(today), y1: top, y2: floor }}
        stroke={tokens.text2}
        strokeDasharray="2 3"
      />
      <text {...text} x={scale.x(today) + 4} y={top - 2}>
        {t('forecast.chart.today')}
      </text>
      {dates
        .filter(({ date }) => date <= scale.to)
        .map(({ date, what }) => (
          <path
            key={`${date} ${what}`}
            data-testid="hard-date"
            d={`M${scale.x(date)} ${floor - 6}l6 6l-6 6l-6 -6Z`}
            fill={tokens.danger}
          >
            <title>{what}</title>
          </path>
        ))}
    </g>
  );
};
