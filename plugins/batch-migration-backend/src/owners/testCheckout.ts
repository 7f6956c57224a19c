// Only tests import this file, so it is no part of the package.
import { add, commit, init, remove } from 'isomorphic-git';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';

/** A real repository in a folder, with commits by anybody at any time. */
export async function checkoutIn(dir: string) {
  await init({ fs, dir, defaultBranch: 'main' });
  return {
    /** `null` removes a file. */
    async commit(
      files: Record<string, string | null>,
      by: { name: string; email?: string; day?: number },
    ): Promise<string> {
      for (const [filepath, text] of Object.entries(files)) {
        if (text === null) {
          fs.rmSync(join(dir, filepath));
          await remove({ fs, dir, filepath });
        } else {
          fs.mkdirSync(dirname(join(dir, filepath)), { recursive: true });
          fs.writeFileSync(join(dir, filepath), text);
        }
      }
      const written = Object.keys(files).filter(path => files[path] !== null);
      await add({ fs, dir, filepath: written });
      const { name, email = `${name}@example.com`, day = 1 } = by;
      const timestamp = Date.parse('2026-01-01T00:00:00Z') / 1000 + day * 86400;
      return commit({
        ...{ fs, dir, message: 'a change' },
        author: { name, email, timestamp, timezoneOffset: 0 },
      });
    },
  };
}
