import type { Tokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { useInstantText } from '../time/Time';
import type { PlacedBorder } from './placeBorders';
import { HEIGHTS } from './TimelineColumn';

const LANES = 2 * HEIGHTS.lane + 10;

/**
 * What changed just before a column: a line through the lanes, and its words
 * below them, on a line of their own where they would meet others.
 */
export const TimelineMark = ({
  mark: { border, index, isLate, level },
  columns,
  tokens,
}: {
  mark: PlacedBorder;
  /** How many there are: behind the last, a mark stands at its end. */
  columns: number;
  tokens: Tokens;
}) => {
  const { t } = useTexts();
  const textOf = useInstantText();
  const { at, what } = border;
  const isNow = what === 'now';
  const top = LANES + HEIGHTS.foot + level * HEIGHTS.mark;
  return (
    <div
      data-border={what}
      style={{
        gridRow: '1 / span 2',
        gridColumn: Math.min(index + 1, columns),
        justifySelf: index < columns ? 'start' : 'end',
        position: 'relative',
        width: 0,
        zIndex: 1,
      }}
    >
      <div
        style={{
          position: 'absolute',
          top: HEIGHTS.head - 6,
          height: top + 6,
          borderLeft: isNow
            ? `2px solid ${tokens.text1}`
            : `2px dotted ${tokens.target}`,
        }}
      />
      <div
        style={{
          position: 'absolute',
          top: HEIGHTS.head + top,
          right: isLate ? -1 : 'auto',
          left: isLate ? 'auto' : 0,
          padding: '0 6px',
          borderRadius: 3,
          fontSize: 11,
          lineHeight: `${HEIGHTS.mark - 2}px`,
          fontWeight: 600,
          whiteSpace: 'nowrap',
          background: isNow ? tokens.text1 : 'transparent',
          color: isNow ? tokens.surface : tokens.target,
        }}
      >
        {isNow
          ? t('runs.borders.now')
          : t('workloadPage.mark', {
              what: t(`runs.borders.${what}`),
              at: textOf(at),
            })}
      </div>
    </div>
  );
};
