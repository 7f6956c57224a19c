import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { chainProblems } from '../approval/chain';
import { ACTIONS } from '../approval/messages';
import { subjectHash } from '../approval/subject';
import { sign } from '../slack/signature';
import { INVOLVED, PATCH, SESSION, SIGNING_SECRET, World } from './world';

let world: World;

beforeEach(async () => {
  world = await new World().start();
});
afterEach(() => world.stop());

async function asked(id = 'patch-1', involved = INVOLVED as Parameters<World['approvals']['ask']>[0]['involved']) {
  await world.approvals.ask({ id, subject: PATCH, involved, validHours: 72 });
  await world.settle();
  return world.firstMessage(id);
}

async function statusOf(id = 'patch-1') {
  return (await world.requests.get(id))!.status;
}

/** Posts to the endpoint as anybody on the internet can. */
async function post(body: string, headers: Record<string, string>) {
  return (await fetch(world.url, { method: 'POST', body, headers })).status;
}

test('attack: a forged payload is refused and queues nothing', async () => {
  const message = await asked();
  const sent = await world.slack.presses('U0OFFICER0', message, ACTIONS.approve);
  assert.equal(sent.status, 200);
  world.acts.messages.length = 0;
  const timestamp = sent.headers['x-slack-request-timestamp'];
  const forged = sent.body.replace('U0OFFICER0', 'U0CHIEF000');
  const signatures = {
    'of another body': sent.headers['x-slack-signature'],
    'with another secret': sign(forged, timestamp, 'another secret'),
    'of no length': 'v0=',
    'of another version': sign(forged, timestamp, SIGNING_SECRET).replace('v0', 'v1'),
    'in capitals': sign(forged, timestamp, SIGNING_SECRET).toUpperCase(),
  };
  for (const [what, signature] of Object.entries(signatures)) {
    const status = await post(forged, { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature });
    assert.equal(status, 401, `a signature ${what}`);
  }
  assert.equal(await post(forged, {}), 401);
  assert.equal(world.acts.messages.length, 0);
});

test('attack: a stale timestamp is refused, though its signature is right', async () => {
  const message = await asked();
  world.acts.outage = new Error('down');
  const sent = await world.slack.presses('U0OFFICER0', message, ACTIONS.approve);
  assert.equal(sent.status, 503);
  world.acts.outage = undefined;
  world.pass({ seconds: 301 });
  assert.equal((await world.slack.replays(sent)).status, 401);
  await world.settle();
  assert.equal(await statusOf(), 'requested');
});

