import type { Fact } from 'backstage-plugin-batch-migration-common';

/** A fact of one of the hosts of a server. */
export interface HostFact extends Fact {
  host: string;
}

/** More would be a list, and no fact that a person reads. */
const MOST = 5;

const some = (items: readonly string[]) =>
  items.length <= MOST
    ? items.join(', ')
    : `${items.slice(0, MOST).join(', ')} and ${items.length - MOST} more`;

/**
 * One fact for what all hosts of a server say; where they differ, each value
 * with the hosts that have it. It is as old as the newest of them.
 */
export function combineFacts(facts: readonly HostFact[]): Fact[] {
  const said = new Map<string, HostFact[]>();
  for (const fact of facts) {
    const id = `${fact.name}\n${fact.source}`;
    said.set(id, [...(said.get(id) ?? []), fact]);
  }
  return [...said.values()].map(group => {
    const hosts = new Map<string | null, string[]>();
    for (const { value, host } of group) {
      hosts.set(value, [...(hosts.get(value) ?? []), host]);
    }
    const [{ name, source }] = group;
    const observedAt = group
      .map(fact => fact.observedAt)
      .reduce((a, b) => ((b ?? '') > (a ?? '') ? b : a));
    if (hosts.size === 1) {
      return { name, value: group[0].value, source, observedAt };
    }
    const values = [...hosts].map(
      ([value, names]) => `${value ?? 'not known'} (${some(names.sort())})`,
    );
    const value =
      values.length <= MOST
        ? values.join('; ')
        : `${values.slice(0, MOST).join('; ')} and ${
            values.length - MOST
          } other values`;
    return { name, value, source, observedAt };
  });
}
