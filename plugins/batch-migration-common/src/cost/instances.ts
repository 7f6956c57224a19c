import type { LocationRef, ObservedState } from '../workload/model';

/**
 * Types of the instances that are paid for, from what the fact
 * `instance-type` says: `c3.xlarge` for all of them, or
 * `c4.xlarge (i-1); c5.xlarge (i-2, i-3)`. A stopped or terminated instance
 * has no hours. `null` where nobody knows which instances there are, and in
 * the list of one whose type or state is not known.
 */
export function billedInstanceTypes(
  instances: ReadonlyArray<LocationRef & { state: ObservedState }>,
  instanceType: string | null,
): Array<string | null> | null {
  if (instances.length === 0) return null;
  const typeOf = readTypes(instanceType);
  return instances
    .filter(({ state }) => state !== 'absent' && state !== 'idle')
    .map(({ key, state }) => (state === 'active' ? typeOf(key) : null));
}

/** Region of a ref of AWS, such as `ec2:111122223333/ap-northeast-1`. */
export function regionOf(ref: string): string | null {
  return (
    /^[a-z0-9-]+:\d{12}\/([a-z]{2,3}(?:-[a-z]+)+-\d{1,2})(?:\/|$)/.exec(
      ref,
    )?.[1] ?? null
  );
}

const TYPE = /^[a-z0-9-]+\.[a-z0-9-]+$/;

function readTypes(fact: string | null): (id: string) => string | null {
  if (fact === null) return () => null;
  if (TYPE.test(fact)) return () => fact;
  const byId = new Map(
    fact.split(';').flatMap(group => {
      const [, type, ids] = /^\s*(\S+) \(([^)]*)\)\s*$/.exec(group) ?? [];
      if (!type || !TYPE.test(type)) return [];
      return ids.split(',').map(id => [id.trim(), type] as const);
    }),
  );
  return id => byId.get(id) ?? null;
}
