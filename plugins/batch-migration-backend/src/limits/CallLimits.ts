import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { MemoryStore, type Options } from 'express-rate-limit';
import { TooManyRequestsError } from '../errors';

/** Calls that keep the process, the database or AWS busy, and how often each may be made in a minute. */
export const LIMITED_CALLS = {
  crontabPreview: 60,
  handoverPreview: 60,
  goldenPathPreview: 60,
  export: 10,
  refresh: 30,
  forecast: 120,
  cost: 120,
  density: 120,
  canary: 120,
  approvals: 120,
  session: 10,
  planImport: 30,
} as const;

export type LimitedCall = keyof typeof LIMITED_CALLS;

const MINUTE_MS = 60_000;

/**
 * Counts how often each person, plugin and agent makes an expensive call, and
 * refuses what is too much: by request or by tool, it is one count. It counts
 * with the library with which Backstage limits requests by address, in this
 * process: with several replicas each counts for itself.
 */
export class CallLimits {
  private readonly counts = new MemoryStore();

  /** @param perMinute - how often each call may be made by one caller */
  constructor(private readonly perMinute: Record<LimitedCall, number>) {
    // It reads nothing else of the options of the middleware.
    this.counts.init({ windowMs: MINUTE_MS } as Options);
  }

  /** @throws TooManyRequestsError saying when to try again */
  async take(
    call: LimitedCall,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const limit = this.perMinute[call];
    const { totalHits, resetTime } = await this.counts.increment(
      `${call} ${callerOf(credentials)}`,
    );
    if (totalHits <= limit) return;
    const waitMs = (resetTime?.getTime() ?? 0) - Date.now();
    const seconds = Math.max(1, Math.ceil(waitMs / 1000));
    throw new TooManyRequestsError(
      `You made this call ${limit} times within a minute, which is as often as it may be made. Try again in ${seconds} seconds.`,
      seconds,
    );
  }

  /** Ends the timer that forgets. */
  stop(): void {
    this.counts.shutdown();
  }
}

function callerOf({ principal }: BackstageCredentials): string {
  const { type, userEntityRef, subject } = principal as Record<string, unknown>;
  return `${type} ${userEntityRef ?? subject}`;
}
