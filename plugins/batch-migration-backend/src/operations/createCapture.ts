import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  captureCreatePermission,
  locationId,
  type CaptureRequest,
  type CaptureResponse,
  type LocationRef,
  type ServerInventory,
  type Workload,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { contentHash, takeInventory } from '../discovery';
import {
  CAPTURES_SOURCE,
  describeKnownServer,
  maskFiles,
  readHandedIn,
} from '../inventory';
import { assessChanged } from './assessChanged';
import { audited } from './audited';
import { actorOf, type Caller, type Estate } from './estate';
import { readKnownServer } from './knownServer';

/** A collector's clock may be a little ahead, as for captures in files. */
const CLOCK_SKEW_MS = 5 * 60 * 1000;

/** As the route has read it. */
export type HandedInCapture = Omit<CaptureRequest, 'capturedAt'> & {
  capturedAt?: Date;
};

/**
 * Stores what was read from a host and handed in: masked first, once, as one
 * event. Known workloads keep id, plan and history.
 *
 * @throws NotFoundError for a server of which no inventory tells
 * @throws ConflictError where the host was read later already
 */
export async function createCapture(
  estate: Estate,
  { credentials, request }: Caller,
  { capturedAt, ...handedIn }: HandedInCapture,
): Promise<CaptureResponse> {
  const { access, auditor, clock, database } = estate;
  const meta = {
    server: handedIn.server,
    files: handedIn.files.map(({ path }) => path),
  };
  return audited(
    auditor,
    { eventId: 'capture-create', severityLevel: 'medium', request, meta },
    async () => {
      await access.assertMayGenerally(credentials, captureCreatePermission);
      const now = clock.now();
      const at = instantOf(capturedAt, now);
      const taken = await database.transaction(async tx => {
        await database.servers.lock(handedIn.server, tx);
        const known = await readKnownServer(database, handedIn.server, tx);
        if (!known) throw noServer(handedIn.server);
        const inventory = plainJson(
          readHandedIn(
            describeKnownServer(known),
            { ...handedIn, capturedAt: at },
            estate.timezone,
          ),
        );
        await assertMember(estate, inventory, tx);
        await assertNewest(estate, inventory, tx);
        const actor = actorOf(credentials);
        const files = maskFiles(handedIn.files);
        await database.captures.add(
          {
            actor,
            takenAt: now.toISOString(),
            contentHash: contentHash(inventory),
            files,
            inventory,
          },
          tx,
        );
        const imported = await takeInventory({
          database,
          source: {
            id: CAPTURES_SOURCE,
            role: 'captured',
            freshnessMs: estate.capturesFreshnessMs,
          },
          ...{ inventory, now, tx, actor },
        });
        const workloads = await database.workloads.ofServers(
          [handedIn.server],
          tx,
        );
        return { known, inventory, imported, workloads };
      });
      await assessChanged(estate, taken.imported?.workloadIds ?? [], now);
      const before = new Set(taken.known.workloads.map(({ id }) => id));
      const lines = linesOf(
        taken.inventory,
        taken.workloads,
        taken.imported?.locationOf,
      );
      const readable = await access.readableIds(credentials, [
        ...new Set(lines.map(({ id }) => id)),
      ]);
      const known = lines.filter(({ id }) => before.has(id));
      return {
        server: handedIn.server,
        capturedAt: at,
        freshUntil: new Date(
          Date.parse(at) + estate.capturesFreshnessMs,
        ).toISOString(),
        created: lines.filter(({ id }) => !before.has(id)),
        known: known.filter(({ id }) => readable.has(id)),
        hidden: known.filter(({ id }) => !readable.has(id)).length,
        maskedSecrets: [
          ...new Set(
            taken.inventory.items.flatMap(({ maskedSecrets }) => maskedSecrets),
          ),
        ],
      };
    },
  );
}

function instantOf(capturedAt: Date | undefined, now: Date): string {
  const at = capturedAt ?? now;
  if (at.getTime() > now.getTime() + CLOCK_SKEW_MS) {
    throw new InputError(
      `capturedAt must not be in the future: it is ${at.toISOString()}, and now is ${now.toISOString()}`,
    );
  }
  return at.toISOString();
}

function noServer(ref: string): NotFoundError {
  return new NotFoundError(
    `No inventory has the server ${ref}. Describe it in a declared inventory (server.yaml) and refresh; then hand in its capture.`,
  );
}

/** What is read back from the database must be the same to the letter. */
function plainJson(inventory: ServerInventory): ServerInventory {
  return JSON.parse(JSON.stringify(inventory));
}

/** A host of a group says what is on it, and nothing of the others. */
async function assertMember(
  { database }: Estate,
  { server, member }: ServerInventory,
  tx: Knex.Transaction,
): Promise<void> {
  if (member !== undefined) return;
  const known = await database.members.list(server.ref, tx);
  if (known.length === 0) return;
  throw new InputError(
    `member is missing: ${
      server.ref
    } is a group of hosts. Say which of them was read: ${known
      .map(({ name }) => name)
      .join(', ')}, or a new one.`,
  );
}

/**
 * An older reading of a file would bring back lines that are gone, and one of
 * another file would come after what was handed in last.
 */
async function assertNewest(
  { database }: Estate,
  inventory: ServerInventory,
  tx: Knex.Transaction,
): Promise<void> {
  if (inventory.member !== undefined) {
    const known = await database.members.list(inventory.server.ref, tx);
    const own = known.find(({ name }) => name === inventory.member);
    if (own && own.readAt > inventory.capturedAt) {
      throw new ConflictError(
        `capturedAt is ${inventory.capturedAt}, but ${own.name} of ${inventory.server.ref} was read at ${own.readAt} already (source ${own.source}). Capture the host again.`,
      );
    }
    if (own) return;
  }
  const places = new Set(inventory.places.map(({ ref }) => ref));
  const newer = await database.inventory.capturedSince(
    inventory.server.ref,
    inventory.capturedAt,
    tx,
  );
  const conflict = newer.find(
    capture =>
      capture.source === CAPTURES_SOURCE ||
      capture.places.some(({ ref }) => places.has(ref)),
  );
  if (conflict) {
    throw new ConflictError(
      `capturedAt is ${inventory.capturedAt}, but ${inventory.server.ref} was read at ${conflict.capturedAt} already (source ${conflict.source}). Capture the host again.`,
    );
  }
}

function linesOf(
  { items }: ServerInventory,
  workloads: readonly Workload[],
  locationOf = (location: LocationRef) => location,
): CaptureResponse['known'] {
  const idAt = new Map(
    workloads.flatMap(({ id, locations }) =>
      locations.map(location => [locationId(location), id] as const),
    ),
  );
  return items.flatMap(({ location, name, detail, where }) => {
    const id = idAt.get(locationId(locationOf(location)));
    return id === undefined
      ? []
      : {
          id,
          name,
          path: where.replace(/, line \d+$/, ''),
          line: detail.line ?? null,
        };
  });
}
