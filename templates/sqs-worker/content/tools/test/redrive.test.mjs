import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { test } from 'node:test';
import { SQSClient } from '@aws-sdk/client-sqs';
import { deadLettersOf, redrive } from '../redrive.mjs';

const CONFIG = { name: 'news' };
const WORKERS = {
  workers: [
    { name: 'mail', queue: { kind: 'new' } },
    { name: 'orders', queue: { kind: 'existing', name: 'o', deadLetters: 'o-dead' } },
    { name: 'old', queue: { kind: 'existing', name: 'x' } },
  ],
};

/** The calls of SQS that the script makes, answered from a table. */
async function sqs(t, answers) {
  const calls = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const action = request.headers['x-amz-target'].split('.')[1];
    calls.push({ action, ...JSON.parse(body) });
    response.setHeader('Content-Type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify(answers[action] ?? {}));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new SQSClient({
    endpoint: `http://127.0.0.1:${server.address().port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    useQueueUrlAsEndpoint: false,
  });
  t.after(() => {
    client.destroy();
    server.close();
  });
  return { calls, client };
}

const FULL = {
  GetQueueUrl: { QueueUrl: 'http://queue/1/news-mail-dlq' },
  GetQueueAttributes: { Attributes: { QueueArn: 'arn:aws:sqs:us-east-1:1:news-mail-dlq', ApproximateNumberOfMessages: '3' } },
};

test('a worker is known by its name in workers.yaml', () => {
  assert.equal(deadLettersOf('mail', WORKERS, CONFIG), 'news-mail-dlq');
  assert.equal(deadLettersOf('orders', WORKERS, CONFIG), 'o-dead');
  assert.throws(() => deadLettersOf('old', WORKERS, CONFIG), /names no queue for the dead letters of old/);
  assert.throws(() => deadLettersOf('nobody', WORKERS, CONFIG), /there are: mail, orders, old/);
});

test('the dead letters go back at the rate that was asked for', async t => {
  const { calls, client } = await sqs(t, FULL);
  const lines = await redrive({ queueName: 'news-mail-dlq', action: 'start', rate: 10, client });
  assert.deepEqual(calls.at(-1), {
    action: 'StartMessageMoveTask',
    SourceArn: 'arn:aws:sqs:us-east-1:1:news-mail-dlq',
    MaxNumberOfMessagesPerSecond: 10,
  });
  assert.match(lines[0], /About 3 messages/);
});

test('an empty queue starts nothing', async t => {
  const empty = { ...FULL, GetQueueAttributes: { Attributes: { QueueArn: 'a', ApproximateNumberOfMessages: '0' } } };
  const { calls, client } = await sqs(t, empty);
  assert.match((await redrive({ queueName: 'q', action: 'start', client }))[0], /is empty/);
  assert.ok(!calls.some(({ action }) => action === 'StartMessageMoveTask'));
});

test('what runs is told and can be stopped', async t => {
  const running = { Status: 'RUNNING', TaskHandle: 'handle', ApproximateNumberOfMessagesMoved: 2, ApproximateNumberOfMessagesToMove: 3 };
  const { calls, client } = await sqs(t, { ...FULL, ListMessageMoveTasks: { Results: [running] } });
  assert.deepEqual(await redrive({ queueName: 'q', action: 'status', client }), ['RUNNING: 2 of 3 messages']);
  await redrive({ queueName: 'q', action: 'cancel', client });
  assert.deepEqual(calls.at(-1), { action: 'CancelMessageMoveTask', TaskHandle: 'handle' });
});
