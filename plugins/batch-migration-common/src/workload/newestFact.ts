import type { Fact } from './model';

/**
 * What was seen last under a name. Sources may contradict each other; what has
 * no time, a list that somebody wrote, goes behind what was seen.
 */
export function newestFact(
  facts: readonly Fact[],
  name: string,
): Fact | undefined {
  return facts
    .filter(fact => fact.name === name && fact.value !== null)
    .sort((a, b) => (b.observedAt ?? '').localeCompare(a.observedAt ?? ''))[0];
}
