import {
  capturedInventory,
  describeUnknownServer,
  type InventoryFile,
  type ServerInventory,
} from 'backstage-plugin-batch-migration-common';
import type { KnownFiles } from 'backstage-plugin-batch-migration-node';
import type { FoundServer } from '../inventory/servers';
import type { HostOutput } from './parseHostOutput';

/**
 * The inventory of what a host printed, as a capture of the same files would
 * have it.
 *
 * @param capturedAt - when the host was asked: its own clock may be wrong
 * @param members - instance ids of the group that the host is of; `null` where
 *   the server is one host
 */
export function hostReading(options: {
  server: FoundServer;
  known: KnownFiles | null;
  output: HostOutput;
  instanceId: string;
  members: string[] | null;
  capturedAt: string;
  timezone: string;
}): ServerInventory {
  const { server, known, output, members, capturedAt } = options;
  const record = {
    host: output.host,
    capturedAt,
    ...(members && { member: options.instanceId, members }),
    ...(output.cron && { cron: output.cron }),
    ...(output.timezone && { timezone: output.timezone }),
    read: output.read,
    notRead: output.notRead,
  };
  const files = new Map<string, InventoryFile>(output.files);
  files.set('capture.json', { readable: true, text: JSON.stringify(record) });
  const name = server.ref.slice(server.ref.indexOf('/') + 1);
  return capturedInventory({
    description: known?.description ?? describeUnknownServer(name),
    files,
    knownPaths: known?.knownPaths ?? [],
    timezone: options.timezone,
  });
}
