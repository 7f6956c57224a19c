import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IN_STEPS, missingTasksMath, neededTasks, OUT_STEPS, processingSeconds, type QueueMinute, type ScalingSettings } from '../scaling/rule';

const SETTINGS: ScalingSettings = {
  min: 0,
  max: 100,
  typicalProcessingSeconds: 30,
  maxProcessingSeconds: 600,
  messagesAtOnce: 1,
  startWithinSeconds: 300,
};
const minute = (visible: number, inFlight: number, deleted: number): QueueMinute => ({ visible, inFlight, deleted });

for (const [what, given, expected] of [
  ['nothing waits', minute(0, 0, 0), 0],
  ['one message waits', minute(1, 0, 0), 1],
  ['100 messages of half a minute, half of five minutes to do them', minute(100, 0, 0), 20],
  ['ten tasks are busy and nothing waits', minute(0, 10, 20), 10],
  ['more wait than the maximum can do', minute(1e6, 0, 0), 100],
] as const) {
  test(`${what}: ${expected} tasks`, () => assert.equal(neededTasks(given, SETTINGS), expected));
}

test('messages that take longer than stated need more tasks, once they were measured', () => {
  // 10 in flight and 10 done a minute: each takes a minute, not half of one.
  assert.ok(processingSeconds(minute(0, 10, 10), SETTINGS) > 45);
  assert.ok(neededTasks(minute(100, 10, 10), SETTINGS) > neededTasks(minute(100, 10, 20), SETTINGS));
});

test('a message that never ends does not need tasks without end', () => {
  assert.equal(processingSeconds(minute(0, 500, 0), SETTINGS), 600);
});

test('a step never adds more than what is missing, nor takes more than what is spare', () => {
  for (const { from, change } of OUT_STEPS) assert.ok(change <= from);
  for (const { from, change } of IN_STEPS) assert.ok(-change <= from && -change <= Math.max(1, from / 4));
});

test('the alarms compute what the rule computes', () => {
  const random = numbers(7);
  for (let round = 0; round < 500; round += 1) {
    const given = minute(random(1000), random(50), random(200));
    const running = random(100);
    const value = evaluate(missingTasksMath(SETTINGS), { ...given, running });
    assert.equal(value, neededTasks(given, SETTINGS) - running);
  }
});

/** CloudWatch's own limits for an alarm: ten metrics and lines, 1,024 characters each. */
test('an alarm can hold the rule', () => {
  const lines = missingTasksMath(SETTINGS);
  assert.ok(lines.length + 4 <= 10);
  for (const [, expression] of lines) assert.ok(expression.length <= 1024);
});

/** The part of metric math that the rule uses, for one instant. */
function evaluate(lines: Array<[string, string]>, metrics: Record<string, number>): number {
  const known: Record<string, number> = { ...metrics };
  const functions = {
    FILL: (value: number | undefined, otherwise: number) => value ?? otherwise,
    IF: (condition: boolean, yes: number, no: number) => (condition ? yes : no),
    CEIL: Math.ceil,
  };
  for (const [id, expression] of lines) {
    const names = [...Object.keys(functions), ...Object.keys(known)];
    known[id] = new Function(...names, `return ${expression}`)(...Object.values(functions), ...Object.values(known));
  }
  return known[lines.at(-1)![0]];
}

/** The same numbers on every machine. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % below;
  };
}
