import {
  locationId,
  type LocationRef,
} from 'backstage-plugin-batch-migration-common';
import type { RunEvent } from 'backstage-plugin-batch-migration-node';
import type { BatchMigrationDatabase } from '../stores';

/** So many locations are read at once. */
const BATCH = 500;

/** How long the index counts, in milliseconds. */
const VALID_MS = 60_000;

/** It is not built anew more often than this, however many events it does not know. */
const SHORTEST_MS = 5_000;

/** Which of the known locations starts what. */
export class StarterIndex {
  private byKey = new Map<string, LocationRef[]>();
  private byTarget = new Map<string, LocationRef[]>();
  /** What a location was last seen to start, by its id. */
  private targets = new Map<string, string>();
  private builtAt = Number.NEGATIVE_INFINITY;

  /** @param elapsed - milliseconds that never go back */
  constructor(
    private readonly database: BatchMigrationDatabase,
    private readonly elapsed: () => number = () => performance.now(),
  ) {}

  /** The location of each event, `null` for what nobody here knows. */
  async locate(
    events: readonly RunEvent[],
  ): Promise<Array<LocationRef | null>> {
    if (this.elapsed() - this.builtAt >= VALID_MS) await this.build();
    const found = events.map(event => this.find(event));
    if (!found.includes(null) || this.elapsed() - this.builtAt < SHORTEST_MS) {
      return found;
    }
    // Its schedule may have been linked since.
    await this.build();
    return events.map(event => this.find(event));
  }

  private find({ startedBy, targetArns }: RunEvent): LocationRef | null {
    if (startedBy) {
      const { ref, key } = startedBy;
      const named = (this.byKey.get(key) ?? []).filter(location =>
        ref.endsWith('/') ? location.ref.startsWith(ref) : location.ref === ref,
      );
      if (named.length === 1) return named[0];
    }
    for (const arn of targetArns) {
      const [first] = this.byTarget.get(arn) ?? [];
      if (first) return first;
    }
    return null;
  }

  private async build(): Promise<void> {
    const byKey = new Map<string, LocationRef[]>();
    const byTarget = new Map<string, LocationRef[]>();
    const targets = new Map<string, string>();
    let after = 0;
    for (;;) {
      const { workloads, observations } = this.database;
      const page = await workloads.locations({ after, limit: BATCH });
      if (page.length === 0) break;
      after = page[page.length - 1].id;
      const latest = await observations.latest(page);
      for (const { ref, key } of page) {
        const location = { ref, key };
        const id = locationId(location);
        add(byKey, key, location);
        const seen = latest.get(id);
        // A probe that sees nothing takes nothing back.
        const target =
          seen?.state === 'unknown'
            ? this.targets.get(id)
            : seen?.detail.targetArn;
        if (target === undefined) continue;
        targets.set(id, target);
        add(byTarget, target, location);
      }
    }
    // Of several the first by name, as the probes that poll have it.
    for (const starters of byTarget.values()) {
      starters.sort((a, b) =>
        `${a.ref}/${a.key}` < `${b.ref}/${b.key}` ? -1 : 1,
      );
    }
    this.byKey = byKey;
    this.byTarget = byTarget;
    this.targets = targets;
    this.builtAt = this.elapsed();
  }
}

function add(
  map: Map<string, LocationRef[]>,
  key: string,
  location: LocationRef,
): void {
  const known = map.get(key);
  if (known) known.push(location);
  else map.set(key, [location]);
}
