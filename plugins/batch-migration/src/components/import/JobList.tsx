import Checkbox from '@material-ui/core/Checkbox';
import makeStyles from '@material-ui/core/styles/makeStyles';
import { useRef, useState, type KeyboardEvent } from 'react';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { COLUMNS, JobRow, NARROW_COLUMNS } from './JobRow';
import type { Row } from './rows';

/** Rows drawn at once; the rest comes on request, since thousands would be slow. */
const AT_ONCE = 200;

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    head: {
      display: 'grid',
      gridTemplateColumns: COLUMNS,
      columnGap: 6,
      alignItems: 'center',
      padding: '0 12px 0 4px',
      background: tokens.faint,
      color: tokens.text2,
      fontSize: 12,
      fontWeight: 500,
      [theme.breakpoints.down('sm')]: {
        gridTemplateColumns: NARROW_COLUMNS,
        '& > .wide': { display: 'none' },
      },
    },
    next: { textAlign: 'right' },
  };
});

export interface JobListProps {
  rows: Row[];
  picked: ReadonlySet<number>;
  onPick: (lines: number[], picked: boolean) => void;
  activeLine: number;
  onActive: (line: number) => void;
  /** Enter goes to the line in the text area. */
  onOpen: (line: number) => void;
}

/**
 * One tab stop: arrows move between rows, Space ticks, Shift and Space tick a
 * range, Enter opens the line in the text.
 */
export const JobList = ({
  rows,
  picked,
  onPick,
  activeLine,
  onActive,
  onOpen,
}: JobListProps) => {
  const { t } = useTexts();
  const styles = useStyles();
  const [shown, setShown] = useState(AT_ONCE);
  const [anchor, setAnchor] = useState(0);
  const elements = useRef(new Map<number, HTMLDivElement>());
  const drawn = rows.slice(0, shown);
  const readable = rows.filter(({ job }) => job);
  const active = drawn.findIndex(({ line }) => line === activeLine);
  const stop = Math.max(active, 0);
  const count = readable.filter(({ line }) => picked.has(line)).length;

  const toggle = (index: number, isRange: boolean) => {
    const row = rows[index];
    if (!row?.job) return;
    const [from, to] = isRange
      ? [Math.min(anchor, index), Math.max(anchor, index)]
      : [index, index];
    onPick(
      rows
        .slice(from, to + 1)
        .filter(({ job }) => job)
        .map(({ line }) => line),
      isRange || !picked.has(row.line),
    );
    setAnchor(index);
  };

  const press = (event: KeyboardEvent, index: number) => {
    // Buttons and boxes within the row keep their own keys.
    if (event.target !== event.currentTarget) return;
    const moves: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: drawn.length - 1,
    };
    if (event.key in moves) {
      const next = drawn[moves[event.key]];
      if (next) elements.current.get(next.line)?.focus();
    } else if (event.key === ' ') toggle(index, event.shiftKey);
    else if (event.key === 'Enter') onOpen(rows[index].line);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div
        role="grid"
        aria-label={t('import.jobs.label')}
        aria-multiselectable
        aria-rowcount={rows.length + 1}
      >
        <div role="row" className={styles.head}>
          <div role="columnheader" aria-label={t('import.jobs.columns.pick')}>
            <Checkbox
              size="small"
              color="primary"
              checked={count > 0 && count === readable.length}
              indeterminate={count > 0 && count < readable.length}
              disabled={readable.length === 0}
              onChange={() =>
                onPick(
                  readable.map(({ line }) => line),
                  count < readable.length,
                )
              }
              inputProps={{ 'aria-label': t('import.jobs.pickAll') }}
            />
          </div>
          <div role="columnheader" aria-label={t('import.jobs.columns.line')} />
          <div role="columnheader">{t('import.jobs.columns.job')}</div>
          <div role="columnheader" className="wide">
            {t('import.jobs.columns.target')}
          </div>
          <div role="columnheader" className="wide">
            {t('import.jobs.columns.fit')}
          </div>
          <div role="columnheader" className={styles.next}>
            {t('import.jobs.columns.next')}
          </div>
        </div>
        {drawn.map((row, index) => (
          <JobRow
            key={row.line}
            ref={element => {
              if (element) elements.current.set(row.line, element);
              else elements.current.delete(row.line);
            }}
            row={row}
            isActive={row.line === activeLine}
            isPicked={picked.has(row.line)}
            isStop={index === stop}
            onPick={isPicked => {
              onPick([row.line], isPicked);
              setAnchor(index);
            }}
            onFocus={() => onActive(row.line)}
            onKeyDown={event => press(event, index)}
          />
        ))}
      </div>
      {rows.length > shown && (
        <Button onClick={() => setShown(shown + AT_ONCE)}>
          {t('import.jobs.showMore', {
            count: Math.min(AT_ONCE, rows.length - shown),
          })}
        </Button>
      )}
    </>
  );
};
