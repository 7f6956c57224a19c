import type { KnownServers } from 'backstage-plugin-batch-migration-node';
import { describeKnownServer, knownPaths } from '../inventory/knownServer';
import { readKnownServer } from '../operations/knownServer';
import type { BatchMigrationDatabase } from '../stores';

/** What the database has of servers now, for sources that ask. */
export function knownServers(database: BatchMigrationDatabase): KnownServers {
  return {
    ofInstances: instances => database.servers.ofInstances(instances),
    async get(serverRef) {
      const known = await readKnownServer(database, serverRef);
      if (!known) return null;
      return {
        server: known.server,
        roles: known.roles,
        description: describeKnownServer(known),
        knownPaths: knownPaths(known),
        isGroup: (await database.members.list(serverRef)).length > 0,
      };
    },
  };
}
