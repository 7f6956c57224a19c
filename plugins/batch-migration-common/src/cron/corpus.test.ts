import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '../../../..');
const HEAD =
  'file\tkind\tactive_jobs\tenv_assignments\tcommented_out_jobs\tdebian_cron_3.0pl1-162_verdict';

describe('the corpus report', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'corpus-'));
    mkdirSync(path.join(folder, 'files'));
    writeFileSync(path.join(folder, 'KEYS.json'), '{"_about": {}}');
    writeFileSync(
      path.join(folder, 'files/one'),
      'A=b\n#5 4 * * * /bin/old\n1 2 * * * /bin/true\n',
    );
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const report = () =>
    spawnSync(
      process.execPath,
      [
        '--require',
        path.join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
        path.join(root, 'scripts/corpus/compare.mjs'),
        folder,
      ],
      { encoding: 'utf8' },
    );

  it.each([
    ['agrees', 'one\tuser-crontab\t1\t1\t1\tok', 0, '0 unexplained'],
    [
      'names a difference',
      'one\tuser-crontab\t2\t1\t1\tok',
      1,
      'UNEXPLAINED  jobs: read 1, index 2',
    ],
  ])('%s', (_, row, status, line) => {
    writeFileSync(path.join(folder, 'INDEX.tsv'), `${HEAD}\r\n${row}\r\n`);
    const result = report();
    expect(result.stdout).toContain(line);
    expect(result.status).toBe(status);
  });

  it.each([
    ['one job', '1', 0, 'starts report@%i.service'],
    ['its triggers', '2', 0, 'explained    jobs: read 1, index 2'],
    ['something else', '3', 1, 'UNEXPLAINED  jobs: read 1, index 3'],
  ])('reads a timer where the index counts %s', (_, jobs, status, line) => {
    const file = 'owner__repository__report@.timer';
    rmSync(path.join(folder, 'files/one'));
    writeFileSync(
      path.join(folder, 'files', file),
      '[Timer]\nOnCalendar=daily\nOnBootSec=5min\n',
    );
    writeFileSync(
      path.join(folder, 'INDEX.tsv'),
      `${HEAD}\n${file}\tsystemd-timer\t${jobs}\t0\t0\tn/a\n`,
    );
    const result = report();
    expect(result.stdout).toContain(line);
    expect(result.status).toBe(status);
  });

  it('says what a folder of another form lacks', () => {
    const result = report();
    expect(result.stderr).toContain('INDEX.tsv is missing');
    expect(result.status).toBe(1);
  });
});
