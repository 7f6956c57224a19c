import type { RunView } from 'backstage-plugin-batch-migration-common';
import type { Tokens } from '../../theme/tokens';
import { minutesOf } from './runText';

/** The shape of a run in the chart. */
export const MARK = {
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
    return sign ?? (run.outcome === 'running' ? '▶' : '?');
  }
  return sign ? `${sign}${minutes}m` : `${minutes}m`;
}

/** The number in a run is its minutes; an outline was not seen to succeed. */
export const RunMark = ({ run, tokens }: { run: RunView; tokens: Tokens }) => {
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
