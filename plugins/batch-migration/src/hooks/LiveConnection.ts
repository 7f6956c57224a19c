import type { SignalApi } from '@backstage/plugin-signals-react';
import { ResponseError } from '@backstage/errors';
import {
  CHANGES_CHANNEL,
  type Changes,
  type RoundProgress,
} from 'backstage-plugin-batch-migration-common';

/** What everything on an open page shares about being up to date. */
export interface LiveState {
  /** Goes up when everything shown should be asked for anew. */
  epoch: number;
  /** The look at everything that runs now. */
  round: RoundProgress | null;
  /** When the server was last heard of, by the browser's clock. */
  heardAt: number | null;
  /** Nothing reaches the server. */
  isLost: boolean;
  /** Why something shown could not be brought up to date. */
  outdated: Error | null;
}

/** How often the server is asked, in milliseconds. */
export const ASK_MS = {
  /** Signals bring changes at once; this finds out that they come no more. */
  withSignals: 30_000,
  withoutSignals: 20_000,
  whileRound: 2_000,
  whileLost: 5_000,
};

/** A call without an answer after this time, in milliseconds, got lost. */
const GIVE_UP_MS = 10_000;

/** Pages are not asked for anew more often, in milliseconds: a large round changes things all the time. */
const CALM_MS = 10_000;

/**
 * Finds out that something changed, or that nothing can be found out. One for
 * all that is on a page: it asks while anything listens and the page is seen.
 */
export class LiveConnection {
  state: LiveState = {
    epoch: 0,
    round: null,
    heardAt: null,
    isLost: false,
    outdated: null,
  };
  private readonly listeners = new Set<() => void>();
  private readonly failures = new Map<object, Error>();
  private revision: string | undefined;
  private bumpedAt = Number.NEGATIVE_INFINITY;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private calm: ReturnType<typeof setTimeout> | undefined;
  private asking: AbortController | undefined;
  private askAgain = false;
  private isRefused = false;
  private unsubscribe: (() => void) | undefined;

  constructor(
    private readonly ask: (signal: AbortSignal) => Promise<Changes>,
    private readonly signals?: SignalApi,
  ) {}

  /** @returns what ends it */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.start();
    return () => {
      if (this.listeners.delete(listener) && this.listeners.size === 0) {
        this.stop();
      }
    };
  }

  /** Asks now, for instance because a person does not want to wait. */
  askNow = (): void => {
    if (this.asking) {
      // What is on its way may be of before.
      this.askAgain = true;
      return;
    }
    clearTimeout(this.timer);
    void this.look();
  };

  /** Something shown could not be brought up to date, or was at last. */
  report(subject: object, error: Error | null): void {
    if (error) this.failures.set(subject, error);
    else if (!this.failures.delete(subject)) return;
    const [outdated = null] = this.failures.values();
    this.set({ outdated });
  }

  /** Everything shown is asked for anew. */
  retry = (): void => {
    this.bump();
    this.askNow();
  };

  private start(): void {
    this.isRefused = false;
    window.addEventListener('online', this.askNow);
    window.addEventListener('offline', this.lose);
    document.addEventListener('visibilitychange', this.whenSeen);
    if (this.signals) {
      const { unsubscribe } = this.signals.subscribe(
        CHANGES_CHANNEL,
        this.askNow,
      );
      this.unsubscribe = unsubscribe;
    }
    this.askNow();
  }

  private stop(): void {
    window.removeEventListener('online', this.askNow);
    window.removeEventListener('offline', this.lose);
    document.removeEventListener('visibilitychange', this.whenSeen);
    this.unsubscribe?.();
    this.unsubscribe = undefined;
    clearTimeout(this.timer);
    clearTimeout(this.calm);
    this.calm = undefined;
    this.asking?.abort();
    this.asking = undefined;
    this.askAgain = false;
    // What comes next is loaded anew, and nobody saw it older.
    this.revision = undefined;
    this.failures.clear();
    this.state = {
      ...{ ...this.state, isLost: false, round: null, outdated: null },
      heardAt: null,
    };
  }

  private readonly lose = () => this.set({ isLost: true });

  private readonly whenSeen = () => {
    if (!document.hidden) this.askNow();
  };

  private async look(): Promise<void> {
    const own = new AbortController();
    this.asking = own;
    const giveUp = setTimeout(() => own.abort(), GIVE_UP_MS);
    const take = await this.ask(own.signal).then(
      changes => () => this.heard(changes),
      (error: unknown) => () => this.failed(error),
    );
    clearTimeout(giveUp);
    // It was stopped, and maybe started anew.
    if (this.asking !== own) return;
    this.asking = undefined;
    take();
    if (this.askAgain) {
      this.askAgain = false;
      this.askNow();
      return;
    }
    this.timer = setTimeout(() => {
      if (!document.hidden) this.askNow();
    }, this.waitMs());
  }

  private waitMs(): number {
    if (this.state.isLost) return ASK_MS.whileLost;
    if (this.state.round && !this.isRefused) return ASK_MS.whileRound;
    return this.signals ? ASK_MS.withSignals : ASK_MS.withoutSignals;
  }

  private heard({ revision, round }: Changes): void {
    const wasLost = this.state.isLost;
    const isOther = this.revision !== undefined && revision !== this.revision;
    this.revision = revision;
    this.set({ round, heardAt: Date.now(), isLost: false });
    if (wasLost) this.bump();
    else if (isOther) this.bumpCalmly();
  }

  private failed(error: unknown): void {
    const status =
      error instanceof ResponseError ? error.statusCode : undefined;
    // A gateway answers for a backend that is not there.
    const isLost =
      status === undefined ||
      status === 502 ||
      status === 503 ||
      status === 504;
    this.isRefused = !isLost;
    this.set(isLost ? { isLost } : { isLost, round: null });
  }

  private bumpCalmly(): void {
    const wait = this.bumpedAt + CALM_MS - performance.now();
    if (wait <= 0) this.bump();
    else this.calm ??= setTimeout(() => this.bump(), wait);
  }

  private bump(): void {
    clearTimeout(this.calm);
    this.calm = undefined;
    this.bumpedAt = performance.now();
    this.set({ epoch: this.state.epoch + 1 });
  }

  private set(change: Partial<LiveState>): void {
    const next = { ...this.state, ...change };
    const isSame = (Object.keys(next) as Array<keyof LiveState>).every(
      key =>
        next[key] === this.state[key] ||
        // That it was heard of once more changes nothing that is shown.
        (key === 'heardAt' && this.state.heardAt !== null),
    );
    this.state = next;
    if (!isSame) this.listeners.forEach(listener => listener());
  }
}
