import { locationId } from '../workload';
import type {
  InventoryItem,
  InventoryPlace,
  RunRange,
  ServerInventory,
} from '../workload/inventory';
import type {
  Fact,
  Instant,
  LocationRef,
  MemberDetail,
  Role,
  Server,
} from '../workload/model';
import type { MemberPlace, MemberReading } from './memberReading';
import { sameLines, type SharedItem } from './sameLines';

/** A group of hosts as one server, and where its members' own lines stand in it. */
export interface GroupInventory {
  inventory: ServerInventory;
  /** A member's line by the location that it has in the group. */
  locationOf(member: string, location: LocationRef): LocationRef;
}

const isFresh = ({ freshUntil }: MemberPlace, at: Instant) => freshUntil >= at;

/** A host that counts as one of the group now. */
interface Member {
  name: string;
  reading: MemberReading | null;
  /** Somebody said that it is in the group: then it is shown though nothing is known of it. */
  isListed: boolean;
}

/**
 * Puts the readings of the members of a group together, as an inventory of one
 * server whose items tell what each member has.
 *
 * - Who is a member says the newest reading that lists `members`, and every
 *   reading after it; without any list every host that was ever read is one.
 *   What a host had that is no member any more counts no more.
 * - A line is active where any member has it so. It is idle or gone only where
 *   every member was read: a host that was not read may have it.
 * - A reading that lapsed says nothing; its member is shown as `unknown` where
 *   it is listed.
 *
 * @param at - what lapsed before this instant says nothing
 */
export function groupInventory(
  readings: readonly MemberReading[],
  at: Instant,
): GroupInventory {
  const byName = [...readings].sort((a, b) => (a.name < b.name ? -1 : 1));
  const newest = byName.reduce((a, b) => (b.readAt > a.readAt ? b : a));
  const members = membersOf(byName);
  const shared = sameLines(
    members.flatMap(({ name, reading }) =>
      reading
        ? {
            name,
            items: reading.places
              .filter(place => isFresh(place, at))
              .flatMap(({ items }) => items),
          }
        : [],
    ),
  );
  const own = new Map(
    shared.flatMap(({ location, variants }) =>
      [...variants].map(([name, item]) => [
        `${name}\n${locationId(item.location)}`,
        location,
      ]),
    ),
  );
  const locationOf = (member: string, location: LocationRef) =>
    own.get(`${member}\n${locationId(location)}`) ?? location;
  const counted = members.flatMap(({ reading }) => reading ?? []);
  return {
    locationOf,
    inventory: {
      server: serverOf(newest.server, counted),
      roles: rolesOf(counted),
      capturedAt: newest.readAt,
      items: shared.map(one => itemOf(one, members, at)),
      places: placesOf(members, at),
      issues: issuesOf(counted),
      runRanges: shared.flatMap(one => rangesOf(one, members, at)),
    },
  };
}

/** @param readings - by name */
function membersOf(readings: readonly MemberReading[]): Member[] {
  const listing = readings
    .filter(({ members }) => members !== null)
    .reduce<MemberReading | null>(
      (newest, one) => (newest && newest.readAt >= one.readAt ? newest : one),
      null,
    );
  const listed = new Set(listing?.members ?? []);
  const known = new Map(readings.map(reading => [reading.name, reading]));
  const names = new Set([
    ...listed,
    ...readings
      .filter(({ readAt }) => !listing || readAt > listing.readAt)
      .map(({ name }) => name),
  ]);
  return [...names].sort().map(name => ({
    name,
    reading: known.get(name) ?? null,
    isListed: listed.has(name),
  }));
}

/** What a member says of a place now; `null` where it says nothing. */
function placeOn(
  { reading }: Member,
  ref: string,
  at: Instant,
): MemberPlace | null {
  const place = reading?.places.find(one => one.place.ref === ref);
  return place && isFresh(place, at) ? place : null;
}

