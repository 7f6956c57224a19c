import type { EntityRef } from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import type { KnownServer } from '../inventory';
import type { BatchMigrationDatabase } from '../stores';

/** A server with its roles and all workloads that its lines may be; `null` where no inventory tells of it. */
export async function readKnownServer(
  database: BatchMigrationDatabase,
  ref: EntityRef,
  tx?: Knex,
): Promise<KnownServer | null> {
  const server = await database.servers.get(ref, tx);
  if (!server) return null;
  const roles = await database.servers.roles({ serverRef: ref }, tx);
  // A job may be on several hosts of one role.
  const serverRefs = new Set([ref, ...roles.flatMap(role => role.serverRefs)]);
  const workloads = await database.workloads.ofServers([...serverRefs], tx);
  return { server, roles, workloads };
}
