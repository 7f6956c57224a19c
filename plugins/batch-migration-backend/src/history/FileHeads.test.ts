import { mockServices } from '@backstage/backend-test-utils';
import {
  appendFile,
  chmod,
  mkdir,
  readFile,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { FileHeads } from './FileHeads';
import { AT, temporaryFolder } from './testHistory';

const head = (sequence: number) => ({
  sequence,
  count: sequence,
  hash: 'a'.repeat(64),
  at: AT,
});

describe('FileHeads', () => {
  const folder = temporaryFolder();
  const logger = mockServices.logger.mock();
  let path: string;
  const file = () => new FileHeads({ path, everyMs: 1, logger });
  let n = 0;

  beforeEach(() => {
    n += 1;
    path = join(folder.path(), `heads-${n}.jsonl`);
    jest.clearAllMocks();
  });

  it('appends a line for its owner alone', async () => {
    expect(await file().newest()).toBeNull();
    await file().publish(head(1));
    await file().publish(head(2));
    expect(await readFile(path, 'utf8')).toBe(
      [1, 2].map(one => `${JSON.stringify(head(one))}\n`).join(''),
    );
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await file().newest()).toEqual(head(2));
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('goes on behind a line that was broken off', async () => {
    await file().publish(head(1));
    await appendFile(path, '{"sequence":2,"cou');
    expect(await file().newest()).toEqual(head(1));
    await file().publish(head(3));
    expect(await file().newest()).toEqual(head(3));
    expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(4);
  });

  it('finds the newest of many', async () => {
    const line = `${JSON.stringify(head(7))}\n`;
    await writeFile(path, line.repeat(500));
    await file().publish(head(8));
    expect(await file().newest()).toEqual(head(8));
  });

  it('warns once where others may write the file', async () => {
    await writeFile(path, '');
    await chmod(path, 0o666);
    const heads = file();
    await heads.publish(head(1));
    await heads.publish(head(2));
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn.mock.calls[0][0]).toContain('chmod 600');
  });

  it('follows no symbolic link', async () => {
    const target = `${path}-target`;
    await writeFile(target, '');
    await symlink(target, path);
    await expect(file().publish(head(1))).rejects.toThrow('symbolic link');
    expect(await readFile(target, 'utf8')).toBe('');
  });

  it('says what it cannot write to', async () => {
    await mkdir(path);
    await expect(file().publish(head(1))).rejects.toThrow(path);
    path = join(folder.path(), 'nowhere', 'heads.jsonl');
    await expect(file().publish(head(1))).rejects.toThrow(path);
  });
});
