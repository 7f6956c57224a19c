import Box from '@material-ui/core/Box';
import type {
  RunsResponse,
  RunView,
  Side,
  WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import {
  Fragment,
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { useEstate } from '../../hooks/useEstate';
import { hatching, useTokens, type Tokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { refName } from '../links';
import { formatInstant } from '../time/format';
import { Time } from '../time/Time';
import {
  bordersOf,
  columnsOf,
  lookOf,
  minutesLate,
  type Border,
  type Column,
  type TickLook,
} from './laneColumns';
import { TickAnswer } from '../why/TickAnswer';
import { WhyPopover } from '../why/WhyPopover';
import { minutesOf, runKey } from './runText';

/** More marks than this cannot be told apart; the newest are drawn. */
const DRAWN = 120;

const SIGN: Record<TickLook, string> = {
  once: '✓',
  failed: '✕',
  running: '…',
  'end-not-seen': '✓?',
  missed: '!',
  twice: '×2',
  'not-seen': '?',
  due: '…',
};

const BAD: ReadonlySet<TickLook> = new Set(['missed', 'twice', 'failed']);

function colourOf(look: TickLook, tokens: Tokens): string {
  if (look === 'once') return tokens.good;
  return BAD.has(look) ? tokens.dangerText : tokens.text2;
}

/** Day above, time below. */
const DueAt = ({ at }: { at: string }) => {
  const { locale, timezone = 'UTC' } = useEstate();
  const words = formatInstant(new Date(at), locale, timezone);
  const split = words.lastIndexOf(' ');
  return (
    <>
      {words.slice(0, split).replace(/^\S+ (?=\d)/, '')}
      <br />
      {words.slice(split + 1)}
    </>
  );
};

const MARK = {
  display: 'inline-block',
  minWidth: 22,
  lineHeight: '18px',
  borderRadius: 3,
  padding: '0 2px',
  fontWeight: 600,
};

/** What stands in a run beside its minutes, or in place of them. */
const OUTCOME_SIGN: Partial<Record<RunView['outcome'], string>> = {
  failed: '✕',
  'timed-out': '✕',
  'skipped-duplicate': '⊘',
};

function textOf(run: RunView): string {
  const sign = OUTCOME_SIGN[run.outcome];
  const minutes = minutesOf(run);
  if (run.outcome === 'skipped-duplicate') return sign!;
  if (minutes === undefined) {
    return sign ?? (run.outcome === 'running' ? '…' : '?');
  }
  return sign ? `${sign}${minutes}m` : `${minutes}m`;
}

/** The number in a run is its minutes; an outline was not seen to succeed. */
const RunMark = ({ run, tokens }: { run: RunView; tokens: Tokens }) => {
  const side = run.side === 'legacy' ? tokens.legacyText : tokens.target;
  const hasFailed = run.outcome === 'failed' || run.outcome === 'timed-out';
  const colour = hasFailed ? tokens.dangerText : side;
  const filled = run.outcome === 'succeeded';
  return (
    <span
      style={{
        ...MARK,
        border: `1px solid ${colour}`,
        background: filled ? colour : 'transparent',
        color: filled ? tokens.surface : colour,
      }}
      data-outcome={run.outcome}
    >
      {textOf(run)}
    </span>
  );
};

const Lane = ({
  column,
  side,
  isTool,
  tokens,
}: {
  column: Column;
  side: Side;
  isTool: boolean;
  tokens: Tokens;
}) => {
  const { t } = useTexts();
  const colour = side === 'legacy' ? tokens.legacy : tokens.target;
  const surface =
    side === 'legacy' ? tokens.legacySurface : tokens.targetSurface;
  const isUnseen =
    column.kind === 'tick' &&
    column.tick.verdict === 'not-seen' &&
    !column.tick.runs.some(run => run.side === side);
  const outline = (style: string, text: string) => (
    <span style={{ ...MARK, border: `1px ${style} ${colour}`, color: colour }}>
      {text}
    </span>
  );
  let content;
  if (column.kind === 'tick') {
    const runs = column.tick.runs.filter(run => run.side === side);
    // The lane was active, and where it runs no single run is seen.
    const isImplied = runs.length === 0 && column.tick.verdict === 'twice';
    content = isImplied
      ? outline('dashed', '·')
      : runs.map(run => (
          <RunMark key={runKey(run)} run={run} tokens={tokens} />
        ));
  } else if (column.kind === 'trial') {
    // Nobody tries a tool: each run is a use.
    const mark = isTool ? (
      <RunMark run={column.run} tokens={tokens} />
    ) : (
      outline('solid', t('runs.try'))
    );
    content = column.run.side === side && mark;
  } else {
    content = column.coming.sides?.includes(side) && outline('solid', '\u00a0');
  }
  return (
    <Box
      height={26}
      p="3px"
      style={{ background: isUnseen ? hatching(tokens) : surface }}
    >
      {content}
    </Box>
  );
};

/** Where the lane is, beside its side. */
const LaneName = ({ children }: { children: ReactNode }) => (
  <Box fontSize={11} fontWeight={400} overflow="hidden" whiteSpace="nowrap">
    {children}
  </Box>
);

/** Says of a column what the picture says. */
function useSentence(isTool: boolean): (column: Column) => string {
  const { t } = useTexts();
  const { locale, timezone = 'UTC' } = useEstate();
  return column => {
    const at = formatInstant(new Date(column.at), locale, timezone);
    if (column.kind === 'trial') {
      const { side, outcome } = column.run;
      return t(isTool ? 'runs.useSentence' : 'runs.trialSentence', {
        at,
        side: t(`sides.${side}`),
        outcome: t(`outcomes.${outcome}`),
      });
    }
    if (column.kind === 'coming') {
      const { mark, sides } = column.coming;
      let what: string = t('runs.willRun', {
        sides: (sides ?? []).map(side => t(`sides.${side}`)).join(', '),
      });
      if (sides === null) what = t('verdicts.due');
      if (mark !== null) what = t(`runs.will.${mark}`);
      return t('runs.sentence', { at, verdict: what });
    }
    const { tick } = column;
    const late = minutesLate(tick);
    const skipped = tick.runs.some(
      ({ outcome }) => outcome === 'skipped-duplicate',
    );
    const look = lookOf(tick);
    return [
      t('runs.sentence', {
        at,
        verdict:
          look === tick.verdict
            ? t(`verdicts.${tick.verdict}`)
            : t(`runs.looks.${look as 'failed'}`),
      }),
      late > 0 && t('runs.late', { minutes: String(late) }),
      skipped && t('outcomes.skipped-duplicate'),
    ]
      .filter(Boolean)
      .join(', ');
  };
}

/** Below the lanes: the verdict of a tick, or what is to come. */
const Foot = ({ column, tokens }: { column: Column; tokens: Tokens }) => {
  const { t } = useTexts();
  if (column.kind === 'trial') return null;
  if (column.kind === 'coming') {
    const { mark } = column.coming;
    return mark ? (
      <span style={{ color: tokens.dangerText }}>{t(`runs.soon.${mark}`)}</span>
    ) : (
      <span style={{ color: tokens.text2 }}>…</span>
    );
  }
  const look = lookOf(column.tick);
  const late = minutesLate(column.tick);
  return (
    <span style={{ color: colourOf(look, tokens) }}>
      {SIGN[look]}
      {late > 0 && <span style={{ color: tokens.warningText }}> +{late}m</span>}
    </span>
  );
};

/** Red frames are wrong; a dashed one was missed, or is still to come. */
function frameOf(column: Column, tokens: Tokens): string {
  if (column.kind === 'coming') {
    return column.coming.mark
      ? `2px dashed ${tokens.danger}`
      : '2px solid transparent';
  }
  const verdict = column.kind === 'tick' ? column.tick.verdict : undefined;
  if (verdict === 'missed') return `2px dashed ${tokens.danger}`;
  if (verdict === 'twice') return `2px solid ${tokens.danger}`;
  return '2px solid transparent';
}

/** What changed just before a column, as lines with words. */
const Borders = ({
  borders,
  tokens,
}: {
  borders: Border[];
  tokens: Tokens;
}) => {
  const { t } = useTexts();
  return (
    <>
      {borders.map(({ at, what }) => (
        <Box
          key={`${at} ${what}`}
          flexShrink={0}
          pl="2px"
          fontSize={11}
          data-border={what}
          borderLeft={`2px ${what === 'now' ? 'solid' : 'dotted'} ${
            what === 'now' ? tokens.text1 : tokens.target
          }`}
          color={what === 'now' ? tokens.text1 : tokens.target}
          style={{ writingMode: 'vertical-rl' }}
        >
          {t(`runs.borders.${what}`)}
          {what !== 'now' && (
            <>
              {' '}
              <Time at={at} />
            </>
          )}
        </Box>
      ))}
    </>
  );
};

/**
 * One column for each due run: what ran on the legacy lane, what ran on the
 * target lane, and the verdict; trials stand between them, and after now what
 * will happen if nobody acts. One tab stop; the arrow keys walk the columns
 * and each is read out as a sentence.
 */
export const Timeline = ({
  value,
  workload,
}: {
  value: RunsResponse;
  workload: WorkloadDetail;
}) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const all = columnsOf(value, workload);
  const columns = all.slice(-DRAWN);
  const borders = bordersOf(value, workload).filter(
    ({ at }) => all.length <= DRAWN || at >= columns[0].at,
  );
  const newest = columns.map(({ kind }) => kind).lastIndexOf('tick');
  const [at, setAt] = useState(newest < 0 ? columns.length - 1 : newest);
  const current = columns[Math.min(at, columns.length - 1)];
  const isTool = workload.kind === 'on-demand';
  const sentenceOf = useSentence(isTool);
  const chart = useRef<HTMLDivElement>(null);
  // Where the chart is wider than the screen: the page itself stays in place.
  useEffect(() => {
    const own = chart.current?.querySelector<HTMLElement>('[data-current]');
    if (!chart.current || !own) return;
    const { offsetLeft, clientWidth } = chart.current;
    chart.current.scrollLeft =
      own.offsetLeft - offsetLeft - (clientWidth - own.clientWidth) / 2;
  }, [at, columns.length]);

  const walk = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setAt(index => Math.max(0, Math.min(columns.length - 1, index + step)));
  };

  if (columns.length === 0) return <p>{t('runs.noneDue')}</p>;
  const cell = {
    // A day in words, as `2/12(木)`, does not meet its neighbour.
    minWidth: 48,
    flex: 1,
    textAlign: 'center' as const,
    fontSize: 11,
  };
  /** Borders that lie before this column and after the one before it. */
  const before = (index: number) =>
    borders.filter(
      border =>
        border.at <= columns[index].at &&
        (index === 0 || border.at > columns[index - 1].at),
    );
  const after = borders.filter(
    border => border.at > columns[columns.length - 1].at,
  );
  return (
    <>
      <Box display="flex">
        <Box width={96} flexShrink={0} fontSize={12} color={tokens.text2}>
          <Box height={34}>{t('runs.due')}</Box>
          <Box height={30} color={tokens.legacyText} fontWeight={600}>
            {t('sides.legacy')}
            <LaneName>
              {workload.serverRefs.slice(0, 1).map(refName).join()}
              {workload.serverRefs.length > 1 &&
                ` +${workload.serverRefs.length - 1}`}
            </LaneName>
          </Box>
          <Box height={30} color={tokens.target} fontWeight={600}>
            {t('sides.target')}
            <LaneName>{workload.plan.targetPlatform}</LaneName>
          </Box>
          <Box height={24}>{t('runs.verdict')}</Box>
        </Box>
        <div ref={chart} style={{ overflow: 'auto', flex: 1 }}>
          <Box
            // What scrolls has to be reachable by keyboard.
            tabIndex={0}
            role="group"
            aria-roledescription={t('runs.chart')}
            aria-label={sentenceOf(current)}
            onKeyDown={walk}
            display="flex"
            dir="ltr"
          >
            {columns.map((column, index) => (
              <Fragment key={`${column.kind} ${column.at} ${index}`}>
                <Borders borders={before(index)} tokens={tokens} />
                <div
                  style={{
                    ...cell,
                    outline:
                      index === at ? `1px dotted ${tokens.text3}` : undefined,
                    outlineOffset: -1,
                  }}
                  title={sentenceOf(column)}
                  data-current={index === at || undefined}
                  data-kind={column.kind}
                  data-verdict={
                    column.kind === 'tick' ? column.tick.verdict : undefined
                  }
                >
                  <Box height={34} color={tokens.text2} whiteSpace="nowrap">
                    <DueAt at={column.at} />
                  </Box>
                  <Box
                    border={frameOf(column, tokens)}
                    borderRadius={4}
                    mx="1px"
                  >
                    <Lane
                      column={column}
                      side="legacy"
                      isTool={isTool}
                      tokens={tokens}
                    />
                    <Lane
                      column={column}
                      side="target"
                      isTool={isTool}
                      tokens={tokens}
                    />
                  </Box>
                  <Box height={20} fontWeight={700} whiteSpace="nowrap">
                    <Foot column={column} tokens={tokens} />
                  </Box>
                </div>
              </Fragment>
            ))}
            <Borders borders={after} tokens={tokens} />
          </Box>
        </div>
      </Box>
      <Box fontSize={12} color={tokens.text2}>
        <span aria-live="polite">
          {sentenceOf(current)}
          {all.length > DRAWN &&
            ` · ${t('runs.cut', { drawn: String(DRAWN) })}`}
        </span>{' '}
        {current.kind === 'tick' && (
          <WhyPopover
            word={sentenceOf(current)}
            answer={() => <TickAnswer tick={current.tick} />}
          >
            <span style={{ color: tokens.link, textDecoration: 'underline' }}>
              {t('why.ask')}
            </span>
          </WhyPopover>
        )}
      </Box>
      <Box fontSize={12} color={tokens.text2}>
        {t('runs.legend')}
      </Box>
    </>
  );
};
