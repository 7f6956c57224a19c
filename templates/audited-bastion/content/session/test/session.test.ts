import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Status } from '../../people/approval/record';
import { loginsLeftOut, nextStep } from '../next';
import { type Comparison, happened, newSession, type Session, type SessionEvent, unaskedSession } from '../session';

const ASKED = new Date('2026-11-22T03:00:00Z');
const at = (minutes: number) => new Date(ASKED.getTime() + minutes * 60_000);
const iso = (minutes: number) => at(minutes).toISOString();
const RULES = { idleMinutes: 20, startMinutes: 20, recordMinutes: 10 };

const NEW = newSession({ id: 'session-1', seat: 1, reason: 'Look at order 12', minutes: 60, operator: { aws: 'tanaka' }, carriedBy: null }, ASKED);
const LOGIN = { id: 'e-1', at: iso(3), who: 'arn:x', sourceIp: '192.0.2.1', task: 't1', command: 'sh', execId: 'ecs-execute-command-1' };
const LATE = { ...LOGIN, id: 'e-2', at: iso(5) };
const NONE = { count: 0, first: [] };
const COMPARISON: Comparison = { at: iso(75), logins: ['e-1'], hook: 3, both: 3, onlyTranscript: NONE, doubtful: NONE, onlyHook: NONE, missing: [], cut: [], files: [] };
const EMPTY: Comparison = { ...COMPARISON, at: iso(73), logins: [], hook: 0, both: 0 };

const EVENTS: SessionEvent[] = [
  { type: 'requested', at: iso(0) },
  { type: 'task-started', task: 't1', at: iso(2) },
  { type: 'login', login: LOGIN },
  { type: 'active', at: iso(9) },
  { type: 'end', why: 'limit', by: 'bastion', at: iso(60) },
  { type: 'task-stopped', task: 't1', at: iso(61) },
  { type: 'emptied', at: iso(62) },
  // By the sweep, which sees it later than its event says.
  { type: 'task-started', task: 't1', at: iso(4) },
];
/** A comparison that knew of no login, and the one that a late login brought. */
const COMPARED: SessionEvent[] = [{ type: 'login', login: LOGIN }, { type: 'compared', comparison: EMPTY }, { type: 'compared', comparison: COMPARISON }, { type: 'compared', comparison: { ...COMPARISON, at: iso(80) } }];

const play = (events: SessionEvent[]) => events.reduce(happened, NEW);

test('in whatever order its events come, a session is the same', () => {
  const expected = play(EVENTS);
  let orders = 0;
  for (const order of permutations(EVENTS)) {
    assert.deepEqual(play(order), expected);
    orders += 1;
  }
  assert.equal(orders, 40_320);
  for (const order of permutations(COMPARED)) assert.deepEqual(play(order).compared, COMPARISON);
});

test('however often its events come, a session is the same', () => {
  const expected = play(EVENTS);
  for (const order of permutations(EVENTS)) {
    assert.deepEqual(play([...order, ...order.slice(0, 3).reverse()]), expected);
  }
  for (const event of EVENTS) assert.equal(happened(expected, event), expected, event.type);
});

test('whichever of its events are lost, it ends at its limit, and its evidence is kept', () => {
  for (let lost = 0; lost < 2 ** EVENTS.length; lost += 1) {
    // eslint-disable-next-line no-bitwise
    let session = play(EVENTS.filter((_, index) => (lost & (1 << index)) === 0));
    const done: string[] = [];
    for (let minutes = 60; minutes <= 120; minutes += 5) {
      for (let step = nextStep(session, at(minutes), RULES, 'approved'); step; step = nextStep(session, at(minutes), RULES, 'approved')) {
        done.push(step.type);
        session = happened(session, effectOf(step.type, session, minutes));
      }
    }
    assert.ok(session.kept, `lost ${lost}: ${done}`);
    assert.ok(!done.includes('start'), 'nothing is started after the end');
    assert.ok(session.ended!.at <= iso(60));
  }
});

test('of two ends the earlier one counts', () => {
  const both = play([
    { type: 'end', why: 'limit', by: 'bastion', at: iso(60) },
    { type: 'end', why: 'by-hand', by: 'tanaka', at: iso(40) },
  ]);
  assert.equal(both.ended?.why, 'by-hand');
});