test('attack: a timestamp of the future is refused', async () => {
  const timestamp = String(Math.floor(world.now.getTime() / 1000) + 301);
  assert.equal(await post('{}', { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': sign('{}', timestamp, SIGNING_SECRET) }), 401);
});

test('attack: a replayed button is one press', async () => {
  const message = await asked();
  const sent = await world.slack.presses('U0OFFICER0', message, ACTIONS.approve);
  assert.equal((await world.slack.replays(sent)).status, 200);
  await world.settle();
  await world.slack.replays(sent);
  await world.settle();
  assert.deepEqual(world.results.map(({ outcome }) => outcome), ['approved']);
  assert.equal((await world.thread('patch-1')).length, 1);
});

test('attack: a replayed button that was not recognised at the door changes nothing', async () => {
  const message = await asked();
  await world.slack.presses('U0OFFICER0', message, ACTIONS.approve);
  const [act] = world.acts.messages.map(({ body }) => JSON.parse(body));
  await world.settle();
  await world.requests.apply('patch-1', { type: 'use', by: 'build-1', subjectHash: subjectHash(PATCH) });
  assert.equal((await world.approvals.receive(act)).outcome, 'replayed');
  assert.equal((await world.requests.events('patch-1')).length, 3);
});

test('attack: self-approval is denied, noted, and told', async () => {
  world.slack.groups.set('S0EXECS000', ['U0OFFICER0', 'U0OPERATOR', 'U0AUTHOR00']);
  const message = await asked();
  await world.slack.presses('U0OPERATOR', message, ACTIONS.approve);
  await world.slack.presses('U0AUTHOR00', message, ACTIONS.approve);
  await world.settle();
  assert.deepEqual(world.results.map(result => 'denial' in result && result.denial), ['own-request', 'own-change']);
  assert.equal(await statusOf(), 'requested');
  const events = await world.requests.events('patch-1');
  assert.deepEqual(events.map(({ act }) => act.type), ['request', 'note', 'note']);
  assert.deepEqual(chainProblems(events), []);
  assert.match((await world.thread('patch-1'))[0], /nobody approves what they asked for/);
});

test('attack: a second Slack account of the operator is the operator', async () => {
  world.slack.users.set('U0SECOND00', { id: 'U0SECOND00', team_id: 'T0123ABCDE', name: 'x', profile: { email: 'Operator+two@Example.com' } });
  world.slack.groups.set('S0EXECS000', ['U0SECOND00']);
  await world.slack.presses('U0SECOND00', await asked(), ACTIONS.approve);
  await world.settle();
  assert.deepEqual(world.results.map(result => 'denial' in result && result.denial), ['own-request']);
});

test('attack: who runs a patch does not approve it', async () => {
  const message = await asked('patch-1', { ...INVOLVED, runner: { emails: ['officer@example.com'] } });
  await world.slack.presses('U0OFFICER0', message, ACTIONS.approve);
  await world.settle();
  assert.deepEqual(world.results.map(result => 'denial' in result && result.denial), ['own-run']);
});

test('attack: who else wrote or pushed it does not approve it, and is named above the button', async () => {
  const message = await asked('patch-1', { ...INVOLVED, coauthors: [{ emails: ['other@example.com'] }, { emails: ['officer@example.com'] }] });
  assert.match(JSON.stringify(message.blocks), /author-dev.*other@example\.com.*officer@example\.com/);
  await world.slack.presses('U0OFFICER0', message, ACTIONS.approve);
  await world.settle();
  assert.deepEqual(world.results.map(result => 'denial' in result && result.denial), ['own-change']);
});

test('attack: one of several authors whom nobody can name is enough to approve nothing', async () => {
  const message = await asked('patch-1', { ...INVOLVED, coauthors: [{ emails: ['other@example.com'] }, { github: 'somebody' }] });
  await world.slack.presses('U0OFFICER0', message, ACTIONS.approve);
  await world.settle();
  assert.deepEqual(world.results.map(result => 'denial' in result && result.denial), ['author-unknown']);
});

test('attack: an author whom nobody can name is approved by nobody', async () => {
  const message = await asked('patch-1', { ...INVOLVED, author: { github: 'somebody' } });
  await world.slack.presses('U0OFFICER0', message, ACTIONS.approve);
  await world.settle();
  assert.deepEqual(world.results.map(result => 'denial' in result && result.denial), ['author-unknown']);
});

test('attack: a bot does not approve, by its account or by a message', async () => {
  const message = await asked();
  world.slack.users.set('U0BOTUSER0', { id: 'U0BOTUSER0', team_id: 'T0123ABCDE', name: 'bot', is_bot: true, profile: { email: 'bot@example.com' } });
  world.slack.groups.set('S0EXECS000', ['U0BOTUSER0']);
  await world.slack.presses('U0BOTUSER0', message, ACTIONS.approve);
  await world.slack.replies('U0CHIEF000', message, 'approve', { bot_id: 'B0123ABCDE' });
  await world.slack.replies('U0CHIEF000', message, 'approve', { subtype: 'bot_message' });
  await world.settle();
  assert.deepEqual(world.results.map(result => 'denial' in result && result.denial), ['bot']);
  assert.equal(await statusOf(), 'requested');
});

test('attack: words that were edited in are not said', async () => {
  const message = await asked();
  await world.slack.replies('U0CHIEF000', message, 'approve', { edited: { user: 'U0CHIEF000', ts: '1.0' } });
  await world.slack.replies('U0CHIEF000', message, 'approve', { subtype: 'message_changed' });
  await world.slack.replies('U0CHIEF000', message, 'approve', { subtype: 'message_deleted' });
  assert.equal(world.acts.messages.length, 0);
});

test('attack: a group member who was removed meanwhile does not approve', async () => {
  const message = await asked();
  await world.slack.presses('U0OFFICER0', message, ACTIONS.approve);
  world.slack.groups.set('S0EXECS000', []);
  await world.settle();
  assert.deepEqual(world.results.map(result => 'denial' in result && result.denial), ['not-on-the-list']);
});

for (const [denial, changes] of [
  ['deactivated', { deleted: true }],
  ['guest', { is_restricted: true }],
  ['guest', { is_ultra_restricted: true }],
  ['other-workspace', { team_id: 'T0OTHER000' }],
  ['other-workspace', { is_stranger: true }],
  ['email-unknown', { profile: {} }],
] as const) {
  test(`attack: an approver with ${JSON.stringify(changes)} does not approve`, async () => {
    Object.assign(world.slack.users.get('U0OFFICER0')!, changes);
    await world.slack.presses('U0OFFICER0', await asked(), ACTIONS.approve);
    await world.settle();
    assert.deepEqual(world.results.map(result => 'denial' in result && result.denial), [denial]);
  });
}

test('attack: an approval of another subject hash approves nothing', async () => {
  const message = await asked();
  const old = { ...message, blocks: structuredClone(message.blocks) };
  await world.approvals.change('patch-1', { ...PATCH, sha: 'b'.repeat(40) }, 'U0OPERATOR');
  await world.slack.presses('U0OFFICER0', old, ACTIONS.approve);
  await world.settle();
  assert.deepEqual(world.results.map(({ outcome }) => outcome), ['other-subject']);
  assert.equal(await statusOf(), 'requested');
});

test('attack: a branch that moved after the approval voids it', async () => {
  await world.slack.presses('U0OFFICER0', await asked(), ACTIONS.approve);
  await world.settle();
  const moved = { ...PATCH, sha: 'b'.repeat(40) };
  await world.approvals.change('patch-1', moved, 'U0OPERATOR');
  for (const subject of [PATCH, moved]) {
    const { outcome } = await world.requests.apply('patch-1', { type: 'use', by: 'build-1', subjectHash: subjectHash(subject) });
    assert.equal(outcome, 'not-approved');
  }
});

for (const change of [{ command: ['bin/rails', 'runner', 'other.rb'] }, { parameters: { SHOP: '13' } }, { patch: 'patches/20261122-other' }, { repository: 'example/other' }]) {
  test(`attack: an approval does not carry over to another ${Object.keys(change)[0]}`, async () => {
    await world.slack.presses('U0OFFICER0', await asked(), ACTIONS.approve);
    await world.settle();
    const { outcome } = await world.requests.apply('patch-1', { type: 'use', by: 'build-1', subjectHash: subjectHash({ ...PATCH, ...change }) });
    assert.equal(outcome, 'other-subject');
  });
}

test('attack: an approval is used once', async () => {
  await world.slack.presses('U0OFFICER0', await asked(), ACTIONS.approve);
  await world.settle();
  const use = (by: string) => world.requests.apply('patch-1', { type: 'use', by, subjectHash: subjectHash(PATCH) });
  const outcomes = (await Promise.all([use('build-1'), use('build-2')])).map(({ outcome }) => outcome);
  assert.deepEqual(outcomes.sort(), ['already-used', 'used']);
});

test('attack: a button of one request in the hands of another approves neither', async () => {
  const message = await asked();
  await asked('patch-2');
  const value = JSON.stringify({ id: 'patch-2', hash: subjectHash({ ...PATCH, sha: 'c'.repeat(40) }) });
  const foreign = { ...message, blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: ACTIONS.approve, value, text: {} }] }] };
  await world.slack.presses('U0OFFICER0', foreign, ACTIONS.approve);
  await world.settle();
  assert.deepEqual(world.results.map(({ outcome }) => outcome), ['other-subject']);
});

