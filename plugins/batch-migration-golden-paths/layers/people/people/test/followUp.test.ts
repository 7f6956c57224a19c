import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { newRequest } from '../approval/record';
import { followUp } from '../followUp/due';
import { followUpHandler, sweep } from '../followUp/run';
import { schedulerTimer } from '../followUp/timer';
import { ALERTS, INVOLVED, PATCH, SESSION, World } from './world';

let world: World;

beforeEach(async () => {
  world = await new World().start();
});
afterEach(() => world.stop());

async function loggedIn(id = 'session-1') {
  const record = await world.approvals.ask({ id, subject: SESSION, involved: { ...INVOLVED, author: null }, validHours: null });
  await world.settle();
  return record;
}
const alerts = () => world.slack.messages.filter(({ channel }) => channel === ALERTS).map(({ text }) => text);

const START = new Date('2026-11-22T03:00:00Z');
const RULES = { afterHours: 24, repeatHours: 12 };
const session = newRequest({ id: 's-1', subject: SESSION, involved: INVOLVED, validHours: null }, START);
const patch = newRequest({ id: 'p-1', subject: PATCH, involved: INVOLVED, validHours: 30 }, START);

for (const [what, record, hours, due, next] of [
  ['at once', session, 0, [], 24],
  ['a moment too early', session, 23.999, [], 24],
  ['after a day', session, 24, [['alert', 1]], 36],
  ['and again', { ...session, alerts: 1 }, 36, [['alert', 2]], 48],
  ['between', { ...session, alerts: 1 }, 30, [], 36],
  ['after an outage of days: one alert', session, 100, [['alert', 7]], 108],
  ['answered', { ...session, status: 'approved' as const }, 100, [], null],
  ['a patch that expires before it repeats', { ...patch, alerts: 1 }, 25, [], 30],
  ['a patch that expired', patch, 30, [['expire', undefined]], null],
] as const) {
  test(`what is due ${what}`, () => {
    const found = followUp(record, RULES, new Date(START.getTime() + hours * 3_600_000));
    assert.deepEqual(found.due.map(each => [each.type, 'number' in each ? each.number : undefined]), due);
    assert.equal(found.next === null ? null : (found.next.getTime() - START.getTime()) / 3_600_000, next);
  });
}

test('24 hours without an answer: people are named in the thread and in the channel, and every 24 hours again', async () => {
  const { id } = await loggedIn();
  assert.deepEqual(world.timers.map(({ time }) => time.toISOString()), ['2026-11-23T03:00:00.000Z']);
  for (let day = 1; day <= 3; day += 1) {
    world.pass({ hours: 24 });
    await world.followUp(id);
    await world.settle();
    assert.equal(alerts().length, day);
  }
  assert.match(alerts()[0], /^<@U0SECURITY> Nobody has answered for 24 hours\. <@U0OPERATOR> `session-1`$/);
  assert.equal((await world.thread(id)).length, 3);
  await world.slack.replies('U0OFFICER0', await world.firstMessage(id), 'approve');
  await world.settle();
  world.pass({ hours: 24 });
  await world.followUp(id);
  await world.settle();
  assert.equal(alerts().length, 3);
});

test('twice, by the timer and by the sweep, it is one alert', async () => {
  const { id } = await loggedIn();
  world.pass({ hours: 24 });
  await Promise.all([world.followUp(id), world.followUp(id)]);
  await sweep(world.followUps);
  await world.settle();
  assert.equal(alerts().length, 1);
});

test('a function that died before it noted an alert sends no second one', async () => {
  const { id } = await loggedIn();
  world.pass({ hours: 24 });
  world.dynamo.beforeWrite = async () => {
    throw new Error('died');
  };
  await assert.rejects(world.followUp(id), /died/);
  await sweep(world.followUps);
  await world.settle();
  assert.equal(alerts().length, 1);
});

test('a lost timer is found by the sweep', async () => {
  world.timer.at = async () => {
    throw new Error('Scheduler is down');
  };
  const { id } = await loggedIn();
  assert.equal((await world.requests.get(id))!.status, 'requested');
  assert.ok(world.logged.some(({ event }) => event === 'timer-not-set'));
  world.timer.at = async () => {};
  world.pass({ hours: 25 });
  await sweep(world.followUps);
  await world.settle();
  assert.equal(alerts().length, 1);
});

