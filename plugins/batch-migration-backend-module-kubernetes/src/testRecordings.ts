import { mkdtempSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ClusterReader } from './clusters';
import type { Cluster } from './config';

export const PRODUCTION: Cluster = {
  name: 'production',
  url: null,
  token: null,
  timezone: 'UTC',
  via: 'url',
  findTargets: [],
};

/**
 * A directory of recordings for one test file, and a reader that answers from it.
 *
 * @param more - of the cluster `production`
 */
export function testRecordings(more: Partial<Cluster> = {}) {
  const root = mkdtempSync(join(tmpdir(), 'batch-migration-kubernetes-'));
  return {
    reader: new ClusterReader(
      {
        recordings: root,
        clusters: [
          { ...PRODUCTION, ...more },
          { ...PRODUCTION, name: 'silent' },
        ],
      },
      {
        of: async ({ name }) => {
          throw new Error(`${name} is replayed and must not be asked`);
        },
      },
    ),
    /** @param file - `<cluster>/<namespace>/<resource>` */
    async record(file: string, items: object[], metadata: object = {}) {
      const path = join(root, `${file}.json`);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(
        path,
        JSON.stringify({ apiVersion: 'v1', kind: 'List', items, metadata }),
      );
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
