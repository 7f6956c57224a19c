import Box from '@material-ui/core/Box';
import DoneIcon from '@material-ui/icons/CheckCircle';
import type { Side } from 'backstage-plugin-batch-migration-common';
import type { ReactNode } from 'react';
import { hatching, type Tokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { lookOf, minutesLate, type Column, type TickLook } from './laneColumns';
import { MARK, RunMark } from './RunMark';
import { runKey } from './runText';

/** Heights in pixels, so that names and lanes stand on one line. */
export const HEIGHTS = {
  head: 40,
  /** Of the head, the part of the day. */
  day: 18,
  lane: 32,
  foot: 30,
  mark: 20,
};

const SIGN: Record<TickLook, string> = {
  once: '✓',
  failed: '✕',
  running: '▶',
  'end-not-seen': '✓?',
  missed: '!',
  twice: '×2',
  'not-seen': '?',
  due: '…',
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
      height={HEIGHTS.lane}
      px="2px"
      display="flex"
      alignItems="center"
      justifyContent="center"
      style={{ gap: 2, background: isUnseen ? hatching(tokens) : surface }}
    >
      {content}
    </Box>
  );
};

/** Red and filled: production did other than it was due to. */
const Pill = ({
  tokens,
  children,
}: {
  tokens: Tokens;
  children: ReactNode;
}) => (
  <span
    style={{
      background: tokens.danger,
      color: tokens.onDanger,
      borderRadius: 10,
      padding: '2px 8px',
      fontWeight: 600,
    }}
  >
    {children}
  </span>
);

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
  let sign: ReactNode = (
    <span style={{ color: tokens.text2 }}>{SIGN[look]}</span>
  );
  if (look === 'once') {
    sign = (
      <DoneIcon aria-hidden style={{ fontSize: 17, color: tokens.good }} />
    );
  }
  if (look === 'missed' || look === 'twice' || look === 'failed') {
    sign = (
      <Pill tokens={tokens}>
        {look === 'missed' ? t('verdicts.missed') : SIGN[look]}
      </Pill>
    );
  }
  return (
    <>
      {sign}
      {late > 0 && <span style={{ color: tokens.warningText }}> +{late}m</span>}
    </>
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

/** One due run, one trial, or one that is to come: both lanes and the verdict. */
export const TimelineColumn = ({
  column,
  time,
  isTool,
  tokens,
}: {
  column: Column;
  /** `undefined` where it stands at the side. */
  time: string | undefined;
  isTool: boolean;
  tokens: Tokens;
}) => (
  <>
    <Box
      height={HEIGHTS.head - HEIGHTS.day}
      color={tokens.text2}
      whiteSpace="nowrap"
      lineHeight="16px"
    >
      {time ?? '|'}
    </Box>
    <Box
      border={frameOf(column, tokens)}
      borderRadius={5}
      style={{ margin: '-2px 0', position: 'relative' }}
    >
      {(['legacy', 'target'] as const).map(side => (
        <Box key={side} pt={side === 'target' ? '6px' : 0}>
          <Lane column={column} side={side} isTool={isTool} tokens={tokens} />
        </Box>
      ))}
    </Box>
    <Box
      height={HEIGHTS.foot}
      px="2px"
      display="flex"
      alignItems="center"
      justifyContent="center"
      fontWeight={600}
      whiteSpace="nowrap"
    >
      <Foot column={column} tokens={tokens} />
    </Box>
  </>
);
