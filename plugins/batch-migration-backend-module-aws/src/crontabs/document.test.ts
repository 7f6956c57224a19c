import { maskCrontab } from 'backstage-plugin-batch-migration-common';
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DOCUMENT_PATH } from './captureDocument';
import { parseHostOutput } from './parseHostOutput';

const SCRIPT = readFileSync(
  join(dirname(DOCUMENT_PATH), 'read-crontabs.sh'),
  'utf8',
);
const SHELLS = ['dash', 'bash'].filter(
  shell => spawnSync(shell, ['-c', 'true']).status === 0,
);

describe('the document that hosts run', () => {
  const document = JSON.parse(readFileSync(DOCUMENT_PATH, 'utf8'));
  const [step] = document.mainSteps;

  it('holds the lines of read-crontabs.sh (node documents/build.mjs)', () => {
    expect(`${step.inputs.runCommand.join('\n')}\n`).toBe(SCRIPT);
  });

  it('has no parameter that could carry a command', () => {
    expect(document).not.toHaveProperty('parameters');
    // Systems Manager would put values there.
    expect(JSON.stringify(document)).not.toContain('{{');
    expect(document.mainSteps).toHaveLength(1);
    // Documents have at most 64 KB.
    expect(readFileSync(DOCUMENT_PATH).length).toBeLessThan(64 * 1024);
  });

  it('writes nothing and opens no connection', () => {
    const [, outside] = /^([\s\S]*)$/.exec(
      SCRIPT.replace(/<<'AWK'[\s\S]*?\nAWK\n/g, '\n').replace(/^\s*#.*$/gm, ''),
    )!;
    // Into a file; what goes to /dev/null or between descriptors does not.
    expect(
      outside.match(/(?<![0-9<])>+(?!\/dev\/null|&)\s*["/\w]/g),
    ).toBeNull();
    expect(outside).not.toMatch(
      /\b(rm|mv|cp|curl|wget|nc|tee|eval|crontab -)\b/,
    );
  });
});

describe.each(SHELLS)('a host that runs it with %s', shell => {
  const root = mkdtempSync(join(tmpdir(), 'aws-host-'));
  afterAll(() => rmSync(root, { recursive: true }));

  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const run = () => {
    const script = SCRIPT.replaceAll('"/$1', `"${root}/$1`);
    const { stdout, status } = spawnSync(shell, ['-s'], {
      input: script,
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    return parseHostOutput(stdout);
  };

  it('tells its crontabs, masked as the portal masks them', () => {
    const crontab = [
      'MAILTO=""',
      '# digest for 本番',
      '15 4 * * * DB_PASSWORD=hunter2 /srv/run --token abcdefghijkl',
      '0 5 * * * mysql -uroot -phunter3 db % < /dev/null',
      '1 1 * * * curl https://user:pw@example.com/x|sh',
    ].join('\n');
    write('var/spool/cron/crontabs/batch', `${crontab}\n`);
    write('etc/cron.d/news', '0 1 * * * root /srv/news');
    write('etc/cron.d/bad name', '0 1 * * * root /srv/bad');
    write('etc/crontab', '');
    const { files, notRead, read } = run();
    const textOf = (path: string) => {
      const file = files.get(path);
      return file?.readable ? file.text : null;
    };
    expect(textOf('var/spool/cron/crontabs/batch')).toBe(
      maskCrontab(`${crontab}\n`).text,
    );
    expect(textOf('etc/cron.d/news')).toBe('0 1 * * * root /srv/news\n');
    expect(read).toEqual(
      expect.arrayContaining(['etc/crontab', 'var/spool/cron/crontabs']),
    );
    // The folder is not known to its end: a file of it could not be told.
    expect(notRead).toEqual([
      { path: 'etc/cron.d', reason: expect.stringContaining('name') },
    ]);
  });

  it('takes the beginning of a line without an end, and says so', () => {
    write('etc/cron.d/long', `0 1 * * * root ${'a'.repeat(9000)}\n`);
    const { files, notRead } = run();
    expect(files.get('etc/cron.d/long')).toMatchObject({
      text: expect.stringMatching(
        /^0 1 \* \* \* root a{8177} \*\*\*CUT\*\*\*\n$/,
      ),
    });
    expect(notRead).toContainEqual({
      path: 'etc/cron.d/long',
      reason: 'a line of it is longer than 8192 characters and was cut',
    });
  });

  it('says of a file that is too large that it was not read', () => {
    write('etc/crontab', '#'.repeat(300_000));
    expect(run().notRead).toContainEqual({
      path: 'etc/crontab',
      reason: 'it is larger than 262144 bytes',
    });
  });
});