/** Why a place of a member is not known to its end; `null` where it is. */
function unreadOn(member: Member, ref: string, at: Instant): string | null {
  const seen = placeOn(member, ref, at);
  if (seen) {
    if (seen.place.complete) return null;
    return `On ${member.name}: ${seen.place.reason ?? 'not read to the end'}`;
  }
  const { name, reading } = member;
  const readAt = reading && reading.readAt;
  return readAt === null
    ? `${name} was not captured. Capture it.`
    : `${name} was last captured at ${readAt}, and that ${
        reading!.places.some(one => one.place.ref === ref)
          ? 'counts no more'
          : 'does not tell of this place'
      }. Capture it again; if it is gone, list the members of the group in members of capture.json.`;
}

interface Had {
  member: Member;
  item: InventoryItem | null;
  state: MemberDetail['state'];
  freshUntil: Instant | null;
}

function hadBy(
  shared: SharedItem,
  members: readonly Member[],
  at: Instant,
): Had[] {
  return members.map(member => {
    const item = shared.variants.get(member.name) ?? null;
    const place = placeOn(member, shared.location.ref, at);
    const isMissing = item === null && (place?.place.complete ?? false);
    return {
      member,
      item,
      state: item?.state ?? (isMissing ? 'absent' : 'unknown'),
      freshUntil: place?.freshUntil ?? null,
    };
  });
}

function itemOf(
  shared: SharedItem,
  members: readonly Member[],
  at: Instant,
): InventoryItem {
  const had = hadBy(shared, members, at);
  const active = had.filter(({ state }) => state === 'active');
  const unknown = had.find(({ state }) => state === 'unknown');
  const { item } = likeliest(active.length > 0 ? active : had);
  const lapses = (some: readonly Had[]) =>
    some.flatMap(({ freshUntil }) => freshUntil ?? []).sort();
  let state: InventoryItem['state'] = unknown ? 'unknown' : 'idle';
  if (active.length > 0) state = 'active';
  const { reason, ...detail } = item.detail;
  const why =
    state === 'unknown'
      ? unreadOn(unknown!.member, shared.location.ref, at) ?? reason
      : reason;
  return {
    ...item,
    location: shared.location,
    state,
    // One that is active is enough; off it is only as long as all are seen off.
    freshUntil:
      state === 'active' ? lapses(active).reverse()[0] : lapses(had)[0],
    detail: {
      ...detail,
      ...ofAllMembers([...shared.variants.values()]),
      ...(why !== undefined && { reason: why }),
      members: had
        .filter(
          ({ state: own, member, freshUntil }) =>
            own !== 'unknown' || member.isListed || freshUntil !== null,
        )
        .map(toDetail),
    },
    maskedSecrets: [
      ...new Set(
        [...shared.variants.values()].flatMap(one => one.maskedSecrets),
      ),
    ],
  };
}

/** The item that most of them have so; it speaks for the group. */
function likeliest(had: readonly Had[]): Had & { item: InventoryItem } {
  const some = had.filter(
    (one): one is Had & { item: InventoryItem } => one.item !== null,
  );
  const contentOf = ({ item }: { item: InventoryItem }) =>
    JSON.stringify([item.state, item.schedule, item.command, item.user]);
  const counts = new Map<string, number>();
  for (const one of some) {
    counts.set(contentOf(one), (counts.get(contentOf(one)) ?? 0) + 1);
  }
  return some.reduce((best, one) =>
    counts.get(contentOf(one))! > counts.get(contentOf(best))! ? one : best,
  );
}

/** Processes of all members, and the last use on any. */
function ofAllMembers(
  items: readonly InventoryItem[],
): InventoryItem['detail'] {
  const processes = items.flatMap(({ detail }) =>
    typeof detail.processes === 'number' ? detail.processes : [],
  );
  const uses = items.flatMap(({ detail }) =>
    typeof detail.lastUsedAt === 'string' ? detail.lastUsedAt : [],
  );
  return {
    ...(processes.length > 0 && {
      processes: processes.reduce((sum, count) => sum + count, 0),
    }),
    ...(uses.length > 0 && { lastUsedAt: uses.sort().reverse()[0] }),
  };
}

function toDetail({ member, item, state }: Had): MemberDetail {
  return {
    name: member.name,
    state,
    ...(item?.schedule && { schedules: [{ ...item.schedule }] }),
    ...(item && { command: item.command }),
    ...(item && item.user !== null && { user: item.user }),
  };
}

