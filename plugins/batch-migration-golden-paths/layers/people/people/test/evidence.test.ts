import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { promisify } from 'node:util';
import { dynamoTable } from '../aws/dynamoTable';
import { EvidenceDiffers, s3EvidenceReader, s3LockedObjects } from '../evidence/lockedObjects';
import { manifestKey, manifestText, type NewEvidence } from '../evidence/manifest';
import { EvidenceStore } from '../evidence/store';
import { verifyAll, verifyManifest } from '../evidence/verify';
import { FakeDynamo } from './fake-dynamo';
import { FakeObjects } from './fake-objects';

let now = new Date('2026-11-22T03:00:00Z');
let dynamo: FakeDynamo;
let bucket: FakeObjects;

beforeEach(() => {
  now = new Date('2026-11-22T03:00:00Z');
  dynamo = new FakeDynamo();
  bucket = new FakeObjects();
});

const clock = () => now;
const store = () =>
  new EvidenceStore({
    objects: s3LockedObjects(bucket.client, { bucket: 'evidence', lock: { mode: 'COMPLIANCE', days: 400 }, clock }),
    table: dynamoTable(dynamo.client, 'requests'),
    clock,
  });
const read = (key: string) => s3EvidenceReader(bucket.client, 'evidence').read(key);
const evidence = (id: string, log = 'done\n'): NewEvidence => ({
  kind: 'patch',
  id,
  who: { operator: 'U0OPERATOR', approver: 'U0OFFICER0' },
  what: { exit: 0 },
  lastEvent: { sequence: 4, hash: 'e'.repeat(64) },
  files: [
    { name: 'log.txt', content: Buffer.from(log) },
    { name: 'counts.json', content: Buffer.from('{"orders":3}') },
  ],
});
const differences = async () => (await verifyAll(read, now)).differences.map(({ key, what }) => `${key} ${what}`);

test('evidence is locked for as long as the configuration says', async () => {
  const { manifest } = await store().keep(evidence('r-1'));
  for (const key of [manifestKey(1), ...manifest.files.map(file => file.key)]) {
    const kept = bucket.objects.get(key)!;
    assert.equal(kept.ObjectLockMode, 'COMPLIANCE');
    assert.equal(kept.ObjectLockRetainUntilDate.toISOString(), '2027-12-27T03:00:00.000Z');
  }
});

test('every manifest holds the hash of the one before it', async () => {
  const first = await store().keep(evidence('r-1'));
  const second = await store().keep(evidence('r-2'));
  assert.equal(first.manifest.previous, null);
  assert.deepEqual(second.manifest.previous, first.link);
  assert.deepEqual(await verifyAll(read, now, second.link.sha256), { manifests: 2, differences: [] });
  assert.deepEqual(await store().head(), { number: 2, ...second.link });
});

test('kept twice, it is one manifest', async () => {
  const one = await store().keep(evidence('r-1'));
  now = new Date(now.getTime() + 60_000);
  assert.deepEqual(await store().keep(evidence('r-1')), one);
  assert.equal(bucket.objects.size, 3);
});

test('two functions at once: two numbers, one chain', async () => {
  dynamo.beforeWrite = async () => void (await store().keep(evidence('r-2')));
  const { manifest } = await store().keep(evidence('r-1'));
  assert.equal(manifest.number, 2);
  assert.deepEqual(await differences(), []);
});

for (const how of ['the next evidence', 'the hourly repair']) {
  test(`a manifest that was numbered and not written is written by ${how}`, async () => {
    await store().keep(evidence('r-1'));
    const { objects } = bucket;
    const lost = objects.get(manifestKey(1));
    objects.delete(manifestKey(1));
    await (how === 'the hourly repair' ? store().repair() : store().keep(evidence('r-2')));
    assert.deepEqual(Buffer.from(objects.get(manifestKey(1))!.Body), Buffer.from(lost!.Body));
    assert.deepEqual(await differences(), []);
  });
}

test('S3 that cannot be reached is an error, and the second attempt goes on', async () => {
  bucket.outage = new Error('down');
  await assert.rejects(store().keep(evidence('r-1')), /down/);
  bucket.outage = undefined;
  await store().keep(evidence('r-1'));
  assert.deepEqual(await differences(), []);
});

