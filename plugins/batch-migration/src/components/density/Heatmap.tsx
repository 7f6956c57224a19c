import makeStyles from '@material-ui/core/styles/makeStyles';
import useTheme from '@material-ui/core/styles/useTheme';
import type { DensityResponse } from 'backstage-plugin-batch-migration-common';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useEstate } from '../../hooks/useEstate';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { CellRuns } from './CellRuns';
import { heatOf } from './heat';
import { useWeekWords } from './useWeekWords';
import {
  dotsOf,
  levelOf,
  placeInWeek,
  stepsOf,
  weekOf,
  type Block,
} from './week';

const BAR_HEIGHT = 36;

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    grid: {
      display: 'grid',
      gap: 2,
      fontSize: 11,
      color: tokens.text2,
      minWidth: 0,
      padding: 2,
    },
    // The rows give their cells to the one grid around them.
    row: { display: 'contents' },
    head: { textAlign: 'center' },
    bars: {
      display: 'grid',
      gap: 2,
      alignItems: 'end',
      height: BAR_HEIGHT,
      fontSize: 11,
      color: tokens.text2,
      padding: '0 2px',
    },
    bar: { background: tokens.legacy, opacity: 0.45, minHeight: 1 },
    day: { whiteSpace: 'nowrap', alignSelf: 'center', paddingRight: 6 },
    today: { fontWeight: 700, color: tokens.text1 },
    cell: {
      position: 'relative',
      height: 24,
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'center',
      gap: 2,
      cursor: 'pointer',
      borderRadius: 2,
      '&:focus': {
        outline: `2px solid ${tokens.link}`,
        outlineOffset: 1,
        zIndex: 2,
      },
      [theme.breakpoints.down('sm')]: { minHeight: 40 },
    },
    contended: { boxShadow: `inset 0 0 0 2px ${tokens.danger}` },
    quiet: {
      position: 'absolute',
      inset: -1,
      pointerEvents: 'none',
      borderColor: tokens.good,
      borderStyle: 'dashed',
    },
    dot: { width: 5, height: 5, borderRadius: 3 },
    now: {
      position: 'absolute',
      top: -2,
      bottom: -2,
      width: 2,
      background: tokens.text1,
      zIndex: 1,
      pointerEvents: 'none',
      '&::before': {
        content: '""',
        position: 'absolute',
        top: -2,
        left: -3,
        border: '4px solid transparent',
        borderTopColor: tokens.text1,
      },
    },
  };
});

export interface HeatmapProps {
  density: DensityResponse;
  /** Hours of one cell: 1, or 4 on a narrow screen. */
  hours: number;
  showsJobs: boolean;
  showsUses: boolean;
  /** Days of the range. */
  days: number;
}

/** Sides on which the dashed frame ends, since the neighbour is not quiet. */
function frameOf(week: Block[][], day: number, index: number) {
  if (week[day][index].quiet === null) return undefined;
  const side = (neighbour: Block | undefined) =>
    neighbour && neighbour.quiet !== null ? 0 : 2;
  return [
    side(week[day - 1]?.[index]),
    side(week[day][index + 1]),
    side(week[day + 1]?.[index]),
    side(week[day][index - 1]),
  ]
    .map(width => `${width}px`)
    .join(' ');
}

/**
 * Hour of the week: shade is runs, dots are uses. One tab stop; the arrow keys
 * move between the cells, Enter opens the runs of one.
 */
