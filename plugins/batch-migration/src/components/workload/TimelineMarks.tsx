import type { Tokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { useInstantText } from '../time/Time';
import type { Border } from './laneColumns';
import { HEIGHTS } from './TimelineColumn';

const LANES = 2 * HEIGHTS.lane + 10;

/**
 * What changed just before a column: a line through the lanes, and its words
 * below them, on a line of their own where they would meet others.
 */
export const TimelineMarks = ({
  borders,
  level,
  isLate,
  tokens,
}: {
  borders: Border[];
  /** Of the first; each takes one line. */
  level: number;
  /** Near the end of the chart words stand before their line. */
  isLate: boolean;
  tokens: Tokens;
}) => {
  const { t } = useTexts();
  const textOf = useInstantText();
  return (
    <>
      {borders.map(({ at, what }, index) => {
        const isNow = what === 'now';
        const top = LANES + HEIGHTS.foot + (level + index) * HEIGHTS.mark;
        return (
          <div
            key={`${at} ${what}`}
            data-border={what}
            style={{ position: 'relative', width: 0, zIndex: 1 }}
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
      })}
    </>
  );
};
