import {
  atKeptLocations,
  locationId,
  matchInventory,
  toIntents,
  type InventoryItem,
  type InventoryMatch,
  type InventoryPlace,
  type LocationRef,
  type Observation,
  type ServerInventory,
  type Workload,
} from 'backstage-plugin-batch-migration-common';
import type { InventorySource } from 'backstage-plugin-batch-migration-node';
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type {
  BatchMigrationDatabase,
  Capture,
  Sighting,
  WorkloadFacts,
} from '../stores';
import { dateIntents } from './dateIntents';
import { importEvent } from './importEvent';
import { importRuns } from './importRuns';
import { isNowhere, knownLocations } from './knownLocations';

/** What an import touched. */
export interface Imported {
  workloadIds: string[];
  observations: number;
  /** Where a line stands of which the reader gave the location. */
  locationOf?: (location: LocationRef) => LocationRef;
}

interface Import {
  database: BatchMigrationDatabase;
  source: Pick<InventorySource, 'id' | 'role' | 'freshnessMs'>;
  inventory: ServerInventory;
  capture: Capture;
  tx: Knex.Transaction;
  /** Who did it, where a person did. */
  actor?: string;
  /** Nothing was read: what is known only lapsed. */
  isQuiet?: boolean;
}

/** Stores one inventory of one server. Takes what is known and adds; never deletes. */
export async function importInventory(options: Import): Promise<Imported> {
  const { database, source, capture, tx } = options;
  const newest = await database.inventory.newestCapture(
    source.id,
    options.inventory.server.ref,
    tx,
  );
  const isOlder =
    newest !== undefined && newest.capturedAt > capture.capturedAt;
  if (!isOlder) await describeServer(options);
  const known = await knownWorkloads(options);
  const former = await database.intents.former(
    known.filter(isNowhere).map(({ id }) => id),
    tx,
  );
  const latest = await database.observations.latest(
    known.flatMap(({ locations }) => locations),
    tx,
  );
  // A line keeps its location, whatever its number among equal commands is now.
  const { inventory, match, locationOf } = atKeptLocations(
    options.inventory,
    matchInventory(
      knownLocations(known, latest, former),
      options.inventory.items,
      options.inventory.places,
    ),
  );
  const items = assignIds(match, known);

  // An older capture tells how things were; it does not bring back what is gone.
  const current = isOlder ? items.filter(({ isNew }) => !isNew) : items;
  if (!isOlder) {
    await describeWorkloads(options, current, known, latest);
    await database.workloads.addLegacyLocations(
      current
        .filter(({ item }) => standsWhereItRuns(item))
        .map(({ workloadId, item: { location } }) => ({
          workloadId,
          location,
        })),
      tx,
    );
  }
  let sightings: Sighting[] = [];
  if (source.role === 'captured') {
    sightings = [
      ...current.map(({ item }) => seen(item, options)),
      ...(isOlder ? [] : missing(match, latest, { ...options, inventory })),
    ];
    await database.observations.record(sightings, tx);
    await importRuns({
      ...{ database, source, inventory, tx },
      locations: current.map(({ item }) => item.location),
    });
  } else if (!isOlder) {
    const intents = toIntents(inventory, source.id);
    const idOf = new Map(
      current.map(({ item, workloadId }) => [item, workloadId]),
    );
    await database.intents.replace(
      {
        source: source.id,
        serverRef: inventory.server.ref,
        at: capture.capturedAt,
      },
      dateIntents(
        known,
        inventory.items.map((item, index) => ({
          workloadId: idOf.get(item)!,
          intent: intents[index],
        })),
        capture.capturedAt,
      ),
      tx,
    );
  }
  if (!options.isQuiet) {
    const event = importEvent(capture, match, known);
    const { actor = event.actor } = options;
    await database.history.append([{ ...event, actor }], tx);
  }

  const workloadIds = new Set([
    ...known.map(({ id }) => id),
    ...current.map(({ workloadId }) => workloadId),
  ]);
  return {
    workloadIds: [...workloadIds],
    observations: sightings.length,
    locationOf,
  };
}

/** The same content of the same time has the same hash, whatever order its keys have. */
export function toCapture(
  source: Pick<InventorySource, 'id' | 'role' | 'freshnessMs'>,
  inventory: ServerInventory,
  contentHash: string,
  now: Date,
): Capture {
  const capturedAt = new Date(inventory.capturedAt);
  return {
    source: source.id,
    role: source.role,
    serverRef: inventory.server.ref,
    capturedAt: capturedAt.toISOString(),
    takenAt: now.toISOString(),
    contentHash,
    freshUntil: source.role === 'captured' ? lapses(capturedAt, source) : null,
    items: inventory.items.length,
    places: inventory.places,
    issues: inventory.issues,
  };
}

function lapses(
  capturedAt: Date,
  source: Pick<InventorySource, 'freshnessMs'>,
): string {
  return new Date(capturedAt.getTime() + source.freshnessMs).toISOString();
}

export async function describeServer(
  options: Pick<Import, 'database' | 'inventory' | 'tx'>,
): Promise<void> {
  const { database, inventory, tx } = options;
  await database.servers.upsert(inventory.server, tx, inventory.datesOf);
  await database.servers.upsertRoles(inventory.roles, tx, inventory.server.ref);
}