const asked = happened(NEW, EVENTS[0]);
const started = happened(asked, EVENTS[1]);
const withLogin = happened(started, EVENTS[2]);
const over = happened(started, EVENTS[4]);
const ended = happened(over, EVENTS[6]);
const used = happened(ended, EVENTS[2]);
const compared = happened(used, { type: 'compared', comparison: COMPARISON });
const unused = happened(ended, { type: 'compared', comparison: EMPTY });
const kept = happened(compared, { type: 'kept', manifest: { key: 'k', sha256: 's', logins: ['e-1'] } });
const alone = happened(unaskedSession({ id: 'login-1', reason: 'Nobody asked', operator: { aws: 'mallory' }, login: LOGIN, longestMinutes: 240 }), EVENTS[0]);
const waits = 'requested';
for (const [what, session, minutes, status, expected] of [
  ['a request is opened before anything runs', NEW, 0, undefined, { type: 'ask' }],
  ['also where the function died before it, and the time is over', happened(NEW, EVENTS[4]), 90, undefined, { type: 'ask' }],
  ['a session that was asked for starts', asked, 0, waits, { type: 'start', seat: 1 }],
  ['and again, while no task is seen', asked, 19, waits, { type: 'start', seat: 1 }],
  ['until it is plain that none comes', asked, 20, waits, { type: 'end', why: 'never-started' }],
  ['a task that runs needs nothing', started, 5, waits, null],
  ['nobody logs in', started, 22, waits, { type: 'end', why: 'idle' }],
  ['a login keeps it up', withLogin, 22, waits, null],
  ['nobody types any more', happened(started, EVENTS[3]), 29, waits, { type: 'end', why: 'idle' }],
  ['its time is over, whatever is typed', happened(started, { type: 'active', at: iso(59) }), 60, waits, { type: 'end', why: 'limit' }],
  ['a refusal ends it', withLogin, 5, 'refused', { type: 'end', why: 'refused' }],
  ['what has ended is stopped', over, 60, waits, { type: 'stop' }],
  ['also where a task was told to have stopped: another one may run', happened(over, EVENTS[5]), 61, waits, { type: 'stop' }],
  ['the records take their time', ended, 71, waits, null],
  ['then they are compared', ended, 72, waits, { type: 'compare' }],
  ['evidence waits for the answer', compared, 3000, waits, null],
  ['and is kept with it', compared, 3000, 'approved', { type: 'keep' }],
  ['of what nobody used no answer is due', unused, 73, waits, { type: 'withdraw' }],
  ['and it is kept', unused, 73, 'withdrawn', { type: 'keep' }],
  ['what the hook saw was used, though CloudTrail tells no login', happened(ended, { type: 'compared', comparison: { ...EMPTY, hook: 1 } }), 73, waits, null],
  ['what was typed was used, though the log holds nothing of it', happened(unused, { type: 'active', at: iso(9) }), 73, waits, null],
  ['a login that came after the comparison is compared, too', happened(unused, EVENTS[2]), 73, waits, { type: 'compare' }],
  ['and before the manifest', happened(compared, { type: 'login', login: LATE }), 3000, 'approved', { type: 'compare' }],
  ['what is kept is over', happened(kept, { type: 'login', login: LATE }), 3000, 'approved', null],
  ['a login without a seat needs no start, and does not become idle', alone, 200, waits, null],
  ['it ends with its task', happened(alone, { type: 'task-stopped', task: 't1', at: iso(30) }), 31, waits, { type: 'end', why: 'by-hand' }],
  ['with its refusal', alone, 10, 'refused', { type: 'end', why: 'refused' }],
  ['and no later than others', alone, 243, waits, { type: 'end', why: 'limit' }],
] as Array<[string, Session, number, Status | undefined, object | null]>) {
  test(what, () => assert.deepEqual(nextStep(session, at(minutes), RULES, status), expected));
}

for (const [what, session, status, ids] of [
  ['of a session that waits', happened(compared, { type: 'login', login: LATE }), waits, []],
  ['that its manifest does not have', happened(kept, { type: 'login', login: LATE }), 'approved', ['e-2']],
  ['of a session that was withdrawn: nobody approves it any more', used, 'withdrawn', ['e-1']],
  ['of a session without a seat: each has its own', alone, 'withdrawn', []],
] as Array<[string, Session, Status, string[]]>) {
  test(`logins that need a request of their own: ${what}`, () => assert.deepEqual(loginsLeftOut(session, status).map(({ id }) => id), ids));
}

function effectOf(step: string, session: Session, minutes: number): SessionEvent {
  if (step === 'ask') return { type: 'requested', at: iso(minutes) };
  if (step === 'end') return { type: 'end', why: 'limit', by: 'bastion', at: iso(minutes) };
  if (step === 'stop') return { type: 'emptied', at: iso(minutes) };
  if (step === 'compare') return { type: 'compared', comparison: { ...COMPARISON, logins: session.logins.map(({ id }) => id) } };
  return { type: 'kept', manifest: { key: 'k', sha256: 's', logins: [] } };
}

function* permutations<T>(items: T[]): Generator<T[]> {
  if (items.length <= 1) {
    yield items;
    return;
  }
  for (let index = 0; index < items.length; index += 1) {
    for (const rest of permutations([...items.slice(0, index), ...items.slice(index + 1)])) yield [items[index], ...rest];
  }
}
