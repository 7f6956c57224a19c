import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { actsHandler } from '../approval/actsHandler';
import { chainProblems } from '../approval/chain';
import { ACTIONS, outcomeText } from '../approval/messages';
import { newRequest } from '../approval/record';
import { APPROVERS, INVOLVED, PATCH, REQUESTS, SESSION, World } from './world';

let world: World;

beforeEach(async () => {
  world = await new World().start();
});
afterEach(() => world.stop());

async function asked(id = 'patch-1') {
  const session = id.startsWith('session');
  await world.approvals.ask(
    session
      ? { id, subject: SESSION, involved: { ...INVOLVED, author: null }, validHours: null }
      : { id, subject: PATCH, involved: INVOLVED, validHours: 72 },
  );
  await world.settle();
  return world.firstMessage(id);
}

const outcomes = () => world.results.map(({ outcome }) => outcome);

test('a request is one message with all that is approved, and two buttons', async () => {
  const { text, blocks, channel } = await asked();
  const shown = JSON.stringify(blocks);
  assert.equal(channel, REQUESTS);
  assert.match(text, /A data patch asks for approval: <@U0OPERATOR>/);
  for (const part of [PATCH.repository, PATCH.sha, PATCH.patch, PATCH.command.join(' '), 'SHOP', 'author-dev']) assert.ok(shown.includes(part), part);
  assert.deepEqual(blocks.at(-1).elements.map(({ action_id }: { action_id: string }) => action_id), [ACTIONS.approve, ACTIONS.refuse]);
});

test('a request keeps when nobody’s answer was due to be told', async () => {
  await asked();
  assert.deepEqual((await world.requests.get('patch-1'))!.followUp, { afterHours: world.approvers.followUp.afterHours, checkEveryHours: 1 });
});

test('what the portal carried says so, and by which role', async () => {
  const carriedBy = 'arn:aws:sts::111122223333:assumed-role/Portal/backstage';
  await world.approvals.ask({ id: 'session-1', subject: SESSION, involved: { ...INVOLVED, author: null, carriedBy }, validHours: null });
  await world.settle();
  const shown = JSON.stringify((await world.firstMessage('session-1')).blocks);
  assert.match(shown, /Asked through the portal\*  `arn:aws:sts::111122223333:assumed-role\/Portal\/backstage`/);
  assert.doesNotMatch(JSON.stringify((await asked()).blocks), /through the portal/);
});

test('asked twice with one id, it is one request and one message', async () => {
  await asked();
  await asked();
  world.pass({ minutes: 10 });
  await asked();
  assert.equal(world.slack.messages.length, 1);
});

test('the button approves; the thread and the first message say who, and the buttons are gone', async () => {
  const message = await asked();
  await world.slack.presses('U0CHIEF000', message, ACTIONS.approve);
  await world.settle();
  assert.deepEqual(outcomes(), ['approved']);
  const { status, answer } = (await world.requests.get('patch-1'))!;
  assert.equal(status, 'approved');
  assert.deepEqual([answer?.by, answer?.title, answer?.how], ['U0CHIEF000', 'CTO', 'button']);
  assert.deepEqual(await world.thread('patch-1'), ['Approved by <@U0CHIEF000> (CTO)']);
  assert.equal(message.updates, 1);
  assert.ok(!JSON.stringify(message.blocks).includes(ACTIONS.approve));
});

for (const text of ['approve', 'Approved.', '承認します', '承認', '<@U0BOT00000> approve']) {
  test(`the reply "${text}" approves`, async () => {
    await world.slack.replies('U0OFFICER0', await asked('session-1'), text);
    await world.settle();
    assert.deepEqual(outcomes(), ['approved']);
    assert.equal((await world.requests.get('session-1'))!.answer?.how, 'reply');
  });
}

for (const text of ['approve?', 'do not approve', 'ok', 'I approve of the weather', '承認しません', 'refuse', '却下', '']) {
  test(`the reply "${text}" is talk`, async () => {
    await world.slack.replies('U0OFFICER0', await asked('session-1'), text);
    await world.settle();
    assert.deepEqual(outcomes(), ['other']);
    assert.deepEqual(await world.thread('session-1'), []);
  });
}

