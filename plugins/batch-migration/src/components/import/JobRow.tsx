import Checkbox from '@material-ui/core/Checkbox';
import makeStyles from '@material-ui/core/styles/makeStyles';
import type { CrontabPreviewJob } from 'backstage-plugin-batch-migration-common';
import { forwardRef, useState, type KeyboardEvent } from 'react';
import { useEstate } from '../../hooks/useEstate';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { CodeText } from '../CodeText';
import { WorkloadLink } from '../links';
import { formatInstant } from '../time/format';
import { FitChip } from './FitChip';
import { MarkIcon, SEVERITY_MARK } from './MarkIcon';
import { isAside, isReboot, neverRuns, type Row } from './rows';
import { useRemarkWords } from './useRemarkWords';

/** Columns of the list: tick, line, job, EventBridge, fit, next run. */
export const COLUMNS =
  '40px 38px minmax(120px, 1.2fr) minmax(150px, 1fr) 118px 112px';

export const NARROW_COLUMNS = '40px 38px minmax(0, 1fr) 124px';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    row: {
      display: 'grid',
      gridTemplateColumns: COLUMNS,
      alignItems: 'start',
      columnGap: 6,
      padding: '4px 12px 6px 4px',
      borderTop: `1px solid ${tokens.rule}`,
      fontSize: 13,
      color: tokens.text1,
      '&:focus': { outline: `2px solid ${tokens.link}`, outlineOffset: -2 },
      // Two lines a row: the job with its next run, then what becomes of it.
      [theme.breakpoints.down('sm')]: {
        gridTemplateColumns: NARROW_COLUMNS,
      },
      '& > *': { minWidth: 0, paddingTop: 8 },
    },
    active: {
      background: tokens.targetSurface,
      boxShadow: `inset 3px 0 ${tokens.target}`,
    },
    box: { paddingTop: '0 !important' },
    line: { color: tokens.text3, fontSize: 12 },
    name: { fontWeight: 600, overflowWrap: 'anywhere' },
    words: { color: tokens.text2, fontSize: 12 },
    expression: {
      fontFamily: 'monospace',
      fontSize: 12,
      color: tokens.link,
      overflowWrap: 'anywhere',
    },
    quiet: { color: tokens.text3 },
    target: {
      [theme.breakpoints.down('sm')]: { gridColumn: 3, gridRow: 2 },
    },
    fit: {
      [theme.breakpoints.down('sm')]: {
        gridColumn: 4,
        gridRow: 2,
        textAlign: 'right',
      },
    },
    next: {
      textAlign: 'right',
      fontSize: 12,
      [theme.breakpoints.down('sm')]: { gridColumn: 4, gridRow: 1 },
    },
    remarks: {
      gridColumn: '3 / -1',
      fontSize: 12,
      color: tokens.text2,
      paddingTop: '4px !important',
      '& > div': { display: 'flex', gap: 6, alignItems: 'flex-start' },
    },
    error: { color: tokens.dangerText },
    more: {
      font: 'inherit',
      color: tokens.link,
      background: 'none',
      border: 0,
      padding: '0 4px',
      minHeight: 24,
      whiteSpace: 'nowrap',
      cursor: 'pointer',
    },
  };
});