export const Heatmap = ({
  density,
  hours,
  showsJobs,
  showsUses,
  days,
}: HeatmapProps) => {
  const { t } = useTexts();
  const styles = useStyles();
  const { palette } = useTheme();
  const { shades, dots } = heatOf(palette.type);
  const { now } = useEstate();
  const words = useWeekWords();
  const week = useMemo(() => weekOf(density, hours), [density, hours]);
  const steps = stepsOf(Math.max(...week.flat().map(({ runs }) => runs)));
  const [at, setAt] = useState({ day: 0, index: 0 });
  const [open, setOpen] = useState<{ block: Block; anchor: HTMLElement }>();
  const cells = useRef(new Map<string, HTMLElement>());
  const here = now && placeInWeek(now, density.timezone);
  const columns = week[0].length;
  // A wider screen has more columns than the cell that was left.
  const stop = { day: at.day, index: Math.min(at.index, columns - 1) };
  const sums = week[0].map((_, index) =>
    week.reduce((sum, day) => sum + day[index].runs, 0),
  );
  const highest = Math.max(1, ...sums);
  const template = {
    gridTemplateColumns: `44px repeat(${columns}, minmax(0, 1fr))`,
  };

  const nameOf = (block: Block) => {
    const facts = [
      words.runs(block.runs),
      ...(density.uses === null ? [] : [words.uses(block.uses)]),
      ...(block.contended > 0 ? [t('density.contention')] : []),
      ...(block.quiet === null ? [] : [t('density.quiet')]),
    ];
    return t('density.cell', {
      weekday: words.dayOf(block.weekday),
      hours: words.hoursOf(block.fromHour, block.toHour),
      facts: facts.reduce((before, next) =>
        t('density.join', { before, next }),
      ),
    });
  };

  const press = (event: KeyboardEvent<HTMLElement>, block: Block) => {
    const { day, index } = stop;
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [day, index - 1],
      ArrowRight: [day, index + 1],
      ArrowUp: [day - 1, index],
      ArrowDown: [day + 1, index],
      Home: [event.ctrlKey ? 0 : day, 0],
      End: [event.ctrlKey ? 6 : day, columns - 1],
    };
    if (event.key in moves) {
      const [nextDay, nextIndex] = moves[event.key];
      cells.current.get(`${nextDay} ${nextIndex}`)?.focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      setOpen({ block, anchor: event.currentTarget });
    } else return;
    event.preventDefault();
  };

  return (
    <>
      <div className={styles.bars} style={template} aria-hidden>
        <span>{t('density.all')}</span>
        {sums.map((sum, index) => (
          <div
            key={index}
            className={styles.bar}
            title={words.runs(sum)}
            style={{
              height: showsJobs ? (sum / highest) * BAR_HEIGHT : 0,
            }}
          />
        ))}
      </div>
      <div
        role="grid"
        aria-label={t('density.label')}
        aria-readonly
        className={styles.grid}
        style={template}
      >
        <div role="row" className={styles.row}>
          <div role="columnheader" aria-label={t('density.weekday')} />
          {week[0].map(({ fromHour, toHour }) => (
            <div key={fromHour} role="columnheader" className={styles.head}>
              {words.hoursOf(fromHour, toHour)}
            </div>
          ))}
        </div>
        {week.map((blocks, day) => {
          const { weekday } = blocks[0];
          const isToday = here?.weekday === weekday;
          return (
            <div role="row" key={weekday} className={styles.row}>
              <div
                role="rowheader"
                className={`${styles.day} ${isToday ? styles.today : ''}`}
                aria-label={words.dayOf(weekday)}
              >
                {words.dayOf(weekday, 'short')}
              </div>
              {blocks.map((block, index) => {
                const level = showsJobs ? levelOf(block.runs, steps) : 0;
                const frame = frameOf(week, day, index);
                const isNow =
                  isToday &&
                  here.hour >= block.fromHour &&
                  here.hour < block.toHour;
                const isStop = stop.day === day && stop.index === index;
                const name = nameOf(block);
                return (
                  <div
                    key={block.fromHour}
                    ref={element => {
                      const key = `${day} ${index}`;
                      if (element) cells.current.set(key, element);
                      else cells.current.delete(key);
                    }}
                    role="gridcell"
                    tabIndex={isStop ? 0 : -1}
                    aria-label={
                      isNow
                        ? t('density.join', {
                            before: name,
                            next: t('density.now'),
                          })
                        : name
                    }
                    aria-haspopup="dialog"
                    title={name}
                    className={`${styles.cell} ${
                      showsUses && block.contended > 0 ? styles.contended : ''
                    }`}
                    style={{ background: shades[level] }}
                    data-level={level}
                    onFocus={() => setAt({ day, index })}
                    onClick={event =>
                      setOpen({ block, anchor: event.currentTarget })
                    }
                    onKeyDown={event => press(event, block)}
                  >
                    {showsUses &&
                      Array.from(
                        { length: dotsOf(block.uses, days) },
                        (_, dot) => (
                          <span
                            key={dot}
                            className={styles.dot}
                            style={{ background: dots[level] }}
                          />
                        ),
                      )}
                    {frame && (
                      <span
                        className={styles.quiet}
                        style={{ borderWidth: frame }}
                      />
                    )}
                    {isNow && (
                      <span
                        className={styles.now}
                        data-now
                        style={{
                          left: `${
                            ((here.hour + here.minute / 60 - block.fromHour) /
                              (block.toHour - block.fromHour)) *
                            100
                          }%`,
                        }}
                      />
                    )}
                  </div>
                );
              })}
            </div>
          );
        })}
      </div>
      {open && <CellRuns {...open} onClose={() => setOpen(undefined)} />}
    </>
  );
};
