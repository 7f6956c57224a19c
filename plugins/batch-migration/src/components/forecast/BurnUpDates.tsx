import type {
  Day,
  ProgressResponse,
} from 'backstage-plugin-batch-migration-common';
import { ReferenceArea, ReferenceDot, ReferenceLine } from 'recharts';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { atOf, type Span } from './burnUp';
import type { FixedDate } from './HowFar';

/** Where they have a title for the mouse, they lie above what catches it. */
const ABOVE = 1600;

/** Days on which nobody counted, today, and the dates that no forecast moves. */
export const BurnUpDates = ({
  record: { gaps },
  today,
  dates,
  span,
}: {
  record: ProgressResponse;
  today: Day;
  dates: readonly FixedDate[];
  span: Span;
}) => {
  const { t } = useTexts();
  const tokens = useTokens();
  return (
    <>
      {gaps.map(({ from, to }) => (
        <ReferenceArea
          key={from}
          x1={atOf(from)}
          x2={atOf(to)}
          ifOverflow="hidden"
          zIndex={ABOVE}
          shape={({ x, y, width = 0, height }) => (
            <rect
              data-testid="gap"
              {...{ x, y, height, width: Math.max(1, width) }}
              fill={tokens.faint}
            >
              <title>{t('forecast.chart.unseen')}</title>
            </rect>
          )}
        />
      ))}
      <ReferenceLine
        x={atOf(today)}
        stroke={tokens.text2}
        strokeDasharray="2 3"
      />
      {dates
        .filter(({ date }) => date <= span.to)
        .map(({ date, what }) => (
          <ReferenceDot
            key={`${date} ${what}`}
            x={atOf(date)}
            y={0}
            zIndex={ABOVE}
            shape={({ cx, cy }) => (
              <path
                data-testid="hard-date"
                d={`M${cx} ${Number(cy) - 6}l6 6l-6 6l-6 -6Z`}
                fill={tokens.danger}
              >
                <title>{what}</title>
              </path>
            )}
          />
        ))}
    </>
  );
};
