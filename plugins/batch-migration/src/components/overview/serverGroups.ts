import type { RatedServer } from './ServerRow';

/** What has to be the same, so that nothing is hidden where hosts stand as one. */
function sameness({ server, forecast, hardDate, lateness }: RatedServer) {
  const { roleRefs, state, workloads, left, byStage, dangers, facts } = server;
  const system = facts
    .filter(({ name }) => name === 'os' || name === 'os-end-of-life')
    .map(({ name, value }) => `${name} ${value}`)
    .sort();
  return JSON.stringify([
    ...[roleRefs, state, workloads, left, byStage, system, lateness],
    dangers.map(({ type, severity }) => `${type} ${severity}`).sort(),
    forecast?.state === 'range' ? forecast.finish : forecast?.state ?? null,
    hardDate?.date ?? null,
    hardDate?.effect ?? null,
  ]);
}

/** Hosts of one role that stand alike, as one row; all others alone. The order stays. */
export function groupHosts(rows: readonly RatedServer[]): RatedServer[][] {
  const groups = new Map<string, RatedServer[]>();
  for (const row of rows) {
    const isOfOneRole = row.server.roleRefs.length === 1;
    const key = isOfOneRole ? sameness(row) : row.server.ref;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

/** `bat101–106` of hosts that are numbered in a row; else each by its name. */
export function nameOfHosts(titles: readonly string[]): string {
  const parts = titles
    .map(title => /^(.*?)(\d+)$/.exec(title))
    .filter((part): part is RegExpExecArray => part !== null)
    .sort((a, b) => Number(a[2]) - Number(b[2]));
  const [first] = parts;
  const isInARow =
    parts.length === titles.length &&
    parts.every(
      ([, stem, number], index) =>
        stem === first[1] &&
        number.length === first[2].length &&
        Number(number) === Number(first[2]) + index,
    );
  return isInARow && titles.length > 1
    ? `${first[0]}–${parts[parts.length - 1][2]}`
    : [...titles].sort().join(', ');
}
