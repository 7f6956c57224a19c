import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  locationId,
  proposeLinks,
  specsOfDetail,
  type LinkEnd,
  type WaitingWorkload,
} from 'backstage-plugin-batch-migration-common';
import type {
  FoundTarget,
  TargetFinder,
} from 'backstage-plugin-batch-migration-node';
import type { Clock } from '../clock';
import type { BatchMigrationDatabase } from '../stores';
import { maskTarget } from './maskTarget';

const SEARCHED_AT = 'targets.searchedAt';
const COMPARED = 'targets.compared';
const BATCH = 200;

/** Looks for targets, and compares them with the workloads that wait for one. */
export class TargetSearch {
  constructor(
    private readonly options: {
      database: BatchMigrationDatabase;
      finders: readonly TargetFinder[];
      clock: Clock;
      logger: LoggerService;
      /** How long a look counts. */
      everyMs: number;
    },
  ) {}

  get finderIds(): string[] {
    return this.options.finders.map(({ id }) => id);
  }

  async searchedAt(): Promise<string | null> {
    return (await this.options.database.settings.get(SEARCHED_AT)) ?? null;
  }

  /** Older than this, what was found may have changed unseen: one look may fail. */
  freshSince(now: Date): string {
    return new Date(
      now.getTime() - 2 * this.options.everyMs - 600_000,
    ).toISOString();
  }

  /** Searches where it is time, and compares where anything came. */
  async searchWhereDue(signal?: AbortSignal): Promise<void> {
    const { clock, database, everyMs } = this.options;
    const now = clock.now();
    const last = await this.searchedAt();
    const isDue = !last || now.getTime() - Date.parse(last) >= everyMs;
    if (isDue) await this.search(now, signal);
    const mark = await database.proposals.mark();
    if (isDue || mark !== (await database.settings.get(COMPARED))) {
      await this.compare(now);
      await database.settings.set(COMPARED, mark);
    }
  }

  private async search(now: Date, signal?: AbortSignal): Promise<void> {
    const { database, finders, logger } = this.options;
    for (const finder of finders) {
      signal?.throwIfAborted();
      try {
        await this.ask(finder, now, signal);
      } catch (error) {
        // The others go on; what it found earlier stays, with its age.
        const reason = toError(error).message;
        logger.warn(`${finder.id} could not look for targets: ${reason}`);
        await database.foundTargets.failPlace(finder.id, {
          place: '',
          reason,
          at: now.toISOString(),
        });
      }
    }
    await database.settings.set(SEARCHED_AT, now.toISOString());
  }

  private async ask(
    finder: TargetFinder,
    now: Date,
    signal?: AbortSignal,
  ): Promise<void> {
    const { database, logger } = this.options;
    const store = database.foundTargets;
    const known = await store.known(finder.id);
    const at = now.toISOString();
    const seen = new Set<string>();
    let batch: FoundTarget[] = [];
    const flush = async () => {
      await store.put(finder.id, batch, at);
      batch = [];
    };
    for await (const reading of finder.find({
      now,
      signal,
      known: location => known.get(locationId(location)),
    })) {
      if (reading.status === 'found') {
        const id = locationId(reading.target.location);
        if (seen.has(id)) continue;
        seen.add(id);
        batch.push(maskTarget(reading.target));
        if (batch.length >= BATCH) await flush();
      } else if (reading.status === 'read') {
        await flush();
        await store.readPlace(finder.id, reading.place, { since: at, now: at });
      } else {
        logger.warn(
          `${finder.id} could not look at ${reading.place}: ${reading.reason}`,
        );
        await store.failPlace(finder.id, { ...reading, at });
      }
    }
    await flush();
    await store.forgetFailures(finder.id, at);
  }

  /** Every target that nobody linked or dismissed, with every workload that waits. */
  private async compare(now: Date): Promise<void> {
    const { foundTargets, proposals } = this.options.database;
    const waiting: WaitingWorkload[] = [];
    for await (const some of proposals.waiting()) waiting.push(...some);
    const targets: LinkEnd[] = [];
    for await (const some of foundTargets.present()) {
      const linked = await foundTargets.linkedTo(
        some.map(({ target }) => target.location),
      );
      for (const { id, target } of some) {
        if (linked.has(locationId(target.location))) continue;
        targets.push({
          id: String(id),
          kind: target.kind,
          name: target.name,
          command: target.detail.command ?? null,
          schedules: specsOfDetail(target.detail),
        });
      }
    }
    await proposals.replaceAll(proposeLinks(targets, waiting, now));
  }
}