export interface JobRowProps {
  row: Row;
  isActive: boolean;
  isPicked: boolean;
  /** In the tab order: one row of the list is. */
  isStop: boolean;
  onPick: (picked: boolean) => void;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** One expression a line, or why there is none. */
const Target = ({ job }: { job: CrontabPreviewJob }) => {
  const { t } = useTexts();
  const styles = useStyles();
  const { status, schedules } = job.translation;
  if (isReboot(job))
    return (
      <span className={styles.quiet}>{t('import.jobs.residentTarget')}</span>
    );
  if (status === 'unsupported')
    return <span className={styles.quiet}>{t('import.jobs.unsupported')}</span>;
  if (schedules.length === 0)
    return <span className={styles.quiet}>{t('import.jobs.noSchedule')}</span>;
  return (
    <>
      {schedules.map(({ expression, timezone }) => (
        <div
          key={`${expression} ${timezone}`}
          className={styles.expression}
          title={timezone}
        >
          {expression}
        </div>
      ))}
    </>
  );
};

const NextRunOf = ({ job }: { job: CrontabPreviewJob }) => {
  const { t } = useTexts();
  const { locale } = useEstate();
  const styles = useStyles();
  if (!job.enabled)
    return <span className={styles.quiet}>{t('import.jobs.off')}</span>;
  if (isReboot(job)) return <>{t('import.jobs.alwaysOn')}</>;
  if (neverRuns(job)) return <>{t('import.jobs.never')}</>;
  const [next] = job.nextRuns;
  if (!next) return <>{t('import.jobs.unknownNext')}</>;
  return (
    <time dateTime={next} title={job.timezone}>
      {formatInstant(new Date(next), locale, job.timezone)}
    </time>
  );
};

/** A line in words: what it does, what becomes of it, and what to watch out for. */
export const JobRow = forwardRef<HTMLDivElement, JobRowProps>(
  ({ row, isActive, isPicked, isStop, onPick, onFocus, onKeyDown }, ref) => {
    const { t } = useTexts();
    const styles = useStyles();
    const { locale } = useEstate();
    const wordsOf = useRemarkWords();
    const [isOpen, setOpen] = useState(false);
    const { job, line, remarks } = row;
    const lineName = t('import.messages.line', { line: String(line) });
    const name = job?.name || lineName;
    const inWords =
      job?.description[locale.startsWith('ja') ? 'ja' : 'en'] ?? '';
    let words = t('import.jobs.unreadable') as string;
    if (job) {
      words = job.enabled
        ? inWords
        : t('import.jobs.offWords', { words: inWords });
    }
    // What only asks for facts stays behind the button.
    const main = remarks.filter(remark => !isAside(remark)).slice(0, 1);
    const more = remarks.length - main.length;
    const moreWords = isOpen
      ? t('import.jobs.less')
      : t('import.jobs.more', { count: more });
    const stop = isStop ? 0 : -1;
    return (
      <div
        ref={ref}
        role="row"
        tabIndex={stop}
        aria-selected={isPicked}
        aria-current={isActive || undefined}
        aria-label={`${name}, ${words}`}
        className={`${styles.row} ${isActive ? styles.active : ''}`}
        data-line={line}
        data-mark={row.mark}
        onFocus={onFocus}
        onClick={onFocus}
        onKeyDown={onKeyDown}
      >
        <div role="gridcell" className={styles.box}>
          <Checkbox
            size="small"
            color="primary"
            checked={isPicked}
            disabled={!job}
            onChange={({ target }) => onPick(target.checked)}
            inputProps={{
              'aria-label': t('import.jobs.pick', {
                name,
                line: String(line),
              }),
              tabIndex: stop,
            }}
          />
        </div>
        <div role="gridcell" className={styles.line}>
          {t('import.jobs.lineShort', { line: String(line) })}
        </div>
        <div role="gridcell">
          <div className={`${styles.name} ${job?.enabled ? '' : styles.quiet}`}>
            {name}
            {job?.workloadId && (
              <>
                {' '}
                <WorkloadLink id={job.workloadId}>
                  {t('import.jobs.known')}
                </WorkloadLink>
              </>
            )}
          </div>
          <div className={styles.words}>{words}</div>
        </div>
        <div role="gridcell" className={styles.target}>
          {job ? <Target job={job} /> : '—'}
        </div>
        <div role="gridcell" className={styles.fit}>
          {job?.enabled &&
            (neverRuns(job) ? (
              <span className={styles.quiet}>{t('import.fit.nothing')}</span>
            ) : (
              <FitChip fit={job.fit} tabIndex={stop} />
            ))}
        </div>
        <div role="gridcell" className={styles.next}>
          {job && <NextRunOf job={job} />}
        </div>
        {remarks.length > 0 && (
          <div role="gridcell" className={styles.remarks}>
            {(isOpen ? remarks : main).map((remark, index) => (
              <div
                key={index}
                className={
                  remark.severity === 'error' ? styles.error : undefined
                }
              >
                <MarkIcon mark={SEVERITY_MARK[remark.severity]} />
                <span>
                  <CodeText text={wordsOf(remark)} />
                </span>
              </div>
            ))}
            {more > 0 && (
              <button
                type="button"
                className={styles.more}
                tabIndex={stop}
                aria-expanded={isOpen}
                aria-label={t('import.jobs.moreOf', { more: moreWords, name })}
                onClick={() => setOpen(!isOpen)}
              >
                {moreWords}
              </button>
            )}
          </div>
        )}
      </div>
    );
  },
);
