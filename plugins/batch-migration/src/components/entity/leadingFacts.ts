import type { Fact } from 'backstage-plugin-batch-migration-common';
import { factRows, type FactRow, type FactValue } from './factRows';

/** Facts that have a line of their own, or stand in one. */
export const LEADING: ReadonlySet<string> = new Set([
  'os',
  'os-end-of-life',
  'tls',
  'instance-type',
  'virtualization',
  'instance-generation',
  'instance-state',
  'scheduled-events',
]);

export function rowOf(
  facts: readonly Fact[],
  name: string,
): FactRow | undefined {
  return factRows(facts).find(row => row.name === name);
}

/** What was said last; what is known goes before what is not. */
export function newestOf({ values }: FactRow): FactValue {
  const at = ({ said }: FactValue) =>
    said.reduce((last, { observedAt }) => {
      const next = observedAt ?? '';
      return next > last ? next : last;
    }, '');
  const [newest] = [...values].sort(
    (a, b) =>
      Number(a.value === null) - Number(b.value === null) ||
      at(b).localeCompare(at(a)),
  );
  return newest;
}
