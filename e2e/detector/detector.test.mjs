/** The detector of `audited-bastion`: its own tests, and `npm run bench:detector`. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { root } from '../../scripts/toolchain.mjs';

const content = path.join(root, 'templates/audited-bastion/content');
const folder = mkdtempSync(path.join(tmpdir(), 'batch-migration-detector-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function node(args, cwd = root) {
  return new Promise(resolve => {
    execFile(
      process.execPath,
      args,
      {
        cwd,
        maxBuffer: 50_000_000,
        // A runner inside a runner would report to that one.
        env: { ...process.env, NODE_TEST_CONTEXT: undefined },
      },
      (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

const bench = (...args) => node(['scripts/bench-detector.mjs', ...args]);

function file(name, text) {
  const place = path.join(folder, name);
  writeFileSync(place, text);
  return place;
}

describe('the detector', { timeout: 180_000 }, () => {
  it('passes the tests of its repository', async () => {
    const { code, stdout } = await node(
      ['--test', '--test-reporter=tap', 'detector/test/*.test.ts'],
      content,
    );
    assert.equal(code, 0, stdout.match(/^not ok.*$/gm)?.join('\n'));
    assert.match(stdout, /^# fail 0$/m);
  });

  it('finds all of its own table, with no false alarm', async () => {
    const { code, stdout } = await bench(
      path.join(content, 'detector/test/commands.jsonl'),
    );
    assert.equal(code, 0);
    assert.match(stdout, /^recall +(\d+) of \1 \(100\.0 %\)$/m);
    assert.match(stdout, /^false alarms +0 of \d+ \(0\.0 %\)$/m);
  });
});

describe('npm run bench:detector', { timeout: 60_000 }, () => {
  const rows = [
    { tool: 'shell', command: 'rm -rf /', expect: 'dangerous' },
    { tool: 'shell', command: 'ls, "quoted"\nls', expect: 'dangerous' },
    { tool: 'sql', command: 'DELETE FROM users', expect: 'harmless' },
    { tool: 'psql', command: 'SELECT 1', expect: 'harmless' },
  ];
  const quoted = text => `"${text.replaceAll('"', '""')}"`;
  const forms = {
    'commands.jsonl': rows.map(row => JSON.stringify(row)).join('\n'),
    'commands.json': JSON.stringify(rows),
    'commands.csv': `tool,command,expect\r\n${rows
      .map(({ tool, command, expect }) =>
        [tool, quoted(command), expect].join(','),
      )
      .join('\r\n')}\r\n`,
  };

  for (const [name, text] of Object.entries(forms)) {
    it(`reads ${name}, and lists what was missed and what was no danger`, async () => {
      const { code, stdout } = await bench(file(name, text));
      assert.equal(code, 0);
      assert.match(stdout, /^MISSED +line \d \(shell\): ls, "quoted"/m);
      assert.match(
        stdout,
        /^FALSE ALARM +line \d \(sql\): DELETE FROM users {2}<- write-without-where$/m,
      );
      assert.match(stdout, /^recall +1 of 2 \(50\.0 %\)$/m);
      assert.match(stdout, /^false alarms +1 of 2 \(50\.0 %\)$/m);
      assert.match(stdout, /^shell +2 +1 +0 +0$/m);
      assert.match(stdout, /^speed +4 commands in \d+ ms, \d+ a second$/m);
    });
  }

  it('judges by the rules that are named', async () => {
    const rules = readFileSync(path.join(content, 'rules.yaml'), 'utf8');
    const commands = file(
      'bucket.jsonl',
      JSON.stringify({
        tool: 'shell',
        command: 'aws s3 cp /tmp/a s3://ours/',
        expect: 'harmless',
      }),
    );
    const own = file(
      'rules.yaml',
      rules.replace('allowedBuckets: []', 'allowedBuckets: [ours]'),
    );
    assert.match((await bench(commands)).stdout, /^false alarms +1 of 1/m);
    assert.match(
      (await bench(commands, '--rules', own)).stdout,
      /^false alarms +0 of 1/m,
    );
  });

  it('names a line that it cannot read, and goes on', async () => {
    const { code, stdout } = await bench(
      file(
        'broken.jsonl',
        `${JSON.stringify(
          rows[0],
        )}\n{"tool":"cobol","command":"x","expect":"harmless"}\n{oops\n`,
      ),
    );
    assert.equal(code, 0);
    assert.match(stdout, /^NOT READ +line 2: tool "cobol" is none of shell, /m);
    assert.match(stdout, /^NOT READ +line 3: /m);
    assert.match(stdout, /^recall +1 of 1/m);
  });

  for (const [name, args, message] of [
    ['no file', [], /^Name one file: /],
    ['a file that is not there', ['nothing.jsonl'], /cannot be read: ENOENT/],
    ['a file without commands', [file('empty.jsonl', '\n')], /no command/],
    [
      'rules that are wrong',
      [
        file('one.jsonl', JSON.stringify(rows[0])),
        '--rules',
        file('wrong.yaml', 'rules: {}'),
      ],
      /line 1: rules\.grant is missing/,
    ],
  ]) {
    it(`ends with 1 and a sentence on ${name}`, async () => {
      const { code, stderr } = await bench(...args);
      assert.equal(code, 1);
      assert.match(stderr, message);
    });
  }
});
