import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { Clock } from '../clock';
import type { LeaseStore } from '../stores';
import type {
  LocationsByProbe,
  ObservationLoop,
  ObservationResult,
} from './ObservationLoop';
import { sharedRound } from './sharedRound';
import { shareOf } from './shares';

/** Fewer locations than this are looked at before another replica has begun. */
const WORTH_SPREADING = 500;

/**
 * Replicas ask the scheduler for tasks every 5 seconds. What none of them has
 * begun after this time, the one that handed it out does itself.
 */
const PATIENCE_MS = 20_000;

export interface SpreadObservationOptions {
  loop: ObservationLoop;
  leases: LeaseStore;
  clock: Clock;
  logger: LoggerService;
  lookMs?: number;
  worthSpreading?: number;
  patienceMs?: number;
}

/** How many locations were looked at, of how many. */
export interface Looked {
  done: number;
  total: number;
}

/** Asks the replicas to look at a share; whoever is free does it. */
export type HandOut = (share: number) => Promise<void>;

/**
 * Looks at all locations, on as many replicas as there are. What the quotas
 * of a platform count together is one share, which one replica has at a time.
 */
export class SpreadObservation {
  constructor(private readonly options: SpreadObservationOptions) {}

  /**
   * @param handOut - without it, and where little is to be looked at, all is
   *   done here
   * @throws the reason of the signal, or why something could not be stored
   */
  async observe(options: {
    now: Date;
    signal?: AbortSignal;
    handOut?: HandOut;
    /** Told at the start and for each answer; `null` where others look too. */
    onLooked?: (count: Looked | null) => Promise<void>;
  }): Promise<ObservationResult> {
    const { loop, worthSpreading = WORTH_SPREADING } = this.options;
    const { now, signal, handOut, onLooked } = options;
    const { byProbe, unprobed } = await loop.locations({ signal });
    await loop.leave(unprobed, now);
    const shares = sharesOf(byProbe);
    const total = sizeOf(byProbe);
    if (!handOut || shares.size < 2 || total < worthSpreading) {
      await onLooked?.({ done: 0, total });
      return loop.look(byProbe, {
        ...{ now, signal },
        onLooked: done => onLooked?.({ done, total }),
      });
    }
    await onLooked?.(null);
    const looks = [...shares].map(share =>
      this.share(share, { signal, handOut }),
    );
    // Where one breaks, the others are not left behind while they still store.
    await Promise.allSettled(looks);
    return merged(await Promise.all(looks));
  }

  /** Looks at one share here, or waits for the replica that does. */
  async share(
    share: number,
    { signal, handOut }: { signal?: AbortSignal; handOut?: HandOut } = {},
  ): Promise<ObservationResult> {
    const { leases, clock, lookMs, patienceMs = PATIENCE_MS } = this.options;
    return sharedRound({
      leases,
      name: `observation-share-${share}`,
      work: held => this.lookAt(share, held),
      now: () => clock.now(),
      signal,
      lookMs,
      ...(handOut && {
        others: { patienceMs, ask: () => this.ask(handOut, share) },
      }),
    });
  }

  private async ask(handOut: HandOut, share: number): Promise<void> {
    await handOut(share).catch(error => {
      // It runs already, or the scheduler is away: then this replica does it.
      this.options.logger.debug(
        `Did not hand out share ${share} of the round: ${stringifyError(
          error,
        )}`,
      );
    });
  }

  private async lookAt(
    share: number,
    signal: AbortSignal,
  ): Promise<ObservationResult> {
    const { loop, clock } = this.options;
    const now = clock.now();
    const { byProbe } = await loop.locations({ signal });
    const own = new Map(
      [...byProbe]
        .map(
          ([probe, locations]) =>
            [probe, locations.filter(one => shareOf(one) === share)] as const,
        )
        .filter(([, locations]) => locations.length > 0),
    );
    return loop.look(own, { now, signal });
  }
}

function sharesOf(byProbe: LocationsByProbe): Set<number> {
  return new Set([...byProbe.values()].flat().map(shareOf));
}

function sizeOf(byProbe: LocationsByProbe): number {
  return [...byProbe.values()].reduce((sum, { length }) => sum + length, 0);
}

/** A probe that failed in one share has failed, whatever it saw in the others. */
function merged(results: readonly ObservationResult[]): ObservationResult {
  const failures = new Map(
    results
      .flatMap(one => one.failures)
      .reverse()
      .map(one => [one.source, one]),
  );
  const answered = new Set(results.flatMap(one => one.answered));
  return {
    observations: results.reduce((sum, one) => sum + one.observations, 0),
    failures: [...failures.values()],
    answered: [...answered].filter(source => !failures.has(source)),
  };
}
