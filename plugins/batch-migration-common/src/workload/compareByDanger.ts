import type { Assessment } from './model';

/** What the order of the list looks at. */
export interface DangerRow {
  name: string;
  id: string;
  assessment: Assessment;
}

/** 0 acute, 1 pressing, 2 blocked, 3 nothing to say. */
function rankOf({ dangers, blockers }: Assessment): number {
  if (dangers.some(({ severity }) => severity === 'acute')) return 0;
  if (dangers.length > 0) return 1;
  return blockers.length > 0 ? 2 : 3;
}

/**
 * When the worst danger hurts next. An acute danger without an instant, such
 * as a singleton that runs on both sides, hurts now and comes first; a
 * pressing one without an instant comes last.
 */
function hurtsAt({ dangers, nextRunAt }: Assessment): string {
  const isAcute = dangers.some(({ severity }) => severity === 'acute');
  const worst = dangers.filter(
    ({ severity }) => severity === (isAcute ? 'acute' : 'pressing'),
  );
  if (worst.length === 0) return nextRunAt ?? '9999';
  return worst
    .map(({ nextAt }) => nextAt ?? (isAcute ? '0000' : '9999'))
    .sort()[0];
}

/**
 * Order of the list: acute dangers by when they hurt next, then pressing ones,
 * then what is blocked, nearest run first. Total, so that pages do not overlap.
 */
export function compareByDanger(a: DangerRow, b: DangerRow): number {
  const compareText = (one: string, other: string) => {
    if (one === other) return 0;
    return one < other ? -1 : 1;
  };
  return (
    rankOf(a.assessment) - rankOf(b.assessment) ||
    compareText(hurtsAt(a.assessment), hurtsAt(b.assessment)) ||
    compareText(a.name, b.name) ||
    compareText(a.id, b.id)
  );
}
