import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { SlackError, type SlackErrorKind } from '../slack/errors';
import { sender, waitSeconds } from '../slack/sender';
import { code, codeBlock, escapeText, mention, mentionGroup, shorten } from '../slack/text';
import { slackWebApi } from '../slack/webApi';
import { ALERTS, BOT_TOKEN, REQUESTS, World } from './world';

let world: World;

beforeEach(async () => {
  world = await new World().start();
});
afterEach(() => world.stop());

const put = (id: string, as: 'open' | 'reply' | 'update' | 'aside', changes = {}) =>
  world.outbox.put({ id, thread: 'r1', as, channel: REQUESTS, text: id, ...changes });
const texts = () => world.slack.messages.map(({ text }) => text);
const api = (token = BOT_TOKEN, timeoutMs = 10_000) => slackWebApi({ token: async () => token, baseUrl: world.slack.url, timeoutMs });

test('messages of a thread arrive in their order, in one thread', async () => {
  await put('one', 'open');
  await put('two', 'reply');
  await put('three', 'reply');
  await world.settle();
  assert.deepEqual(texts(), ['one', 'two', 'three']);
  const [{ ts }, ...replies] = world.slack.messages;
  assert.deepEqual(replies.map(({ threadTs }) => threadTs), [ts, ts]);
});

for (const outage of ['down', 'hang', 500, 503] as const) {
  test(`nothing is lost, doubled or out of order while Slack is ${outage}`, async () => {
    const { threads, log, messages: visibility } = world;
    const patient = world.send;
    // Of an answer that never comes the test need not wait for long.
    world.send = sender({ slack: api(BOT_TOKEN, outage === 'hang' ? 100 : undefined), sent: world.claims(90), threads, visibility, log });
    world.slack.outage = outage;
    await put('one', 'open');
    await put('two', 'reply');
    await world.settle();
    assert.deepEqual(texts(), []);
    for (let tries = 0; tries < 5; tries += 1) {
      world.pass({ minutes: 16 });
      await world.settle();
    }
    world.slack.outage = null;
    world.send = patient;
    await put('three', 'reply');
    world.pass({ minutes: 16 });
    await world.settle();
    assert.deepEqual(texts(), ['one', 'two', 'three']);
  });
}

test('a rate limit is waited for as long as Slack says', async () => {
  world.slack.refusals.push({ retryAfter: 40 });
  await put('one', 'open');
  await put('two', 'reply');
  await world.settle();
  world.pass({ seconds: 39 });
  await world.settle();
  assert.deepEqual(texts(), []);
  world.pass({ seconds: 2 });
  await world.settle();
  assert.deepEqual(texts(), ['one', 'two']);
});

test('one thread that is stuck does not hold back another', async () => {
  await put('lost', 'open', { channel: 'C0NOWHERE0' });
  await put('found', 'open', { thread: 'r2' });
  await world.settle();
  assert.deepEqual(texts(), ['found']);
});

test('what a person must repair is told with what to do, and sent when it is repaired', async () => {
  await put('one', 'open', { channel: 'C0NOWHERE0' });
  await world.settle();
  const [told] = world.logged.filter(({ event }) => event === 'message-configuration');
  assert.match(String(told.advice), /correct the channel in approvers.yaml/);
  world.slack.channels.add('C0NOWHERE0');
  world.pass({ minutes: 20 });
  await world.settle();
  assert.deepEqual(texts(), ['one']);
});

test('after about a day it is a dead letter', async () => {
  world.slack.outage = 'down';
  await put('one', 'open');
  const start = world.now.getTime();
  while (world.messages.messages.length > 0) {
    await world.settle();
    world.pass({ minutes: 15 });
  }
  const hours = (world.now.getTime() - start) / 3_600_000;
  assert.ok(hours > 23 && hours < 27, `after ${hours} hours`);
  assert.equal(world.messages.deadLetters.length, 1);
});

test('a thread whose first message was given up begins with the next', async () => {
  await put('two', 'reply');
  await put('three', 'reply');
  await world.settle();
  assert.deepEqual(world.slack.messages.map(({ threadTs }) => threadTs), [null, world.slack.messages[0].ts]);
});

test('a change of a message that is gone is given up at once', async () => {
  await put('one', 'open');
  await world.settle();
  world.slack.messages.length = 0;
  await put('change', 'update');
  await world.settle();
  assert.equal(world.messages.messages.length, 0);
  assert.equal(world.logged.filter(({ event }) => event === 'message-gone').length, 1);
});