test('another content in the place of evidence is refused', async () => {
  await store().keep(evidence('r-1'));
  const objects = s3LockedObjects(bucket.client, { bucket: 'evidence', lock: { mode: 'COMPLIANCE', days: 400 }, clock });
  await assert.rejects(objects.put(manifestKey(1), Buffer.from('other')), EvidenceDiffers);
});

for (const [what, change, expected] of [
  ['a log that was changed', (key: string) => (bucket.objects.get(key)!.Body = Buffer.from('fine\n')), /log\.txt has the SHA-256/],
  ['a log that was cut', (key: string) => (bucket.objects.get(key)!.Body = Buffer.from('d')), /log\.txt has 1 bytes, and had 5/],
  ['a log that is missing', (key: string) => bucket.objects.delete(key), /log\.txt is missing/],
  ['a lock that was taken off', (key: string) => (bucket.objects.get(key)!.ObjectLockRetainUntilDate = undefined as never), /log\.txt has no lock/],
] as Array<[string, (key: string) => unknown, RegExp]>) {
  test(`${what} is found`, async () => {
    const { manifest } = await store().keep(evidence('r-1'));
    change(manifest.files.find(({ name }) => name === 'log.txt')!.key);
    assert.match((await differences()).join('\n'), expected);
  });
}

test('a manifest that was written anew breaks the chain', async () => {
  const { manifest } = await store().keep(evidence('r-1'));
  await store().keep(evidence('r-2'));
  const forged = { ...manifest, who: { operator: 'U0OPERATOR', approver: 'U0CHIEF000' } };
  bucket.objects.get(manifestKey(1))!.Body = Buffer.from(manifestText(forged));
  assert.deepEqual(await differences(), [`${manifestKey(1)} is not the one that was there before`]);
});

test('manifests that are taken away at the end show against a hash that was noted', async () => {
  await store().keep(evidence('r-1'));
  const { link } = await store().keep(evidence('r-2'));
  bucket.objects.delete(link.key);
  assert.deepEqual(await differences(), []);
  const { differences: found } = await verifyAll(read, now, link.sha256);
  assert.deepEqual(found, [{ key: manifestKey(1), what: 'is not the newest one that was noted' }]);
});

for (const text of ['', '{}', 'null', '{"format":1}', '{"format":2,"files":[],"number":1}']) {
  test(`"${text}" is no manifest`, async () => {
    const found = await verifyManifest(async () => ({ content: Buffer.from(text) }), manifestKey(1), now);
    assert.deepEqual(found, [{ key: manifestKey(1), what: 'is no manifest' }]);
  });
}

test('files have names, not paths, and each its own', async () => {
  for (const name of ['../log', 'a/b', '', '.hidden']) {
    await assert.rejects(store().keep({ ...evidence('r-1'), files: [{ name, content: Buffer.from('') }] }), /cannot be called/);
  }
  const twice = [{ name: 'a', content: Buffer.from('1') }, { name: 'a', content: Buffer.from('2') }];
  await assert.rejects(store().keep({ ...evidence('r-1'), files: twice }), /one name/);
});

test('the command says what differs in a folder, and ends with 1', async () => {
  await store().keep(evidence('r-1'));
  const folder = await mkdtemp(join(tmpdir(), 'evidence-'));
  try {
    for (const [key, { Body }] of bucket.objects) {
      await mkdir(dirname(join(folder, key)), { recursive: true });
      await writeFile(join(folder, key), Body);
    }
    assert.deepEqual(await command('--folder', folder), { code: 0, out: '1 manifest, 0 differences\n' });
    const [log] = [...bucket.objects.keys()].filter(key => key.endsWith('log.txt'));
    await writeFile(join(folder, log), 'done!');
    const { code, out } = await command('--folder', folder, '--number', '1');
    assert.equal(code, 1);
    assert.match(out, /log\.txt has the SHA-256 [0-9a-f]{64}, and had [0-9a-f]{64}\n1 manifest, 1 differences\n$/);
    assert.equal((await command('--folder', tmpdir())).code, 2);
    assert.equal((await command()).code, 2);
  } finally {
    await rm(folder, { recursive: true });
  }
});

async function command(...args: string[]): Promise<{ code: number; out: string }> {
  const script = join(__dirname, '..', 'verify-evidence.ts');
  return promisify(execFile)(process.execPath, ['--import', 'tsx', script, ...args], { cwd: join(__dirname, '..', '..') }).then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    error => ({ code: error.code, out: error.stdout }),
  );
}
