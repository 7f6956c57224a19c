import type { Tokens } from '../../theme/tokens';
import { HEIGHTS } from './TimelineColumn';
import type { DayHead } from './timelineHeads';

/**
 * Days above their columns, in the first row of the chart's grid. What the
 * chart is scrolled past leaves the name of its day in view.
 */
export const DayHeads = ({
  days,
  tokens,
}: {
  days: DayHead[];
  tokens: Tokens;
}) => (
  <>
    {days.map(({ text, from, count }) => (
      <div
        key={from}
        aria-hidden
        data-day={text}
        style={{
          gridRow: 1,
          gridColumn: `${from + 1} / span ${count}`,
          height: HEIGHTS.day,
          margin: '0 1px',
          borderBottom: `1px solid ${count > 1 ? tokens.rule : 'transparent'}`,
          textAlign: count > 1 ? 'left' : 'center',
          whiteSpace: 'nowrap',
          fontSize: 11,
          color: tokens.text2,
        }}
      >
        <span
          style={{
            display: 'inline-block',
            position: 'sticky',
            left: 0,
            padding: '0 1px',
            lineHeight: '16px',
          }}
        >
          {text}
        </span>
      </div>
    ))}
  </>
);
