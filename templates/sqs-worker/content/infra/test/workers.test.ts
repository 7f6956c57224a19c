import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseWorkers, WorkerFileError } from '../workers/read';

const WORKER = {
  name: 'mail',
  state: 'STOPPED',
  tasks: 'singleton',
  command: 'exec bin/work',
  queue: { kind: 'new' },
  maxProcessingSeconds: 60,
  repeatable: true,
};

const read = (worker: object, stack = 'news') => parseWorkers(JSON.stringify({ workers: [worker] }), stack);

test('what a worker leaves out has a safe default', () => {
  const [worker] = read(WORKER);
  assert.deepEqual(worker.queue, { kind: 'new', heartbeat: false, maxReceives: 5 });
  assert.equal(worker.typicalProcessingSeconds, 60);
  assert.equal(worker.messagesAtOnce, 1);
});

const REFUSED: Array<[string, object, RegExp]> = [
  ['a name in capitals', { name: 'Mail' }, /name must be 2 to 36/],
  ['another state', { state: 'ON' }, /RUNNING or STOPPED/],
  ['more tasks at least than at most', { tasks: { min: 3, max: 2 } }, /must not be more than max/],
  ['no tasks at all', { tasks: { min: 0, max: 0 } }, /from 1 to 1000/],
  ['two tasks where nothing says how many', { tasks: { min: 1, max: 2 }, queue: { kind: 'none' } }, /must be singleton/],
  ['an unknown kind of queue', { queue: { kind: 'kafka' } }, /new, existing or none/],
  ['the name of no queue', { queue: { kind: 'existing', name: 'a/b' } }, /name of a queue/],
  ['a key that is none', { queue: { kind: 'existing', name: 'a', keyArn: 'alias/x' } }, /ARN of a KMS key/],
  ['more receives than SQS takes', { queue: { kind: 'new', maxReceives: 1001 } }, /from 1 to 1000/],
  ['a message of more than 12 hours', { maxProcessingSeconds: 43_201 }, /from 1 to 43200/],
  ['a typical time above the longest', { typicalProcessingSeconds: 61 }, /at most maxProcessingSeconds/],
  ['more messages than one receive brings', { messagesAtOnce: 11 }, /from 1 to 10/],
  ['silence about repetition', { repeatable: undefined }, /repeatable must be true or false/],
  ['a long message that may not be cut off', { maxProcessingSeconds: 106, repeatable: false }, /at most 105.*terminationGracePeriodSeconds/],
  ['an empty command', { command: ' ' }, /must be text for the shell/],
  ['text that CloudFormation replaces', { command: 'echo {{resolve:ssm:x}}' }, /CloudFormation/],
  ['a field that is none', { memory: 512 }, /memory is no field/],
];
for (const [what, change, message] of REFUSED) {
  test(`${what} is refused`, () => {
    assert.throws(() => read({ ...WORKER, ...change }), message);
  });
}

test('a credential is never repeated by the message', () => {
  assert.throws(
    () => read({ ...WORKER, secrets: { TOKEN: 'hunter2' } }),
    (error: Error) => /secrets.TOKEN must be the ARN/.test(error.message) && !error.message.includes('hunter2'),
  );
});

test('a name that makes the queue too long for SQS is refused', () => {
  assert.throws(() => read({ ...WORKER, name: 'm'.repeat(36) }, 'n'.repeat(40)), /longer than 80/);
});

test('every problem is told at once, with its line', () => {
  const text = 'workers:\n  - name: Mail\n    state: ON\n    tasks: singleton\n';
  assert.throws(
    () => parseWorkers(text, 'news'),
    (error: WorkerFileError) => error.problems.some(p => p.startsWith('line 2: name')) && error.problems.some(p => p.startsWith('line 3: state')),
  );
});

test('two workers of one name are refused', () => {
  assert.throws(() => parseWorkers(JSON.stringify({ workers: [WORKER, WORKER] }), 'news'), /taken by an earlier worker/);
});
