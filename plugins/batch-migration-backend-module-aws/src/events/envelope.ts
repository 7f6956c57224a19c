import type { RunEvent } from 'backstage-plugin-batch-migration-node';

/** What a message of the queue says. */
export type EventReading =
  | { type: 'run'; event: RunEvent }
  /** An event of something else, or of no run of its own. */
  | { type: 'ignored' }
  /** Nobody can read it: it is for the dead-letter queue. */
  | { type: 'unreadable'; reason: string };

/** An event of EventBridge, as far as all of them are alike. */
export interface Envelope {
  account: string;
  region: string;
  sentAt: Date;
  detail: Record<string, unknown>;
}

export function unreadable(reason: string): EventReading {
  return { type: 'unreadable', reason };
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** An ISO time, or milliseconds since the epoch, which Step Functions writes. */
export function instantOf(value: unknown): Date | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