for (const [text, status, reason] of [
  ['refuse the table is wrong', 'refused', 'the table is wrong'],
  ['却下:対象が違います', 'refused', '対象が違います'],
  ['close a drill of the security team', 'closed', 'a drill of the security team'],
  ['終了 訓練のため', 'closed', '訓練のため'],
]) {
  test(`the reply "${text}" ends it with its reason`, async () => {
    await world.slack.replies('U0OFFICER0', await asked('session-1'), text);
    await world.settle();
    const record = (await world.requests.get('session-1'))!;
    assert.deepEqual([record.status, record.answer?.reason], [status, reason]);
  });
}

test('a message that names our app comes as two events and is one answer', async () => {
  const message = await asked('session-1');
  const sent = await world.slack.replies('U0OFFICER0', message, '<@U0BOT00000> approve');
  await world.slack.send(sent.body.replace('"type":"message"', '"type":"app_mention"'));
  await world.settle();
  assert.deepEqual(outcomes(), ['approved']);
});

test('a refusal asks for its reason in a view', async () => {
  await world.slack.presses('U0OFFICER0', await asked(), ACTIONS.refuse);
  await world.settle();
  const [view] = world.slack.views;
  assert.equal((await world.requests.get('patch-1'))!.status, 'requested');
  const { status, answer } = await world.slack.submits('U0OFFICER0', view, { [ACTIONS.reason]: 'the table is wrong <!here>' });
  assert.deepEqual([status, answer], [200, '']);
  await world.settle();
  assert.deepEqual(outcomes(), ['asked-why', 'refused']);
  assert.deepEqual(await world.thread('patch-1'), ['Refused by <@U0OFFICER0> (Executive officers and above): the table is wrong &lt;!here&gt;']);
});

test('a view that opens too late is asked for in the thread', async () => {
  await world.slack.presses('U0OFFICER0', await asked(), ACTIONS.refuse);
  world.pass({ seconds: 4 });
  await world.settle();
  assert.match((await world.thread('patch-1'))[0], /Reply here with “refuse” and the reason/);
});

test('two approvers at once: one approval, and the other learns of it', async () => {
  const message = await asked();
  const before = structuredClone(message);
  await world.slack.presses('U0OFFICER0', before, ACTIONS.approve);
  const [act] = world.acts.messages.map(({ body }) => JSON.parse(body));
  // Between the second one's reading and writing, the first one writes.
  world.dynamo.beforeWrite = async () => void (await world.approvals.receive({ ...act, userId: 'U0CHIEF000', deliveryId: 'other', actionTs: '9.9' }));
  await world.settle();
  assert.deepEqual(outcomes(), ['already-approved']);
  assert.equal((await world.requests.get('patch-1'))!.answer?.by, 'U0CHIEF000');
  assert.match((await world.thread('patch-1')).join(), /it was approved before/);
  assert.deepEqual(chainProblems(await world.requests.events('patch-1')), []);
});

test('an approval after the end counts for nothing, and says why', async () => {
  const message = await asked();
  world.pass({ hours: 72 });
  await world.slack.presses('U0OFFICER0', message, ACTIONS.approve);
  await world.settle();
  assert.deepEqual(outcomes(), ['too-late']);
  assert.equal((await world.requests.get('patch-1'))!.status, 'expired');
  await world.slack.replies('U0CHIEF000', message, 'approve');
  await world.settle();
  assert.deepEqual(outcomes(), ['too-late', 'ended']);
});

test('after a change only the new button counts, not a reply', async () => {
  const message = await asked();
  await world.approvals.change('patch-1', { ...PATCH, sha: 'b'.repeat(40) }, 'U0OPERATOR');
  await world.settle();
  assert.ok(JSON.stringify(message.blocks).includes('b'.repeat(40)));
  assert.match((await world.thread('patch-1'))[0], /has changed/);
  await world.slack.replies('U0OFFICER0', message, 'approve');
  await world.slack.presses('U0OFFICER0', message, ACTIONS.approve);
  await world.settle();
  assert.deepEqual(outcomes(), ['other-subject', 'approved']);
});

