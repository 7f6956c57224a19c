import type { ObservationDetail } from 'backstage-plugin-batch-migration-common';

/** Shown elsewhere on the page, or of no use to a person. */
const SHOWN_ELSEWHERE = new Set([
  'reason',
  'command',
  'commandLine',
  'environment',
  'enabled',
  'fileIgnored',
  'scheduleState',
  'schedules',
  'startDate',
  'endDate',
  'createdAt',
  'modifiedAt',
  'line',
  'user',
  'members',
  'service',
  'queue',
  'traffic',
  'lastUsedAt',
  'uses',
]);

/** A value that a probe told under a name of its own. */
export interface PlainFact {
  name: string;
  value: string;
}

/** Longer values are cut: the page is no place for a document. */
const LONGEST = 200;

/** What a probe tells beside the facts that the page knows by name. */
export function plainFacts(detail: ObservationDetail): PlainFact[] {
  return Object.entries(detail).flatMap(([name, value]) => {
    if (SHOWN_ELSEWHERE.has(name) || value === null || value === undefined) {
      return [];
    }
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return [
      {
        name,
        value: text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text,
      },
    ];
  });
}

/** Per cent of a whole, whole numbers; `null` where there is no whole. */
export function percentOf(part: number, whole: number): number | null {
  return whole > 0 ? Math.round((100 * part) / whole) : null;
}