test('put in twice, it is sent once, also days later', async () => {
  await put('one', 'open');
  await world.settle();
  await put('again', 'reply');
  await world.settle();
  world.pass({ hours: 50 });
  await put('one', 'open');
  await put('again', 'reply');
  await world.settle();
  assert.deepEqual(texts(), ['one', 'again']);
  assert.deepEqual([world.messages.messages, world.messages.deadLetters], [[], []]);
});

test('a message that another function is sending is left to it, until it surely died', async () => {
  await world.claims(90).take('out#one');
  await put('one', 'open');
  await world.settle();
  assert.deepEqual(texts(), []);
  world.pass({ seconds: 91 });
  await world.settle();
  assert.deepEqual(texts(), ['one']);
});

test('blocks that Slack does not take are left out, and the text is sent', async () => {
  await put('one', 'open', { blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } }] });
  await world.settle();
  assert.deepEqual(world.slack.messages.map(({ text, blocks }) => [text, blocks]), [['one', []]]);
});

test('an alert stands in its own channel', async () => {
  await put('one', 'open');
  await put('alert', 'aside', { channel: ALERTS });
  await world.settle();
  assert.deepEqual(world.slack.messages.map(({ channel, threadTs }) => [channel, threadTs]), [[REQUESTS, null], [ALERTS, null]]);
});

test('waits double, up to 15 minutes', () => {
  assert.deepEqual([1, 2, 3, 8, 9, 100].map(receives => waitSeconds('again', receives)), [5, 10, 20, 640, 900, 900]);
  assert.deepEqual([1, 2, 6].map(receives => waitSeconds('configuration', receives)), [60, 120, 900]);
});

for (const [error, kind] of [
  ['internal_error', 'again'], ['ratelimited', 'again'], ['service_unavailable', 'again'],
  ['missing_scope', 'configuration'], ['not_in_channel', 'configuration'], ['token_revoked', 'configuration'], ['something_new', 'configuration'],
  ['message_not_found', 'gone'], ['user_not_found', 'gone'], ['expired_trigger_id', 'gone'],
] as Array<[string, SlackErrorKind]>) {
  test(`the error ${error} of Slack is of the kind ${kind}`, async () => {
    world.slack.refusals.push({ error });
    await assert.rejects(api().person('U0CHIEF000'), (thrown: SlackError) => thrown.kind === kind && thrown.code === error && (kind !== 'configuration' || thrown.advice !== null));
  });
}

test('no error holds the token', async () => {
  const token = 'xoxb-very-secret';
  for (const outage of [null, 'down', 'hang', 500, 302] as const) {
    world.slack.outage = outage;
    await assert.rejects(api(token, outage === 'hang' ? 100 : undefined).postMessage({ channel: REQUESTS, text: 'x' }), (error: Error) => {
      assert.ok(error instanceof SlackError);
      return !`${error.stack}${JSON.stringify(error)}`.includes(token);
    });
  }
});

test('people and groups are read as Slack tells them', async () => {
  const { userId, teamId, name, email, isBot } = await api().person('U0CHIEF000');
  assert.deepEqual([userId, teamId, name, email, isBot], ['U0CHIEF000', 'T0123ABCDE', 'Name of U0CHIEF000', 'chief@example.com', false]);
  assert.deepEqual(await api().groupMembers('S0EXECS000'), ['U0OFFICER0']);
});

test('text of others is text', () => {
  assert.equal(escapeText('<!channel> & <@U1>'), '&lt;!channel&gt; &amp; &lt;@U1&gt;');
  assert.equal(escapeText('日本語\tと\n絵文字🚀'), '日本語\tと\n絵文字🚀');
  assert.equal(escapeText('a\u202eb\u0000c\u200b'), 'a\ufffdb\ufffdc\ufffd');
  assert.equal(code('a `b`\n c'), '`a ˋbˋ ⏎ c`');
  assert.equal(code(''), '` `');
  assert.equal(codeBlock('```x'), '```\nˋˋˋx\n```');
  assert.equal(mention('U0CHIEF000'), '<@U0CHIEF000>');
  assert.equal(mention('!channel'), '`!channel`');
  assert.equal(mentionGroup('S0EXECS000'), '<!subteam^S0EXECS000>');
});

test('what is cut says so, and cuts nothing in two', () => {
  assert.equal(shorten('abc', 3), 'abc');
  assert.equal(shorten('abcd', 3), 'ab…');
  assert.equal(shorten('a&amp;b', 4), 'a…');
  assert.equal(shorten('a🚀b', 3), 'a…');
});
