import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Box from '@material-ui/core/Box';
import type {
  DueTick,
  RunsResponse,
  RunVerdict,
  RunView,
  Side,
} from 'backstage-plugin-batch-migration-common';
import { useState, type KeyboardEvent } from 'react';
import { useEstate } from '../../hooks/useEstate';
import { hatching, useTokens, type Tokens } from '../../theme/tokens';
import { batchMigrationTranslationRef } from '../../translations';
import { formatInstant } from '../time/format';
import { minutesOf, runKey } from './RunsTable';

/** More marks than this cannot be told apart; the newest are drawn. */
const DRAWN = 120;

const SIGN: Record<RunVerdict, string> = {
  once: '✓',
  missed: '!',
  twice: '×2',
  'not-seen': '?',
  due: '…',
};

function colourOf(verdict: RunVerdict, tokens: Tokens): string {
  if (verdict === 'once') return tokens.good;
  if (verdict === 'missed' || verdict === 'twice') return tokens.dangerText;
  return tokens.text2;
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

/** What stands in a run whose end was not seen. */
const openMark = ({ outcome }: RunView) => (outcome === 'running' ? '…' : '?');

/** The number in a run is its minutes; an outline was not seen to succeed. */
const RunMark = ({ run, tokens }: { run: RunView; tokens: Tokens }) => {
  const colour = run.side === 'legacy' ? tokens.legacyText : tokens.target;
  const minutes = minutesOf(run);
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
      {minutes === undefined ? openMark(run) : `${minutes}m`}
    </span>
  );
};

const Lane = ({
  tick,
  side,
  tokens,
}: {
  tick: DueTick;
  side: Side;
  tokens: Tokens;
}) => {
  const runs = tick.runs.filter(run => run.side === side);
  const colour = side === 'legacy' ? tokens.legacy : tokens.target;
  const surface =
    side === 'legacy' ? tokens.legacySurface : tokens.targetSurface;
  return (
    <Box
      height={26}
      p="3px"
      style={{
        background:
          tick.verdict === 'not-seen' && runs.length === 0
            ? hatching(tokens)
            : surface,
      }}
    >
      {runs.map(run => (
        <RunMark key={runKey(run)} run={run} tokens={tokens} />
      ))}
      {/* The lane was active, and where it runs no single run is seen. */}
      {runs.length === 0 && tick.verdict === 'twice' && (
        <span
          style={{ ...MARK, border: `1px dashed ${colour}`, color: colour }}
        >
          ·
        </span>
      )}
    </Box>
  );
};

/**
 * One column for each due run: what ran on the legacy lane, what ran on the
 * target lane, and the verdict. One tab stop; the arrow keys walk the columns
 * and each is read out as a sentence.
 */
export const Timeline = ({ value }: { value: RunsResponse }) => {
  const { t } = useTranslationRef(batchMigrationTranslationRef);
  const tokens = useTokens();
  const { locale, timezone = 'UTC' } = useEstate();
  const ticks = value.ticks.slice(-DRAWN);
  const [at, setAt] = useState(ticks.length - 1);
  const current = ticks[Math.min(at, ticks.length - 1)];

  const sentenceOf = (tick: DueTick) =>
    t('runs.sentence', {
      at: formatInstant(new Date(tick.at), locale, timezone),
      verdict: t(`verdicts.${tick.verdict}`),
    });

  const walk = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setAt(index => Math.max(0, Math.min(ticks.length - 1, index + step)));
  };

  if (ticks.length === 0) return <p>{t('runs.noneDue')}</p>;
  const cell = {
    minWidth: 34,
    flex: 1,
    textAlign: 'center' as const,
    fontSize: 11,
  };
  return (
    <>
      <Box display="flex">
        <Box width={84} flexShrink={0} fontSize={12} color={tokens.text2}>
          <Box height={34}>{t('runs.due')}</Box>
          <Box height={30} color={tokens.legacyText} fontWeight={600}>
            {t('sides.legacy')}
          </Box>
          <Box height={30} color={tokens.target} fontWeight={600}>
            {t('sides.target')}
          </Box>
          <Box height={24}>{t('runs.verdict')}</Box>
        </Box>
        <Box
          // A chart that scrolls has to be reachable by keyboard.
          tabIndex={0}
          role="group"
          aria-roledescription={t('runs.chart')}
          aria-label={current ? sentenceOf(current) : t('runs.title')}
          onKeyDown={walk}
          display="flex"
          overflow="auto"
          flex={1}
          dir="ltr"
        >
          {ticks.map((tick, index) => {
            const danger =
              tick.verdict === 'twice' || tick.verdict === 'missed';
            return (
              <div
                key={tick.at}
                style={{
                  ...cell,
                  outline:
                    index === at ? `1px dotted ${tokens.text3}` : undefined,
                  outlineOffset: -1,
                }}
                title={sentenceOf(tick)}
                data-verdict={tick.verdict}
              >
                <Box height={34} color={tokens.text2} whiteSpace="nowrap">
                  <DueAt at={tick.at} />
                </Box>
                <Box
                  border={`2px ${
                    tick.verdict === 'missed' ? 'dashed' : 'solid'
                  } ${danger ? tokens.danger : 'transparent'}`}
                  borderRadius={4}
                  mx="1px"
                >
                  <Lane tick={tick} side="legacy" tokens={tokens} />
                  <Lane tick={tick} side="target" tokens={tokens} />
                </Box>
                <Box
                  height={20}
                  fontWeight={700}
                  color={colourOf(tick.verdict, tokens)}
                >
                  {SIGN[tick.verdict]}
                </Box>
              </div>
            );
          })}
        </Box>
      </Box>
      <Box fontSize={12} color={tokens.text2} aria-live="polite">
        {current && sentenceOf(current)}
        {value.ticks.length > DRAWN &&
          ` · ${t('runs.cut', { drawn: String(DRAWN) })}`}
      </Box>
    </>
  );
};
