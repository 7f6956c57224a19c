/** A server that nobody owns, for tests that ask whose it is. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const STRANGER = 'resource:default/stranger';

/** The team stands above one job, and an account nobody knows runs the other. */
const CRONTAB = `# stranger, user ops

# Digest of the morning, for the desk
# owner: News Platform
15 5 * * * /opt/stranger/digest.sh
40 5 * * * /opt/stranger/cleanup.sh
`;

/** Adds it to a copy of the estate: described without an owner, and captured. */
export function addStranger(estate) {
  const declared = path.join(estate, 'declared/stranger');
  const captured = path.join(estate, 'captured/stranger/20260212T012000Z');
  const crontabs = path.join(captured, 'var/spool/cron/crontabs');
  mkdirSync(declared, { recursive: true });
  mkdirSync(crontabs, { recursive: true });
  // JSON is YAML.
  writeFileSync(
    path.join(declared, 'server.yaml'),
    JSON.stringify({
      ref: STRANGER,
      title: 'stranger',
      timezone: 'Asia/Tokyo',
      cron: { flavour: 'debian', version: '3.0pl1-120ubuntu4' },
      facts: [{ name: 'os', value: 'Ubuntu 22.04 LTS', source: 'wiki' }],
      roles: [
        {
          name: 'scheduled-jobs',
          kind: 'scheduled',
          crontabs: ['user/ops'],
        },
      ],
    }),
  );
  writeFileSync(
    path.join(captured, 'capture.json'),
    JSON.stringify({
      host: 'stranger',
      capturedAt: '2026-02-12T10:20:00+09:00',
      cron: { flavour: 'debian', version: '3.0pl1-120ubuntu4', running: true },
      timezone: 'Asia/Tokyo',
      read: ['var/spool/cron'],
      notRead: [],
    }),
  );
  writeFileSync(path.join(crontabs, 'ops'), CRONTAB);
}
