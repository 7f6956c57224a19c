/**
 * Nobody tells an inventory which line is which. Over years of edits no job
 * may lose its identity, with its plan and history, and none may get another's.
 */
import { seededRandom } from '../handover/simulateHandover';
import { rounds } from '../testing/rounds';
import type { InventoryItem } from './inventory';
import { matchInventory, type KnownLocation } from './matchInventory';
import { hostOf, locationId } from './places';
import { EditedEstate, ROLES, roleOf } from './testEditedEstate';

const STEPS = 200;

interface Seen {
  known: KnownLocation;
  isLive: boolean;
}

/** Imports as discovery does: it adds and marks as absent, and never deletes. */
class Imports {
  private readonly seen = new Map<string, Seen>();
  private ids = 0;

  /** Which workload each item is, in the order of the items. */
  take(host: string, items: InventoryItem[], refs: string[]): string[] {
    const hosts = ROLES[roleOf(host)];
    const known = [...this.seen.values()]
      .filter(one => hosts.includes(hostOf(one.known.location.ref)!))
      .map(one => ({ ...one.known, absent: !one.isLive }));
    const match = matchInventory(
      known,
      items,
      refs.map(ref => ({ ref, complete: true, reason: null })),
    );
    const left = match.matched.flatMap(({ previous }) => previous ?? []);
    for (const location of [
      ...match.gone.map(gone => gone.location),
      ...left,
    ]) {
      this.seen.get(locationId(location))!.isLive = false;
    }
    const idOf = new Map(
      match.matched.map(({ item, workloadId }) => [item, workloadId]),
    );
    for (const group of match.added) {
      this.ids += 1;
      for (const item of group) idOf.set(item, `w${this.ids}`);
    }
    return items.map(item => {
      const workloadId = idOf.get(item)!;
      this.see({ ...item, location: match.locations.get(item)! }, workloadId);
      return workloadId;
    });
  }

  /** How many locations of each workload are there now. */
  liveOf(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { known, isLive } of this.seen.values()) {
      const count = counts.get(known.workloadId) ?? 0;
      counts.set(known.workloadId, count + (isLive ? 1 : 0));
    }
    return counts;
  }

  private see(item: InventoryItem, workloadId: string): void {
    const id = locationId(item.location);
    const before = this.seen.get(id);
    if (before && before.known.workloadId !== workloadId) {
      throw new Error(
        `${id} of ${before.known.workloadId} became one of ${workloadId}`,
      );
    }
    const { location, kind, roleRef, name, command, schedule, user } = item;
    this.seen.set(id, {
      known: {
        ...{ workloadId, location, kind, roleRef, name, command, schedule },
        ...{ user, description: item.description },
      },
      isLive: true,
    });
  }
}

/** What is wrong after an import of everything; `null` where nothing is. */
function whatIsWrong(
  estate: EditedEstate,
  imports: Imports,
  truth: { idOfJob: Map<number, string>; jobOfId: Map<string, number> },
  random: () => number,
): string | null {
  const lines = new Map<string, number>();
  const hosts = Object.values(ROLES)
    .flat()
    .sort(() => random() - 0.5);
  for (const host of hosts) {
    const files = estate.files.filter(file => file.host === host);
    const ids = imports.take(
      host,
      estate.read(host),
      files.map(({ ref }) => ref),
    );
    const own = files.flatMap(file => file.lines);
    for (const [index, { job, time, command }] of own.entries()) {
      const id = ids[index];
      const { idOfJob, jobOfId } = truth;
      if (!idOfJob.has(job) && !jobOfId.has(id)) {
        idOfJob.set(job, id);
        jobOfId.set(id, job);
      }
      if (idOfJob.get(job) !== id || jobOfId.get(id) !== job) {
        return `${host}: job ${job} (${time} ${command}) was ${idOfJob.get(
          job,
        )} and is ${id}, which is job ${jobOfId.get(id)}`;
      }
      lines.set(id, (lines.get(id) ?? 0) + 1);
    }
  }
  for (const [id, count] of imports.liveOf()) {
    if (count !== (lines.get(id) ?? 0)) {
      return `${id} has ${count} live locations and stands in ${
        lines.get(id) ?? 0
      } lines`;
    }
  }
  return null;
}

describe('a long random edit history loses and swaps no identity', () => {
  it.each(Array.from({ length: rounds(4) }, (_, index) => index + 1))(
    'of seed %s',
    seed => {
      const random = seededRandom(seed);
      const estate = new EditedEstate(random);
      const imports = new Imports();
      const truth = { idOfJob: new Map(), jobOfId: new Map() };
      for (let step = 0; step < STEPS; step += 1) {
        const wrong = whatIsWrong(estate, imports, truth, random);
        if (wrong) {
          const diary = estate.diary.slice(estate.diary.lastIndexOf('--'));
          throw new Error(`Step ${step}: ${wrong}\n${diary.join('\n')}`);
        }
        estate.step();
      }
      expect(truth.idOfJob.size).toBeGreaterThan(50);
    },
  );
});