/** Of this server, and of the hosts that share its roles: a job may be on several. */
async function knownWorkloads(options: Import): Promise<Workload[]> {
  const { database, inventory, tx } = options;
  const serverRefs = new Set([
    inventory.server.ref,
    ...inventory.roles.flatMap(role => role.serverRefs),
  ]);
  return database.workloads.ofServers([...serverRefs], tx);
}

interface IdentifiedItem {
  item: InventoryItem;
  workloadId: string;
  isNew: boolean;
}

function assignIds(
  match: InventoryMatch,
  known: readonly Workload[],
): IdentifiedItem[] {
  const taken = new Set(known.map(({ id }) => id));
  const added = match.added.flatMap(group => {
    const workloadId = newId(group[0], taken);
    taken.add(workloadId);
    return group.map(item => ({ item, workloadId, isNew: true }));
  });
  return [
    ...match.matched.map(({ item, workloadId }) => ({
      item,
      workloadId,
      isNew: false,
    })),
    ...added,
  ];
}

/** The same estate gets the same ids in every installation, so that links to them hold. */
function newId(item: InventoryItem, taken: ReadonlySet<string>): string {
  const { ref, key } = item.location;
  for (let attempt = 1; ; attempt += 1) {
    const id = createHash('sha256')
      .update(JSON.stringify([ref, key, attempt]))
      .digest('hex')
      .slice(0, 12);
    if (!taken.has(id)) return id;
  }
}

/**
 * A crontab in Git is another file than the one on the host. A described
 * worker, tool or service names the very place where it would be seen: there
 * a probe or a capture can look for it, and until then nothing is known of it.
 */
function standsWhereItRuns({ location }: InventoryItem): boolean {
  return !location.ref.startsWith('declared:');
}

/** A declared item describes a workload only where no host has shown it yet. */
async function describeWorkloads(
  options: Import,
  items: readonly IdentifiedItem[],
  known: readonly Workload[],
  latest: ReadonlyMap<string, Observation>,
): Promise<void> {
  const { database, source, inventory, tx } = options;
  const before = new Map(known.map(workload => [workload.id, workload]));
  const described = new Map<string, WorkloadFacts>();
  for (const { item, workloadId } of items) {
    const workload = before.get(workloadId);
    const isSeenOnHost = workload?.locations.some(
      location =>
        location.side === 'legacy' &&
        (latest.get(locationId(location))?.state ?? 'unknown') !== 'unknown',
    );
    if (described.has(workloadId)) continue;
    if (source.role === 'declared' && isSeenOnHost) continue;
    described.set(workloadId, toFacts(workloadId, item, inventory, workload));
  }
  await database.workloads.upsert([...described.values()], tx);
}

function toFacts(
  id: string,
  item: InventoryItem,
  inventory: ServerInventory,
  before: Workload | undefined,
): WorkloadFacts {
  return {
    id,
    name: item.name,
    kind: item.kind,
    serverRefs: [inventory.server.ref],
    roleRef: item.roleRef,
    ownerRef: item.ownerRef ?? before?.ownerRef ?? null,
    schedule: item.schedule,
    command: item.command,
    description: item.description,
    maskedSecrets: item.maskedSecrets,
    firstSeenAt: new Date(inventory.capturedAt).toISOString(),
  };
}

function seen(
  item: InventoryItem,
  { source, capture }: Pick<Import, 'source' | 'capture'>,
): Sighting {
  return {
    location: item.location,
    state: item.state,
    detail: {
      command: item.command,
      ...(item.user === null ? {} : { user: item.user }),
      ...(item.schedule === null ? {} : { schedules: [{ ...item.schedule }] }),
      ...item.detail,
    },
    source: source.id,
    observedAt: capture.capturedAt,
    freshUntil: item.freshUntil ?? capture.freshUntil,
  };
}

/** What is not in a place that was read completely, and lines that are written otherwise now. */
function missing(
  match: InventoryMatch,
  latest: ReadonlyMap<string, Observation>,
  { source, capture, inventory }: Import,
): Sighting[] {
  const readPlaces = new Map<string, InventoryPlace>(
    inventory.places.map(place => [place.ref, place]),
  );
  const present = new Set(
    inventory.items.map(({ location }) => locationId(location)),
  );
  const rewritten = match.matched.flatMap(({ previous }) =>
    previous && readPlaces.has(previous.ref) ? [previous] : [],
  );
  // What is still gone is seen to be so anew: else it would lapse.
  const gone = [...match.gone, ...match.stillGone]
    .map(({ location }) => location)
    .filter(({ ref }) => readPlaces.get(ref)?.complete);
  const locations = new Map(
    [...rewritten, ...gone]
      .filter(location => !present.has(locationId(location)))
      .map(location => [locationId(location), location]),
  );
  return [...locations.values()].map(({ ref, key }) => ({
    location: { ref, key },
    state: 'absent',
    detail: {
      ...asItWas(latest.get(locationId({ ref, key }))),
      reason: 'It is not in the newest capture of this place',
    },
    source: source.id,
    observedAt: capture.capturedAt,
    freshUntil: readPlaces.get(ref)?.freshUntil ?? capture.freshUntil,
  }));
}

/** By this the line is known again when it is back, or an edit is undone. */
function asItWas(last: Observation | undefined): Sighting['detail'] {
  const { command, user, schedules } = last?.detail ?? {};
  return {
    ...(command !== undefined && { command }),
    ...(user !== undefined && { user }),
    ...(schedules !== undefined && { schedules }),
  };
}