function placesOf(members: readonly Member[], at: Instant): InventoryPlace[] {
  const refs = new Set(
    members.flatMap(({ reading }) =>
      (reading?.places ?? []).map(({ place }) => place.ref),
    ),
  );
  return [...refs].map(ref => {
    const reason = members
      .map(member => unreadOn(member, ref, at))
      .find(one => one !== null);
    const [freshUntil] = members
      .flatMap(member => placeOn(member, ref, at)?.freshUntil ?? [])
      .sort();
    return {
      ref,
      complete: reason === undefined,
      reason: reason ?? null,
      ...(freshUntil && { freshUntil }),
    };
  });
}

/**
 * When a run of a line would have been seen: where the logs of all members
 * that have it tell. One that has it not ran it not since its file was read.
 */
function rangesOf(
  shared: SharedItem,
  members: readonly Member[],
  at: Instant,
): RunRange[] {
  const had = hadBy(shared, members, at);
  if (had.some(({ state }) => state === 'unknown')) return [];
  const each = had.flatMap(({ member, item }) =>
    item
      ? [
          member.reading!.runRanges.filter(
            ({ location }) =>
              locationId(location) === locationId(item.location),
          ),
        ]
      : [],
  );
  return each
    .reduce((some, others) =>
      some.flatMap(a =>
        others.flatMap(b => {
          const from = a.from > b.from ? a.from : b.from;
          const until = a.until < b.until ? a.until : b.until;
          return from < until ? { ...a, from, until } : [];
        }),
      ),
    )
    .map(({ from, until }) => ({ location: shared.location, from, until }));
}

/** One line for what all members say; what they say differently names them. */
function factsOf(readings: readonly MemberReading[]): Fact[] {
  const facts = new Map<string, Array<Fact & { member: string }>>();
  for (const { name, server } of readings) {
    for (const fact of server.facts) {
      const id = `${fact.name}\n${fact.source}`;
      facts.set(id, [...(facts.get(id) ?? []), { ...fact, member: name }]);
    }
  }
  return [...facts.values()].map(said => {
    const values = new Map<string | null, string[]>();
    for (const { value, member } of said) {
      values.set(value, [...(values.get(value) ?? []), member]);
    }
    const { member: _, ...newest } = said.reduce((a, b) =>
      (b.observedAt ?? '') > (a.observedAt ?? '') ? b : a,
    );
    if (values.size === 1) return newest;
    const text = [...values].map(
      ([value, names]) => `${value ?? 'not known'} (${names.join(', ')})`,
    );
    return { ...newest, value: text.join('; ') };
  });
}

/** Ids of EC2 instances: 8 hex digits until 2016, 17 since. */
const INSTANCE_ID = /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

/** Members that are named by an instance id stand where the described instances do. */
function serverOf(server: Server, readings: readonly MemberReading[]): Server {
  const refs = new Set(server.instances.map(({ ref }) => ref));
  const [ref] = refs;
  const known = new Set(server.instances.map(({ key }) => key));
  const added =
    refs.size === 1 && ref.startsWith('ec2:')
      ? readings
          .map(({ name }) => name)
          .filter(name => INSTANCE_ID.test(name) && !known.has(name))
      : [];
  return {
    ...server,
    facts: factsOf(readings),
    instances: [...server.instances, ...added.map(key => ({ ref, key }))],
  };
}

function rolesOf(readings: readonly MemberReading[]): Role[] {
  return [
    ...new Map(
      readings.flatMap(({ roles }) => roles).map(role => [role.ref, role]),
    ).values(),
  ];
}

/** What is wrong on every member is said once; else the members are named. */
function issuesOf(
  readings: readonly MemberReading[],
): ServerInventory['issues'] {
  const found = new Map<
    string,
    { issue: ServerInventory['issues'][number]; names: string[] }
  >();
  for (const { name, issues } of readings) {
    for (const issue of issues) {
      const { path, line, code, message } = issue;
      const id = JSON.stringify([path, line, code, message]);
      const names = [...(found.get(id)?.names ?? []), name];
      found.set(id, { issue, names });
    }
  }
  return [...found.values()].map(({ issue, names }) =>
    names.length === readings.length
      ? issue
      : { ...issue, message: `On ${names.join(', ')}: ${issue.message}` },
  );
}
