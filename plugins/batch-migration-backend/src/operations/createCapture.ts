import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  captureCreatePermission,
  locationId,
  type CaptureResponse,
  type CaptureToken,
  type EntityRef,
  type Instant,
  type LocationRef,
  type ServerInventory,
  type Workload,
} from 'backstage-plugin-batch-migration-common';
import type { Request } from 'express';
import type { Knex } from 'knex';
import { contentHash, takeInventory } from '../discovery';
import { CAPTURES_SOURCE, type KnownServer } from '../inventory';
import type { StoredCapture } from '../stores';
import { assessChanged } from './assessChanged';
import { audited } from './audited';
import { actorOf, type Estate } from './estate';
import { readKnownServer } from './knownServer';

/** A collector's clock may be a little ahead, as for captures in files. */
const CLOCK_SKEW_MS = 5 * 60 * 1000;

/** A capture as it was handed in: some files of it, or all. */
export interface HandedInCapture {
  server: EntityRef;
  /** When the host was read; now where nobody says. */
  capturedAt?: Date;
  paths: string[];
  /** Reads it as what is known of the server tells. @throws InputError naming what cannot be taken */
  read(known: KnownServer, at: Instant): ServerInventory;
  /** The files as they may be stored. */
  masked(): StoredCapture['files'];
}

/** Who hands a capture in: somebody who signed in, or a host with its token. */
export type CaptureCaller = { request: Request } & (
  | { credentials: BackstageCredentials; token?: undefined }
  | { credentials?: undefined; token: CaptureToken }
);

/**
 * Stores what was read from a host and handed in: masked first, once, as one
 * event. Known workloads keep id, plan and history.
 *
 * @throws NotAllowedError where a token is of another server
 * @throws NotFoundError for a server of which no inventory tells
 * @throws ConflictError where the host was read later already
 */
export async function createCapture(
  estate: Estate,
  caller: CaptureCaller,
  handedIn: HandedInCapture,
): Promise<CaptureResponse> {
  const { auditor, clock, database } = estate;
  const { request, token } = caller;
  const { server } = handedIn;
  const meta = {
    server,
    files: handedIn.paths,
    ...(token && { tokenId: token.id }),
  };
  return audited(
    auditor,
    { eventId: 'capture-create', severityLevel: 'medium', request, meta },
    async () => {
      const actor = await assertMay(estate, caller, server);
      const now = clock.now();
      const at = instantOf(handedIn.capturedAt, now);
      const taken = await database.transaction(async tx => {
        await database.servers.lock(server, tx);
        if (token) await useToken(estate, token, now, tx);
        const known = await readKnownServer(database, server, tx);
        if (!known) throw noServer(server);
        const inventory = plainJson(handedIn.read(known, at));
        await assertMember(estate, inventory, tx);
        await assertNewest(estate, inventory, tx);
        await database.captures.add(
          {
            actor,
            takenAt: now.toISOString(),
            contentHash: contentHash(inventory),
            files: handedIn.masked(),
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
        await database.captures.forget(
          server,
          new Date(now.getTime() - estate.capturesFreshnessMs).toISOString(),
          tx,
        );
        const workloads = await database.workloads.ofServers([server], tx);
        return { known, inventory, imported, workloads };
      });
      await assessChanged(estate, taken.imported?.workloadIds ?? [], now);
      const before = new Set(taken.known.workloads.map(({ id }) => id));
      const lines = linesOf(
        taken.inventory,
        taken.workloads,
        taken.imported?.locationOf,
      );
      const readable = await readableIds(estate, caller, [
        ...new Set(lines.map(({ id }) => id)),
      ]);
      const known = lines.filter(({ id }) => before.has(id));
      return {
        server,
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

/** @returns how the caller is called in the history */
async function assertMay(
  { access }: Estate,
  { credentials, token }: CaptureCaller,
  server: EntityRef,
): Promise<string> {
  if (!token) {
    await access.assertMayGenerally(credentials, captureCreatePermission);
    return actorOf(credentials);
  }
  if (token.server !== server) {
    throw new NotAllowedError(
      `The capture is of ${server}, and the token ${token.id} is for captures of ${token.server} alone. Name the server as the portal does (-n of the script), or issue a token for it.`,
    );
  }
  return `capture-token:${token.id}`;
}

/** A body takes its time: the token may have been revoked meanwhile. */
async function useToken(
  { database }: Estate,
  { id }: CaptureToken,
  now: Date,
  tx: Knex.Transaction,
): Promise<void> {
  if (await database.captureTokens.use(id, now.toISOString(), tx)) return;
  throw new AuthenticationError(`The capture token ${id} was revoked`);
}

/** A token opens nothing to read. */
async function readableIds(
  { access }: Estate,
  { credentials, token }: CaptureCaller,
  ids: readonly string[],
): Promise<Set<string>> {
  return token ? new Set() : access.readableIds(credentials, ids);
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
