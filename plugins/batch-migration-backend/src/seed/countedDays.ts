import { InputError } from '@backstage/errors';
import {
  addDays,
  type Day,
  type Stage,
} from 'backstage-plugin-batch-migration-common';
import { NO_COUNTS, type ProgressCounts } from '../progress/countProgress';
import type { ProgressRecord } from '../progress/ProgressStore';
import { kept, serverChanges, waveChanges } from '../progress/scopeChanges';
import type { HistoryFile, HistoryMove } from './historyFile';

type Counted = Map<string, ProgressCounts>;

/** At the end of the day in the zone of most demos; only told, never compared. */
const COUNTED_AT = 'T14:30:00.000Z';

/** As a name stands in the catalog. */
export const serverRefOf = (name: string) =>
  name.includes(':') ? name : `resource:default/${name}`;

const scopes = (counted: Counted) =>
  new Map([...counted].map(([key, { scope }]) => [key, scope]));

/**
 * What would have been counted on each day: of the whole estate every day, of
 * a server or a wave only those on which its counts changed, as it is recorded.
 *
 * @throws InputError where more leave a stage than are in it
 */
export function countedDays(history: HistoryFile): ProgressRecord[] {
  const estate: Counted = new Map([['', NO_COUNTS]]);
  const servers: Counted = new Map();
  const waves: Counted = new Map();
  const records: ProgressRecord[] = [];
  for (let date = history.from; date <= history.to; date = addDays(date, 1)) {
    const before = { servers: scopes(servers), waves: scopes(waves) };
    const touched = { servers: new Set<string>(), waves: new Set<string>() };
    for (const move of history.moves.filter(({ on }) => on === date)) {
      apply(estate, '', move);
      for (const name of new Set(move.at)) {
        apply(servers, serverRefOf(name), move);
        touched.servers.add(serverRefOf(name));
      }
      const wave = history.waves.find(({ id }) => id === move.wave)?.name;
      if (wave) {
        apply(waves, wave, move);
        touched.waves.add(wave);
      }
    }
    const changes = serverChanges(
      { before: before.servers, now: scopes(servers) },
      () => undefined,
    );
    const isFirst = date === history.from;
    const at = { date, countedAt: `${date}${COUNTED_AT}` };
    records.push({
      ...{ ...at, subject: 'all', key: '', counts: estate.get('')! },
      // On the first day nothing has changed yet.
      ...kept(isFirst ? [] : changes),
    });
    for (const key of touched.servers) {
      records.push({
        ...{ ...at, subject: 'server', key, counts: servers.get(key)! },
        ...kept(
          isFirst ? [] : changes.filter(({ serverRef }) => serverRef === key),
        ),
      });
    }
    for (const key of touched.waves) {
      const own = (from: Map<string, number>) =>
        new Map([...from].filter(([name]) => name === key));
      const step = { before: own(before.waves), now: own(scopes(waves)) };
      records.push({
        ...{ ...at, subject: 'wave', key, counts: waves.get(key)! },
        ...kept(isFirst ? [] : waveChanges(step)),
      });
    }
  }
  return records;
}

function apply(counted: Counted, key: string, move: HistoryMove): void {
  const counts = counted.get(key) ?? NO_COUNTS;
  const { from, to, count } = move;
  const byStage: Record<Stage, number> = { ...counts.byStage };
  if (from) byStage[from] -= count;
  byStage[to] += count;
  if (from && byStage[from] < 0) throw tooMany(move, from, key, move.on);
  counted.set(key, {
    ...counts,
    byStage,
    scope: counts.scope + (from ? 0 : count),
    retired: byStage.retired,
    retained: byStage.retained,
  });
}

function tooMany(
  { count }: HistoryMove,
  from: Stage,
  key: string,
  on: Day,
): InputError {
  return new InputError(
    `On ${on} ${count} move on from ${from}${
      key ? ` of ${key}` : ''
    }, and fewer are there`,
  );
}
