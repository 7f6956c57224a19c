import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { test } from 'node:test';
import { Protection } from '../worker/protection.mjs';

/** The agent of ECS as a task sees it. */
async function agent(t, answer = ({ ProtectionEnabled }) => ({ protection: { ProtectionEnabled } })) {
  const calls = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    calls.push({ method: request.method, url: request.url, ...JSON.parse(body) });
    response.end(JSON.stringify(answer(calls.at(-1))));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const told = [];
  let now = 0;
  const protection = new Protection({
    agentUri: `http://127.0.0.1:${server.address().port}`,
    minutes: 120,
    log: (event, fields) => told.push({ event, ...fields }),
    now: () => now,
  });
  return { calls, told, protection, pass: ms => (now += ms) };
}

test('a task is protected from its first message until nothing comes', async t => {
  const { calls, protection } = await agent(t);
  await protection.hold();
  await protection.hold();
  await protection.letGo();
  await protection.letGo();
  assert.deepEqual(calls, [
    { method: 'PUT', url: '/task-protection/v1/state', ProtectionEnabled: true, ExpiresInMinutes: 120 },
  ]);
  await protection.idle();
  assert.deepEqual(calls.at(-1), { method: 'PUT', url: '/task-protection/v1/state', ProtectionEnabled: false });
});

test('it stays while one of several messages is worked on', async t => {
  const { calls, protection } = await agent(t);
  await protection.hold();
  await protection.hold();
  await protection.letGo();
  await protection.idle();
  assert.equal(calls.length, 1);
});

test('a task that is never idle lets go between two messages, once a minute', async t => {
  const { calls, protection, pass } = await agent(t);
  await protection.hold();
  pass(61_000);
  await protection.letGo();
  assert.equal(calls.at(-1).ProtectionEnabled, false);
});

test('it is renewed before it ends', async t => {
  const { calls, protection, pass } = await agent(t);
  await protection.hold();
  pass(6 * 60_000);
  await protection.hold();
  assert.equal(calls.filter(({ ProtectionEnabled }) => ProtectionEnabled).length, 2);
});

test('a refusal is told, and the work goes on', async t => {
  const { told, protection } = await agent(t, () => ({ failure: { Reason: 'DEPLOYMENT_BLOCKED' } }));
  await protection.hold();
  await protection.letGo();
  assert.equal(told[0].error, 'DEPLOYMENT_BLOCKED');
});

test('without an agent nothing is asked', async () => {
  const told = [];
  const protection = new Protection({ agentUri: undefined, minutes: 120, log: event => told.push(event) });
  await protection.hold();
  await protection.idle();
  assert.deepEqual(told, []);
});
