import { mkdtempSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AwsClients } from './clients';

export const PLACE = '111122223333/ap-northeast-1';

/** A directory of recordings for one test file, and clients that answer from it. */
export function testRecordings() {
  const root = mkdtempSync(join(tmpdir(), 'batch-migration-aws-'));
  return {
    root,
    clients: new AwsClients({ answers: { mode: 'replay', recordings: root } }),
    /** @param file - below account and region, without `.json` */
    async record(file: string, answer: object) {
      const path = join(root, PLACE, `${file}.json`);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, JSON.stringify(answer));
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
