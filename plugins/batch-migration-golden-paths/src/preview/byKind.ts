import type {
  PlannedResource,
  ResourceKind,
} from 'backstage-plugin-batch-migration-common';

/** Resources of one kind: their names, or how many there are where CloudFormation names them. */
export type Planned = readonly [
  kind: ResourceKind,
  namesOrCount: string[] | number,
];

/** One row for each kind, in the order in which kinds come first; none of which there is nothing. */
export function byKind(planned: readonly Planned[]): PlannedResource[] {
  const rows = new Map<ResourceKind, PlannedResource>();
  for (const [kind, given] of planned) {
    const row = rows.get(kind) ?? { kind, count: 0, names: [] };
    const isNamed = typeof given !== 'number';
    rows.set(kind, {
      kind,
      count: row.count + (isNamed ? given.length : given),
      names: isNamed ? [...row.names, ...given] : row.names,
    });
  }
  return [...rows.values()].filter(({ count }) => count > 0);
}