test('an answer while Slack cannot say who somebody is waits, and counts then', async () => {
  const message = await asked();
  await world.slack.presses('U0OFFICER0', message, ACTIONS.approve);
  world.slack.outage = 'down';
  await world.settle();
  assert.deepEqual(outcomes(), []);
  world.slack.outage = null;
  world.pass({ minutes: 7 });
  await world.settle();
  assert.deepEqual(outcomes(), ['approved']);
});

test('a function that died before it told tells when the act comes again', async () => {
  const message = await asked();
  await world.slack.presses('U0OFFICER0', message, ACTIONS.approve);
  world.messages.outage = new Error('died');
  await world.settle();
  assert.equal((await world.requests.get('patch-1'))!.status, 'approved');
  world.messages.outage = undefined;
  world.pass({ minutes: 7 });
  await world.settle();
  assert.deepEqual(outcomes(), ['replayed']);
  assert.equal((await world.thread('patch-1')).length, 1);
});

test('commands, unknown buttons and talk elsewhere are not answers', async () => {
  const message = await asked();
  await world.slack.commands('U0OPERATOR', '/patch', 'list', REQUESTS);
  await world.slack.replies('U0OFFICER0', { channel: REQUESTS, ts: '1.000001' }, 'approve');
  const blocks = [{ elements: [{ action_id: 'other.button', value: 'x', text: {} }] }];
  await world.slack.presses('U0OFFICER0', { ...message, blocks }, 'other.button');
  await world.settle();
  assert.deepEqual(outcomes(), ['other', 'other', 'other']);
});

test('Japanese, where approvers.yaml says so', async () => {
  const japanese = await new World(`${APPROVERS}\nlanguage: ja\n`).start();
  try {
    await japanese.approvals.ask({ id: 'patch-1', subject: PATCH, involved: INVOLVED, validHours: 72 });
    await japanese.settle();
    await japanese.slack.replies('U0OFFICER0', await japanese.firstMessage('patch-1'), '承認します');
    await japanese.settle();
    assert.deepEqual(await japanese.thread('patch-1'), ['<@U0OFFICER0>(Executive officers and above)が承認しました']);
  } finally {
    await japanese.stop();
  }
});

test('what failed comes again, and what follows it in its thread waits', async () => {
  const seen: string[] = [];
  const approvals = {
    receive: async ({ userId }: { userId: string }) => {
      seen.push(userId);
      if (userId === 'U1') throw new Error('Slack is down');
      return { outcome: 'other' as const };
    },
  };
  const record = (userId: string, MessageGroupId: string) => ({
    messageId: userId, receiptHandle: userId, body: JSON.stringify({ userId }), attributes: { ApproximateReceiveCount: '1', MessageGroupId },
  });
  const handler = actsHandler({ approvals: approvals as never, follow: async () => {}, log: world.log });
  const { batchItemFailures } = await handler({ Records: [record('U1', 'a'), record('U2', 'a'), record('U3', 'b')] });
  assert.deepEqual(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier), ['U1', 'U2']);
  assert.deepEqual(seen, ['U1', 'U3']);
});

for (const language of ['en', 'ja'] as const) {
  test(`a withdrawal says its own reason, or none, in ${language}: never the approver’s, and no colon before nothing`, () => {
    const approved = { ...newRequest({ id: 'patch-1', subject: PATCH, involved: INVOLVED, validHours: 72 }, world.now), answer: { by: 'U0CHIEF000', name: 'Chief', title: 'CTO', at: '', how: 'reply' as const, reason: 'Looks right', mark: 'm' } };
    const told = (reason?: string) => outcomeText(approved, 'withdrawn', 'U0OPERATOR', { ...world.approvers, language }, reason);
    assert.match(told() ?? '', language === 'en' ? /^Withdrawn by <@U0OPERATOR>$/ : /^<@U0OPERATOR> が取り下げました$/);
    assert.match(told('wrong table <!here>') ?? '', /[::] ?wrong table &lt;!here&gt;$/);
  });
}