test('attack: an end that Slack would cut off is not asked for', async () => {
  const padded = { ...PATCH, command: ['bin/rails', 'runner', `${' '.repeat(2500)}; User.delete_all`] };
  const ask = (subject: typeof PATCH) => world.approvals.ask({ id: 'patch-1', subject, involved: INVOLVED, validHours: 72 });
  await assert.rejects(ask(padded), /command is too long to be shown whole/);
  await assert.rejects(ask({ ...PATCH, parameters: { X: '&'.repeat(600) } }), /parameters is too long/);
  await ask(PATCH);
  await assert.rejects(world.approvals.change('patch-1', padded, 'U0OPERATOR'), /too long/);
});

test('attack: arguments cannot be taken for others', async () => {
  const subject = { ...PATCH, command: ['run', 'a b', 'c"d', '\u202etxt'] };
  await world.approvals.ask({ id: 'patch-1', subject, involved: INVOLVED, validHours: 72 });
  await world.settle();
  assert.ok(JSON.stringify((await world.firstMessage('patch-1')).blocks).includes(JSON.stringify('run "a b" "c\\"d" "\ufffdtxt"').slice(1, -1)));
});

test('attack: what people write cannot mention a channel, format, or hide text', async () => {
  const reason = '<!channel> <@U0CHIEF000> <https://evil.example|approve> `*_~ \u202eevorppa\u0000 & ' + 'x'.repeat(5000);
  await world.approvals.ask({ id: 'session-1', subject: { ...SESSION, reason }, involved: { ...INVOLVED, author: null }, validHours: null });
  await world.settle();
  const { text, blocks } = await world.firstMessage('session-1');
  const shown = text + JSON.stringify(blocks);
  assert.ok(!shown.includes('<!channel>') && !shown.includes('<@U0CHIEF000>') && !shown.includes('<https'));
  assert.ok(!shown.includes('\u202e') && shown.includes('&lt;!channel&gt;'));
});
