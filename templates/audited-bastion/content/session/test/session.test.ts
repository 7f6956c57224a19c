import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextStep } from '../next';
import { happened, newSession, type Session, type SessionEvent } from '../session';

const ASKED = new Date('2026-11-22T03:00:00Z');
const at = (minutes: number) => new Date(ASKED.getTime() + minutes * 60_000);
const iso = (minutes: number) => at(minutes).toISOString();
const RULES = { idleMinutes: 20, startMinutes: 20, transcriptMinutes: 10 };

const NEW = newSession({ id: 'session-1', seat: 1, reason: 'Look at order 12', minutes: 60, operator: { aws: 'tanaka' } }, ASKED);
const LOGIN = { id: 'e-1', at: iso(3), who: 'arn:x', sourceIp: '192.0.2.1', task: 't1', command: 'sh', execId: 'ecs-execute-command-1' };
const COMPARISON = { at: iso(75), both: 3, onlyTranscript: [], onlyHook: [], missing: [], files: [] };

const EVENTS: SessionEvent[] = [
  { type: 'task-started', task: 't1', at: iso(2) },
  { type: 'login', login: LOGIN },
  { type: 'active', at: iso(9) },
  { type: 'end', why: 'limit', by: 'bastion', at: iso(60) },
  { type: 'task-stopped', task: 't1', at: iso(61) },
  { type: 'emptied', at: iso(62) },
  // By the sweep, which sees it later than its event says.
  { type: 'task-started', task: 't1', at: iso(4) },
];

const play = (events: SessionEvent[]) => events.reduce(happened, NEW);

test('in whatever order its events come, a session is the same', () => {
  const expected = play(EVENTS);
  let orders = 0;
  for (const order of permutations(EVENTS)) {
    assert.deepEqual(play(order), expected);
    orders += 1;
  }
  assert.equal(orders, 5040);
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
      for (let step = nextStep(session, at(minutes), RULES, true); step; step = nextStep(session, at(minutes), RULES, true)) {
        done.push(step.type);
        session = happened(session, effectOf(step.type, minutes));
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

const started = happened(NEW, EVENTS[0]);
const ended = happened(happened(started, EVENTS[3]), EVENTS[5]);
const compared = happened(ended, { type: 'compared', comparison: COMPARISON });
for (const [what, session, minutes, answered, expected] of [
  ['a session that was asked for starts', NEW, 0, false, { type: 'start' }],
  ['and again, while no task is seen', NEW, 19, false, { type: 'start' }],
  ['until it is plain that none comes', NEW, 20, false, { type: 'end', why: 'never-started' }],
  ['a task that runs needs nothing', started, 5, false, null],
  ['nobody logs in', started, 22, false, { type: 'end', why: 'idle' }],
  ['a login keeps it up', happened(started, EVENTS[1]), 22, false, null],
  ['nobody types any more', happened(started, EVENTS[2]), 29, false, { type: 'end', why: 'idle' }],
  ['its time is over, whatever is typed', happened(started, { type: 'active', at: iso(59) }), 60, false, { type: 'end', why: 'limit' }],
  ['what has ended is stopped', happened(started, EVENTS[3]), 60, false, { type: 'stop' }],
  ['also where a task was told to have stopped: another one may run', happened(happened(started, EVENTS[3]), EVENTS[4]), 61, false, { type: 'stop' }],
  ['the transcript takes its time', ended, 71, false, null],
  ['then the records are compared', ended, 72, false, { type: 'compare' }],
  ['evidence waits for the answer', compared, 3000, false, null],
  ['and is kept with it', compared, 3000, true, { type: 'keep' }],
] as Array<[string, Session, number, boolean, object | null]>) {
  test(what, () => assert.deepEqual(nextStep(session, at(minutes), RULES, answered), expected));
}

function effectOf(step: string, minutes: number): SessionEvent {
  if (step === 'end') return { type: 'end', why: 'limit', by: 'bastion', at: iso(minutes) };
  if (step === 'stop') return { type: 'emptied', at: iso(minutes) };
  if (step === 'compare') return { type: 'compared', comparison: COMPARISON };
  return { type: 'kept', manifest: { key: 'k', sha256: 's' } };
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