test('an answer whose event was lost is found in the thread, once', async () => {
  const { id } = await loggedIn();
  world.slack.pageSize = 2;
  const message = await world.firstMessage(id);
  world.slack.eventsLost = true;
  await world.slack.replies('U0STRANGER', message, 'what is this?');
  await world.slack.replies('U0CHIEF000', message, 'approve', { edited: { user: 'U0CHIEF000', ts: '1.0' } });
  await world.slack.replies('U0OFFICER0', message, 'approve');
  world.slack.eventsLost = false;
  await sweep(world.followUps);
  await world.settle();
  assert.equal((await world.requests.get(id))!.answer?.by, 'U0OFFICER0');
  await world.followUps.findReplies(id);
  await world.settle();
  assert.deepEqual(world.results.map(({ outcome }) => outcome), ['other', 'approved']);
});

test('threads that cannot be read do not keep alerts back', async () => {
  await loggedIn();
  world.pass({ hours: 24 });
  world.slack.refusals.push({ error: 'missing_scope' });
  await sweep(world.followUps);
  await world.settle();
  assert.equal(alerts().length, 1);
  assert.match(String(world.logged.find(({ event }) => event === 'replies-not-read')?.advice), /add the scope/);
});

test('a patch that nobody answered expires, and its thread says so', async () => {
  await world.approvals.ask({ id: 'patch-1', subject: PATCH, involved: INVOLVED, validHours: 20 });
  await world.settle();
  world.pass({ hours: 20 });
  await sweep(world.followUps);
  await world.settle();
  assert.equal((await world.requests.get('patch-1'))!.status, 'expired');
  assert.match((await world.thread('patch-1')).join(), /Expired: nobody answered in time/);
});

test('one request that fails does not keep the others from the sweep, and is told', async () => {
  await loggedIn('session-1');
  await loggedIn('session-2');
  world.pass({ hours: 24 });
  let calls = 0;
  const timer = {
    at: async () => {
      calls += 1;
      if (calls === 1) throw new Error('down');
    },
  };
  await assert.rejects(sweep({ ...world.followUps, timer }), /The sweep left out session-1: Error: down/);
  await world.settle();
  assert.equal(alerts().length, 2);
});

test('the handler reads timers and sweeps, and says what it could not do', async () => {
  await loggedIn();
  world.pass({ hours: 24 });
  const swept: string[] = [];
  const handler = followUpHandler(world.followUps, async () => void swept.push('evidence'));
  const record = (messageId: string, body: string) => ({ messageId, receiptHandle: messageId, body, attributes: { ApproximateReceiveCount: '1' } });
  const answer = await handler({
    Records: [record('a', '{"requestId":"session-1"}'), record('b', 'no JSON'), record('c', '{"sweep":true}'), record('d', '{"requestId":"gone"}')],
  });
  await world.settle();
  assert.deepEqual(answer.batchItemFailures, [{ itemIdentifier: 'b' }]);
  assert.deepEqual(swept, ['evidence']);
  assert.equal(alerts().length, 1);
});

test('a timer is a one-time schedule that deletes itself, never in the past, and one for one time', async () => {
  const inputs: any[] = [];
  const client = {
    send: async ({ input }: any) => {
      if (inputs.some(({ Name }) => Name === input.Name)) throw Object.assign(new Error(), { name: 'ConflictException' });
      inputs.push(input);
    },
  };
  const timer = schedulerTimer(client as never, { group: 'g', queueArn: 'q', roleArn: 'r', clock: () => START });
  await timer.at(new Date(START.getTime() + 90_500), 'a'.repeat(48));
  await timer.at(new Date(START.getTime() + 90_500), 'a'.repeat(48));
  await timer.at(new Date(0), 'late');
  assert.deepEqual(inputs.map(({ ScheduleExpression, ActionAfterCompletion }) => [ScheduleExpression, ActionAfterCompletion]), [
    ['at(2026-11-22T03:02:00)', 'DELETE'],
    ['at(2026-11-22T03:01:00)', 'DELETE'],
  ]);
  for (const { Name } of inputs) assert.match(Name, /^[0-9a-zA-Z-_.]{1,64}$/);
});
