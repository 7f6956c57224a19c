import { capturedInventory } from './capturedInventory';
import type { InventoryFile, InventoryFiles } from './files';
import { describeUnknownServer, parseServerYaml } from './serverYaml';

/** Files of a capture, for tests. */
export function filesOf(
  texts: Record<string, string | InventoryFile>,
): InventoryFiles {
  return new Map(
    Object.entries(texts).map(([path, file]) => [
      path,
      typeof file === 'string' ? { readable: true, text: file } : file,
    ]),
  );
}

/** Everything that a collector may say it read. */
export const ALL_READ = [
  ...['var/spool/cron', 'var/log', 'etc', 'config', 'tools'],
  ...['lib/systemd/system', 'usr/lib/systemd/system'],
  ...['ps.txt', 'modes.txt', 'last.txt', 'lastlog.txt', 'dpkg.txt', 'rpm.txt'],
  ...['systemctl-timers.txt', 'systemctl-unit-files.txt'],
  ...['systemctl-units.txt', 'supervisorctl.txt'],
];

export function captureJson(changes: object = {}): string {
  return JSON.stringify({
    host: 'bat000',
    capturedAt: '2026-02-12T10:20:00+09:00',
    cron: { flavour: 'debian', running: true },
    timezone: 'Asia/Tokyo',
    read: ALL_READ,
    ...changes,
  });
}

/** Reads a capture of the host `bat000`, for tests. */
export function readCapture(
  texts: Record<string, string | InventoryFile>,
  options: { knownPaths?: string[]; yaml?: string } = {},
) {
  return capturedInventory({
    description: options.yaml
      ? parseServerYaml(options.yaml, { folder: 'bat000' })
      : describeUnknownServer('bat000'),
    files: filesOf({ 'capture.json': captureJson(), ...texts }),
    knownPaths: options.knownPaths ?? [],
    timezone: 'UTC',
  });
}
