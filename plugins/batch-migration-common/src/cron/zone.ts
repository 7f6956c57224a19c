/** Zone arithmetic over `Intl`: offsets and the instants at which they change. */

/** A stretch of time in which a zone keeps one offset. Bounds are UTC milliseconds. */
export interface ZoneSegment {
  /** Inclusive. */
  start: number;
  /** Exclusive. */
  end: number;
  /** Local time minus UTC, in milliseconds. */
  offset: number;
}

const DAY = 86_400_000;
// The shortest summer time since 1970 lasted 167 hours (Boa Vista, 2000): six days hide no two changes.
const PROBE_STEP = 6 * DAY;
const MAX_ZONES = 600;

interface Zone {
  offsetAt(instant: number): number;
  /** Changes of the offset by UTC year; computed once. */
  changes: Map<number, Change[]>;
}

const zones = new Map<string, Zone | null>();

/**
 * Names that the runtime's ICU still knows from old Java and the time zone
 * database does not: its `BST` is Dhaka. Neither a host nor AWS takes them.
 */
const NOT_IANA = new Set(
  'ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT IET IST JST MIT NET NST PLT PNT PRT PST SST VST'.split(
    ' ',
  ),
);

/** Parts of names in lower case: America/Port-au-Prince, Africa/Dar_es_Salaam. */
const SMALL_WORDS = /(?<=[_-])(?:au|es|of)(?=[_-])/g;

/**
 * Whether a name is in the case that the database has, which is how hosts and
 * AWS look it up; `Intl` does not mind. `canonical` is what `Intl` made of it.
 */
function isInOwnCase(name: string, canonical: string): boolean {
  if (canonical.toLowerCase() === name.toLowerCase()) return canonical === name;
  // An alias: its case can only be told by how such names are written.
  const [area, ...places] = name.replace(SMALL_WORDS, 'X').split('/');
  const words = [area, ...places].flatMap(part => part.split(/[_-]/));
  if (words.some(word => /^[a-z]/.test(word))) return false;
  if (places.length === 0) return true;
  return (
    !/^[A-Z]{3}/.test(area) && !places.some(place => /^[A-Z]{4}/.test(place))
  );
}

function createZone(name: string): Zone | null {
  // An offset such as +09:00 is no name, either.
  if (!/^(?!SystemV\/)[A-Za-z]/.test(name) || NOT_IANA.has(name.toUpperCase()))
    return null;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return null;
  }
  if (!isInOwnCase(name, format.resolvedOptions().timeZone)) return null;
  const measure = (instant: number) => {
    const at: Record<string, string> = {};
    for (const { type, value } of format.formatToParts(instant)) {
      at[type] = value;
    }
    const year = at.era.startsWith('B') ? 1 - Number(at.year) : Number(at.year);
    const local = new Date(0);
    local.setUTCFullYear(year, Number(at.month) - 1, Number(at.day));
    local.setUTCHours(Number(at.hour), Number(at.minute), Number(at.second));
    return local.getTime() - Math.floor(instant / 1000) * 1000;
  };
  return { offsetAt: measure, changes: new Map() };
}

function zoneOf(name: string): Zone | null {
  let zone = zones.get(name);
  if (zone === undefined) {
    zone = createZone(name);
    // Names come from crontabs: a hostile one must not fill the memory.
    if (zones.size < MAX_ZONES) zones.set(name, zone);
  }
  return zone;
}

/** Whether a name is a zone of the time zone database that the runtime knows; case counts. */
export function isTimezone(name: string): boolean {
  return zoneOf(name) !== null;
}

interface Change {
  /** UTC milliseconds from which the offset is in force. */
  at: number;
  offset: number;
}

/** The offset at the start of a UTC year, then each change within it. */
function changesOfYear(zone: Zone, year: number): Change[] {
  const known = zone.changes.get(year);
  if (known) return known;
  const end = Date.UTC(year + 1, 0, 1);
  let at = Date.UTC(year, 0, 1);
  let offset = zone.offsetAt(at);
  const changes: Change[] = [{ at, offset }];
  while (at < end) {
    const next = Math.min(at + PROBE_STEP, end);
    const nextOffset = zone.offsetAt(next);
    if (nextOffset !== offset) {
      let low = at;
      let high = next;
      while (high - low > 1000) {
        const middle = Math.floor((low + high) / 2000) * 1000;
        if (zone.offsetAt(middle) === offset) low = middle;
        else high = middle;
      }
      if (high < end) changes.push({ at: high, offset: nextOffset });
    }
    at = next;
    offset = nextOffset;
  }
  zone.changes.set(year, changes);
  return changes;
}

const MIN_YEAR = 1900;
const MAX_YEAR = 2300;
const yearOf = (instant: number) => new Date(instant).getUTCFullYear();

/** Local time minus UTC at an instant, in milliseconds; of UTC where the zone is unknown. */
export function offsetAt(timezone: string, instant: number): number {
  const zone = zoneOf(timezone);
  if (!zone) return 0;
  const year = yearOf(instant);
  if (!(year >= MIN_YEAR && year <= MAX_YEAR)) return zone.offsetAt(instant);
  const changes = changesOfYear(zone, year);
  let { offset } = changes[0];
  for (let i = 1; i < changes.length && changes[i].at <= instant; i++) {
    offset = changes[i].offset;
  }
  return offset;
}

/** The instants in [from, to) at which the zone's offset changes. */
export function zoneChanges(
  timezone: string,
  from: number,
  to: number,
): number[] {
  const zone = zoneOf(timezone);
  if (!zone) return [];
  const first = Math.max(yearOf(from), MIN_YEAR);
  const last = Math.min(yearOf(to), MAX_YEAR);
  const found: number[] = [];
  let offset = offsetAt(timezone, from - 1);
  for (let year = first; year <= last; year++) {
    for (const change of changesOfYear(zone, year)) {
      if (change.at < from || change.at >= to) continue;
      if (change.offset !== offset) found.push(change.at);
      offset = change.offset;
    }
  }
  return found;
}

/** The segments that cover [from, to), in order; the outer bounds are cut to it. */
export function* zoneSegments(
  timezone: string,
  from: number,
  to: number,
): Generator<ZoneSegment> {
  // Lazily year by year: callers often stop at the first run.
  let start = from;
  while (start < to) {
    const year = yearOf(start);
    const end = Math.min(Date.UTC(year + 1, 0, 1), to);
    for (const change of zoneChanges(timezone, start + 1, end)) {
      yield { start, end: change, offset: offsetAt(timezone, start) };
      start = change;
    }
    if (start < end) {
      yield { start, end, offset: offsetAt(timezone, start) };
    }
    start = end;
  }
}

/**
 * The instants at which clocks of the zone show a local time (given as if it
 * were UTC): none in a gap, two where it repeats, in order.
 */
export function instantsOf(timezone: string, local: number): number[] {
  const before = offsetAt(timezone, local - DAY);
  const after = offsetAt(timezone, local + DAY);
  return [...new Set([before, after])]
    .map(offset => local - offset)
    .filter(instant => instant + offsetAt(timezone, instant) === local)
    .sort((a, b) => a - b);
}
