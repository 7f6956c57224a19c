import makeStyles from '@material-ui/core/styles/makeStyles';
import {
  SIDES,
  type DayMark,
  type DayView,
  type Side,
} from 'backstage-plugin-batch-migration-common';
import type { CSSProperties } from 'react';
import { useEstate } from '../../hooks/useEstate';
import { hatching, tokensOf, useTokens, type Tokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { formatDate } from '../time/format';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    days: { display: 'inline-flex', gap: 1, verticalAlign: 'middle' },
    day: {
      display: 'grid',
      gap: 3,
      padding: 1,
      borderRadius: 3,
      border: '1px solid transparent',
    },
    twice: {
      borderColor: tokens.danger,
      boxShadow: `0 0 0 1px ${tokens.danger}`,
    },
    tick: {
      display: 'block',
      width: 14,
      height: 7,
      borderRadius: 2,
      boxSizing: 'border-box',
    },
  };
});

/** Each mark has a shape of its own, so that none is told by colour alone. */
function lookOf(mark: DayMark, side: Side, tokens: Tokens): CSSProperties {
  const colour = tokens[side];
  switch (mark) {
    case 'ran':
      return { background: colour };
    case 'failed':
      return {
        background: `linear-gradient(to bottom right, ${colour} 44%, ${tokens.surface} 44% 56%, ${colour} 56%)`,
      };
    case 'missed':
      return { border: `2px dashed ${tokens.danger}` };
    case 'not-seen':
      return { background: hatching(tokens) };
    case 'trial':
      return { border: `1px solid ${colour}` };
    default:
      // Rows that are ticked or hovered are tinted: an empty tick has an edge.
      return {
        background: tokens.surface,
        border: `1px solid ${tokens.rule}`,
      };
  }
}

/** `2026-02-06` as a date of the reader's language; a day has no zone. */
export function useDayText(): (day: string) => string {
  const { locale } = useEstate();
  return day => formatDate(new Date(`${day}T00:00:00Z`), locale, 'UTC', false);
}

/** What a day says in words; nothing where nothing was due. */
function useDaySentence() {
  const { t } = useTexts();
  const { locale } = useEstate();
  const textOf = useDayText();
  const list = new Intl.ListFormat(locale, { type: 'unit', style: 'short' });
  return (day: DayView): string | undefined => {
    const marks = SIDES.flatMap(side => {
      const mark = day[side];
      return mark === 'none'
        ? []
        : [
            t('dayTicks.side', {
              side: t(`dayTicks.sides.${side}`),
              mark: t(`dayTicks.marks.${mark}`),
            }),
          ];
    });
    if (day.twice) marks.push(t('dayTicks.twice'));
    return marks.length > 0
      ? t('dayTicks.sentence', {
          day: textOf(day.day),
          marks: list.format(marks),
        })
      : undefined;
  };
}

/**
 * The last days as two rows of ticks, legacy above target: a handover is seen
 * as the step from one row to the other. A red frame is a day on which both ran.
 */
export const DayTicks = ({ days }: { days: DayView[] }) => {
  const { t } = useTexts();
  const styles = useStyles();
  const tokens = useTokens();
  const textOf = useDayText();
  const sentenceOf = useDaySentence();
  const sentences = days.map(sentenceOf);
  const name = sentences.filter(Boolean).join('; ');
  return (
    <span
      role="img"
      aria-label={name || t('dayTicks.nothing')}
      className={styles.days}
    >
      {days.map((day, index) => (
        <span
          key={day.day}
          className={`${styles.day} ${day.twice ? styles.twice : ''}`}
          title={
            sentences[index] ??
            t('dayTicks.sentence', {
              day: textOf(day.day),
              marks: t('dayTicks.nothing'),
            })
          }
        >
          {SIDES.map(side => (
            <span
              key={side}
              className={styles.tick}
              data-mark={`${side} ${day[side]}`}
              style={lookOf(day[side], side, tokens)}
            />
          ))}
        </span>
      ))}
    </span>
  );
};
