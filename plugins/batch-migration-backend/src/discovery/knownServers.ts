import type { KnownServers } from 'backstage-plugin-batch-migration-node';
import { describeKnownServer, knownPaths } from '../inventory/knownServer';
import { readKnownServer } from '../operations/knownServer';
import type { BatchMigrationDatabase } from '../stores';
import { groupBy } from '../stores/rows';

/** What the database has of servers now, for sources that ask. */
export function knownServers(database: BatchMigrationDatabase): KnownServers {
  return {
    async list() {
      const servers = await database.servers.list();
      const roles = await database.servers.roles();
      const rolesOf = groupBy(
        roles.flatMap(role =>
          role.serverRefs.map(serverRef => ({ role, serverRef })),
        ),
        ({ serverRef }) => serverRef,
      );
      return new Map(
        servers.map(server => [
          server.ref,
          {
            server,
            roles: (rolesOf.get(server.ref) ?? []).map(({ role }) => role),
          },
        ]),
      );
    },
    async filesOf(serverRef) {
      const known = await readKnownServer(database, serverRef);
      if (!known) return null;
      return {
        description: describeKnownServer(known),
        knownPaths: knownPaths(known),
      };
    },
  };
}
