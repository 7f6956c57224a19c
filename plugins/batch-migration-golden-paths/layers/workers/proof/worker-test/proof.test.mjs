/** What the worker does with a real queue when something goes wrong. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startEmulator } from './emulator.mjs';
import { startLedger } from './ledger.mjs';
import { missing, startWorker } from './worker.mjs';

/** Generous: machines that run tests are busy. */
const LIMIT_MS = 240_000;
/** `WORKER_TEST_MESSAGES=10000 npm run test:worker` takes a minute or two. */
const MESSAGES = Number(process.env.WORKER_TEST_MESSAGES ?? 1_000);

async function eventually(what, check) {
  for (const end = Date.now() + LIMIT_MS; Date.now() < end; await pause(50)) {
    if (await check()) return;
  }
  assert.fail(`not within ${LIMIT_MS / 1000} s: ${what}`);
}

describe('the worker', { skip: missing, concurrency: 4, timeout: 4 * LIMIT_MS }, () => {
  let sqs;
  before(async () => (sqs = await startEmulator()));
  after(() => sqs?.close());

  /** A queue, a ledger, and workers that are gone after the test. */
  async function stage(t, name, options) {
    const queue = await sqs.createQueue(name, options);
    const ledger = await startLedger();
    const workers = [];
    t.after(async () => {
      await Promise.all(workers.map(worker => worker.stop()));
      await ledger.close();
    });
    const start = environment => {
      const worker = startWorker(queue, ledger, environment);
      workers.push(worker);
      return worker;
    };
    const isEmpty = async () => {
      const { waiting, inFlight } = await queue.count();
      return waiting + inFlight === 0;
    };
    return { queue, ledger, start, isEmpty };
  }

  it('does a message once and deletes it', async t => {
    const { queue, ledger, start, isEmpty } = await stage(t, 'one');
    start();
    await queue.send('a');
    await eventually('it is deleted', isEmpty);
    assert.deepEqual([...ledger.done.keys()], ['a']);
    assert.equal(ledger.began.length, 1);
  });

  it('loses nothing when it is killed in the middle', async t => {
    const { queue, ledger, start, isEmpty } = await stage(t, 'killed');
    const first = start({ VISIBILITY_SECONDS: '2', HEARTBEAT: 'true' });
    await queue.send('a', { milliseconds: 8_000 });
    await eventually('it has begun', () => ledger.began.length === 1);
    first.signal('SIGKILL');
    await first.exited;
    assert.equal(ledger.done.size, 0);
    start({ VISIBILITY_SECONDS: '30' });
    await eventually('another worker has done it', isEmpty);
    assert.deepEqual([...ledger.done.keys()], ['a']);
    assert.equal(ledger.began.length, 2);
  });

  it('finishes a short message when it is stopped, and takes no other', async t => {
    const { queue, ledger, start } = await stage(t, 'stopped');
    const worker = start({ STOP_TIMEOUT_SECONDS: '120' });
    await queue.send('a', { milliseconds: 5_000 });
    await eventually('it has begun', () => ledger.began.length === 1);
    worker.signal('SIGTERM');
    await queue.send('b');
    assert.deepEqual(await worker.exited, { code: 0, signal: null });
    assert.deepEqual([...ledger.done.keys()], ['a']);
    assert.deepEqual(await queue.count(), { waiting: 1, inFlight: 0 });
  });

  it('returns a long message when it is stopped, and is gone before ECS kills it', async t => {
    const { queue, ledger, start, isEmpty } = await stage(t, 'returned');
    const worker = start({ STOP_TIMEOUT_SECONDS: '17', VISIBILITY_SECONDS: '600', MAX_PROCESSING_SECONDS: '600' });
    await queue.send('a', { milliseconds: 600_000 });
    await eventually('it has begun', () => ledger.began.length === 1);
    const told = Date.now();
    worker.signal('SIGTERM');
    assert.deepEqual(await worker.exited, { code: 0, signal: null });
    assert.ok(Date.now() - told < 17_000, `it took ${Date.now() - told} ms`);
    // It waits for the next worker, which need not wait for ten minutes.
    assert.deepEqual(await queue.count(), { waiting: 1, inFlight: 0 });
    assert.equal(ledger.done.size, 0);
    assert.equal(await isEmpty(), false);
  });

  it('does a message that is sent twice only once', async t => {
    const { queue, ledger, start, isEmpty } = await stage(t, 'twice');
    await queue.send('a');
    await queue.send('a');
    start();
    await eventually('both are gone', isEmpty);
    assert.deepEqual([...ledger.done.keys()], ['a']);
    assert.deepEqual(ledger.repeated, ['a']);
  });

  it('does a message that is delivered while it is worked on only once', async t => {
    // No heartbeat, and a visibility shorter than the work: what must not be configured.
    const { queue, ledger, start, isEmpty } = await stage(t, 'again', { maxReceives: 100 });
    const first = start({ VISIBILITY_SECONDS: '1' });
    await queue.send('a', { milliseconds: 5_000 });
    await eventually('it has begun', () => ledger.began.length === 1);
    // It stands still for as long as the other one needs to get the same message.
    first.signal('SIGSTOP');
    start({ VISIBILITY_SECONDS: '30' });
    await eventually('it was begun twice', () => ledger.began.length === 2);
    first.signal('SIGCONT');
    await eventually('it is gone', isEmpty);
    await eventually('both have written', () => ledger.repeated.length === 1);
    assert.deepEqual([...ledger.done.keys()], ['a']);
  });

  it('keeps a long message to itself by its heartbeat', async t => {
    const { queue, ledger, start, isEmpty } = await stage(t, 'heartbeat');
    start({ VISIBILITY_SECONDS: '10', HEARTBEAT: 'true' });
    start({ VISIBILITY_SECONDS: '10', HEARTBEAT: 'true' });
    await queue.send('a', { milliseconds: 14_000 });
    await eventually('it is gone', isEmpty);
    assert.equal(ledger.began.length, 1);
    assert.equal(ledger.done.size, 1);
  });

  it('gives up on a message that always fails, and does the others meanwhile', async t => {
    const { queue, ledger, start, isEmpty } = await stage(t, 'poison', { maxReceives: 3 });
    start();
    await queue.send('bad', { poison: true });
    await queue.sendAll(['a', 'b', 'c']);
    await eventually('the queue is empty', isEmpty);
    await eventually('it is a dead letter', async () => (await queue.count(queue.deadLetters)).waiting === 1);
    assert.deepEqual([...ledger.done.keys()].sort(), ['a', 'b', 'c']);
    assert.equal(ledger.began.filter(({ key }) => key === 'bad').length, 3);
  });

  it(`does ${MESSAGES} messages, each once, while workers are killed and stopped`, async t => {
    const { queue, ledger, start, isEmpty } = await stage(t, 'many', { maxReceives: 10 });
    const keys = Array.from({ length: MESSAGES }, (_, index) => `key-${index}`);
    const settings = { MESSAGES_AT_ONCE: '10', VISIBILITY_SECONDS: '15', HEARTBEAT: 'true' };
    const [killed, stopped] = [start(settings), start(settings)];
    start(settings);
    const sending = queue.sendAll(keys);
    await eventually('some are done', () => ledger.done.size > MESSAGES / 20);
    killed.signal('SIGKILL');
    await eventually('more are done', () => ledger.done.size > MESSAGES / 5);
    stopped.signal('SIGTERM');
    assert.deepEqual(await stopped.exited, { code: 0, signal: null });
    start(settings);
    // Some are sent a second time, as a sender does that got no answer.
    await queue.sendAll(keys.slice(0, 100));
    await sending;
    await eventually('all are done', () => ledger.done.size === keys.length);
    await eventually('none is left', isEmpty);
    assert.deepEqual([...ledger.done.keys()].sort(), [...keys].sort());
    assert.deepEqual(await queue.count(queue.deadLetters), { waiting: 0, inFlight: 0 });
    assert.ok(ledger.repeated.length >= 100, 'the second sending was recognized');
  });
});
