/** What a person asks of the planner, as it stands in the address. */
import type {
  EntityRef,
  Instant,
} from 'backstage-plugin-batch-migration-common';

export interface HandoverAddress {
  /** `undefined` where nobody has chosen yet: then every job that can be chosen is. */
  ids: string[] | undefined;
  /** Its built jobs are in question, whichever are chosen. */
  server: EntityRef | undefined;
  from: Instant | undefined;
  withinDays: number;
  /** The instant of the one edit; the planner's own where nobody has moved it. */
  at: Instant | undefined;
  settleSeconds: number;
  marginSeconds: number;
}

export const WITHIN_DAYS = [7, 14, 28, 62] as const;
export const SETTLE_SECONDS = [60, 120, 300, 600, 900, 1800] as const;
export const MARGIN_SECONDS = [120, 300, 600, 900, 1800] as const;

const DEFAULTS = { within: 14, settle: 120, margin: 120 };
const MAX_IDS = 1000;

function whole(text: string | null, most: number, fallback: number): number {
  if (text === null || !/^\d{1,6}$/.test(text)) return fallback;
  const value = Number(text);
  return value >= 1 && value <= most ? value : fallback;
}

function instant(text: string | null): Instant | undefined {
  const at = text === null ? NaN : Date.parse(text);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** Reads any address; what makes no sense counts as not given. */
export function readAddress(search: URLSearchParams): HandoverAddress {
  const ids = search.get('ids');
  const at = instant(search.get('at'));
  return {
    ids:
      ids === null
        ? undefined
        : [...new Set(ids.split(',').filter(Boolean))].slice(0, MAX_IDS),
    server: search.get('server') || undefined,
    from: instant(search.get('from')),
    withinDays: whole(search.get('within'), 62, DEFAULTS.within),
    // The switch is one edit at a whole minute.
    at:
      at &&
      new Date(Math.floor(Date.parse(at) / 60_000) * 60_000).toISOString(),
    settleSeconds: whole(search.get('settle'), 86_400, DEFAULTS.settle),
    marginSeconds: whole(search.get('margin'), 86_400, DEFAULTS.margin),
  };
}

/** The address of the planner for some jobs, after its path. */
export function handoverSearch(
  jobs: { ids: string[] } | { server: EntityRef; from?: Instant },
): string {
  if ('ids' in jobs) return `ids=${jobs.ids.map(encodeURIComponent).join(',')}`;
  const search = new URLSearchParams({ server: jobs.server });
  if (jobs.from) search.set('from', jobs.from);
  return search.toString();
}
