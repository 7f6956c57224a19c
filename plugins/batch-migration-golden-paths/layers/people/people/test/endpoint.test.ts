import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { ACTIONS } from '../approval/messages';
import { sign } from '../slack/signature';
import { INVOLVED, SESSION, SIGNING_SECRET, World } from './world';

let world: World;

beforeEach(async () => {
  world = await new World().start();
});
afterEach(() => world.stop());

async function asked() {
  await world.approvals.ask({ id: 'session-1', subject: SESSION, involved: { ...INVOLVED, author: null }, validHours: null });
  await world.settle();
  return world.firstMessage('session-1');
}

test('the signature is that of the example in Slack’s documentation', () => {
  const body =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
  assert.equal(
    sign(body, '1531420618', '8f742231b10e8888abcd99yyyzzz85a5'),
    'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  );
});

test('nothing is signed with an empty secret', () => {
  assert.throws(() => sign('{}', '1', ''), /empty/);
});

test('the challenge of a new address is answered', async () => {
  const { status, answer } = await world.slack.send(JSON.stringify({ type: 'url_verification', challenge: 'abc123', token: 'deprecated' }));
  assert.deepEqual([status, answer], [200, 'abc123']);
});

test('a retry of Slack is one act, also when the first answer was late', async () => {
  const message = await asked();
  world.endpointIsLate = true;
  const sent = await world.slack.replies('U0OFFICER0', message, 'approve');
  assert.equal(sent.attempts, 4);
  world.endpointIsLate = false;
  await world.settle();
  assert.deepEqual(world.results.map(({ outcome }) => outcome), ['approved']);
});

test('a retry is taken where the first could not be queued', async () => {
  const message = await asked();
  world.acts.outage = new Error('down');
  const sent = await world.slack.replies('U0OFFICER0', message, 'approve');
  assert.deepEqual([sent.status, sent.attempts], [503, 4]);
  world.acts.outage = undefined;
  world.pass({ hours: 1 });
  assert.equal((await world.slack.send(sent.body)).status, 200);
  await world.settle();
  assert.deepEqual(world.results.map(({ outcome }) => outcome), ['approved']);
});

test('a function that died between claim and queue is made good by the next retry', async () => {
  const message = await asked();
  const id = `slack#message:${message.channel}:`;
  const sent = await world.slack.replies('U0OFFICER0', message, 'hello');
  world.acts.messages.length = 0;
  // As the claim was before the queue took the act.
  const [key] = [...world.dynamo.items.keys()].filter(each => each.includes(id));
  const item = world.dynamo.items.get(key)!;
  world.dynamo.items.set(key, { ...item, done: { S: 'no' }, leaseUntil: { N: String(world.now.getTime() / 1000 + 15) } });
  assert.equal((await world.slack.send(sent.body)).status, 503, 'while somebody may still be at it');
  world.pass({ minutes: 6 });
  assert.equal((await world.slack.send(sent.body)).status, 200);
  assert.equal(world.acts.messages.length, 1);
});

test('the same message after two weeks’ worth of retries is still known', async () => {
  const message = await asked();
  const sent = await world.slack.replies('U0OFFICER0', message, 'approve');
  const [claim] = [...world.dynamo.items.values()].filter(({ pk }) => pk.S!.startsWith('claim#slack#'));
  assert.ok(Number(claim.expiresAt.N) - world.now.getTime() / 1000 > 86_400, 'longer than Slack sends delayed events again');
  world.pass({ hours: 24 });
  await world.slack.send(sent.body);
  assert.equal(world.acts.messages.length, 1);
});

for (const [what, body] of [
  ['no JSON', '{'],
  ['an event without a type', JSON.stringify({ type: 'event_callback', event: {} })],
  ['an event that is a list', JSON.stringify({ type: 'event_callback', event: [] })],
  ['an event that nobody asked for', JSON.stringify({ type: 'event_callback', team_id: 'T1', event: { type: 'reaction_added' } })],
  ['a message without a user', JSON.stringify({ type: 'event_callback', team_id: 'T1', event: { type: 'message', channel: 'C1', ts: '1.1', thread_ts: '1.0' } })],
  ['a payload that is a number', 'payload=1'],
  ['a shortcut', `payload=${encodeURIComponent(JSON.stringify({ type: 'shortcut', user: { id: 'U1', team_id: 'T1' } }))}`],
  ['two actions at once', `payload=${encodeURIComponent(JSON.stringify({ type: 'block_actions', user: { id: 'U1', team_id: 'T1' }, actions: [{}, {}] }))}`],
  ['fields of the prototype', '{"type":"event_callback","team_id":"T1","event":{"type":"message","channel":"C1","ts":"1.1","thread_ts":"1.0","__proto__":{"user":"U1"}}}'],
  ['an empty form', 'a=b'],
  ['nothing', ''],
]) {
  test(`${what} is told in the log, and not sent again`, async () => {
    const { status, attempts } = await world.slack.send(body);
    assert.deepEqual([status, attempts], [200, 1]);
    assert.equal(world.logged.filter(({ event }) => event === 'slack-unknown').length, 1);
    assert.equal(world.acts.messages.length, 0);
  });
}

test('only POST is taken, and no body without end', async () => {
  assert.equal((await fetch(world.url)).status, 405);
  assert.equal((await fetch(world.url, { method: 'POST', body: 'x'.repeat(300_000) })).status, 413);
});

test('the log never holds a secret, a body or a signature', async () => {
  const message = await asked();
  await world.slack.presses('U0OFFICER0', message, ACTIONS.approve);
  await world.slack.send('{');
  await fetch(world.url, { method: 'POST', body: 'secret-body', headers: { 'x-slack-signature': 'v0=1' } });
  const text = JSON.stringify(world.logged);
  assert.ok(!text.includes(SIGNING_SECRET) && !text.includes('secret-body') && !text.includes('v0='));
});
