import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Act, type ApprovalRequest, decide, newRequest, type Outcome } from '../approval/record';
import { subjectHash } from '../approval/subject';
import { canonicalJson, hashOf } from '../canonical';
import { INVOLVED, PATCH, SESSION } from './world';

const START = new Date('2026-11-22T03:00:00Z');
const hours = (count: number) => new Date(START.getTime() + count * 3_600_000);
const HASH = subjectHash(PATCH);
const OTHER = { ...PATCH, sha: 'b'.repeat(40) };

const requested = newRequest({ id: 'r-1', subject: PATCH, involved: INVOLVED, validHours: 72 }, START);
const by = { by: 'U1', name: 'A', title: 'CTO', how: 'button', subjectHash: HASH, mark: 'm1' } as const;
const approve: Act = { type: 'approve', ...by };
const after = (record: ApprovalRequest, ...acts: Act[]) => acts.reduce((each, act) => decide(each, act, hours(1)).record, record);

const approved = after(requested, approve);
const refused = after(requested, { type: 'refuse', reason: 'no', ...by });
const used = after(approved, { type: 'use', by: 'build-1', subjectHash: HASH });
const changed = after(requested, { type: 'change', subject: OTHER, by: 'U2' });
const expired = decide(requested, { type: 'expire' }, hours(72)).record;
const withdrawn = after(requested, { type: 'withdraw', by: 'U2', reason: 'wrong' });
const closed = after(requested, { type: 'close', reason: 'drill', ...by });
const other = { ...approve, mark: 'm2', by: 'U3' };

const CASES: Array<[string, ApprovalRequest, Act, Date, Outcome, ApprovalRequest['status']]> = [
  ['an approval', requested, approve, hours(1), 'approved', 'approved'],
  ['an approval in the last moment', requested, approve, new Date(hours(72).getTime() - 1), 'approved', 'approved'],
  ['an approval at the end', requested, approve, hours(72), 'too-late', 'expired'],
  ['the same press again', approved, approve, hours(2), 'replayed', 'approved'],
  ['a second approver', approved, other, hours(2), 'already-approved', 'approved'],
  ['an approval of what was refused', refused, other, hours(2), 'already-refused', 'refused'],
  ['an approval of what expired', expired, approve, hours(73), 'ended', 'expired'],
  ['an approval of what was withdrawn', withdrawn, approve, hours(2), 'ended', 'withdrawn'],
  ['an approval of what was closed', closed, other, hours(2), 'ended', 'closed'],
  ['an approval of another subject', requested, { ...approve, subjectHash: subjectHash(OTHER) }, hours(1), 'other-subject', 'requested'],
  ['an approval of what was asked before', changed, approve, hours(2), 'other-subject', 'requested'],
  ['an approval of what is asked now', changed, { ...approve, subjectHash: subjectHash(OTHER) }, hours(2), 'approved', 'approved'],
  ['a reply to a subject that never changed', requested, { ...approve, subjectHash: null, how: 'reply' }, hours(1), 'approved', 'approved'],
  ['a reply to a subject that changed', changed, { ...approve, subjectHash: null, how: 'reply' }, hours(1), 'other-subject', 'requested'],
  ['a refusal', requested, { type: 'refuse', reason: 'no', ...by }, hours(1), 'refused', 'refused'],
  ['a refusal of what was approved', approved, { type: 'refuse', reason: 'no', ...by, mark: 'm2' }, hours(2), 'already-approved', 'approved'],
  ['a change of what waits', requested, { type: 'change', subject: OTHER, by: 'U2' }, hours(1), 'changed', 'requested'],
  ['a change of what was approved', approved, { type: 'change', subject: OTHER, by: 'U2' }, hours(2), 'changed', 'requested'],
  ['a change of nothing', approved, { type: 'change', subject: PATCH, by: 'U2' }, hours(2), 'unchanged', 'approved'],
  ['a change of what was refused', refused, { type: 'change', subject: OTHER, by: 'U2' }, hours(2), 'ended', 'refused'],
  ['a change of what runs', used, { type: 'change', subject: OTHER, by: 'U2' }, hours(2), 'already-used', 'approved'],
  ['a withdrawal after the approval', approved, { type: 'withdraw', by: 'U2', reason: 'wrong' }, hours(2), 'withdrawn', 'withdrawn'],
  ['a withdrawal of what runs', used, { type: 'withdraw', by: 'U2', reason: 'wrong' }, hours(2), 'already-used', 'approved'],
  ['an expiry before its time', requested, { type: 'expire' }, hours(71), 'not-due', 'requested'],
  ['an expiry', requested, { type: 'expire' }, hours(72), 'expired', 'expired'],
  ['an expiry of what was approved', approved, { type: 'expire' }, hours(72), 'ended', 'approved'],
  ['a run', approved, { type: 'use', by: 'build-1', subjectHash: HASH }, hours(2), 'used', 'approved'],
  ['a run of another subject', approved, { type: 'use', by: 'build-1', subjectHash: subjectHash(OTHER) }, hours(2), 'other-subject', 'approved'],
  ['a run long after the approval', approved, { type: 'use', by: 'build-1', subjectHash: HASH }, hours(72), 'too-late', 'approved'],
  ['a run without an approval', requested, { type: 'use', by: 'build-1', subjectHash: HASH }, hours(1), 'not-approved', 'requested'],
  ['the same run again', used, { type: 'use', by: 'build-1', subjectHash: HASH }, hours(2), 'replayed', 'approved'],
  ['a second run', used, { type: 'use', by: 'build-2', subjectHash: HASH }, hours(2), 'already-used', 'approved'],
  ['an alert', requested, { type: 'alert', number: 1 }, hours(24), 'alerted', 'requested'],
  ['an alert after an answer', approved, { type: 'alert', number: 1 }, hours(24), 'ended', 'approved'],
  ['a note after the end', expired, { type: 'note', what: 'result', mark: 'n1', data: null }, hours(80), 'noted', 'expired'],
];

for (const [what, record, act, now, outcome, status] of CASES) {
  test(`${what}: ${outcome}`, () => {
    const before = structuredClone(record);
    const decision = decide(record, act, now);
    assert.deepEqual([decision.outcome, decision.record.status], [outcome, status]);
    assert.deepEqual(record, before, 'what was given is not changed');
  });
}

test('a change takes the answer with it', () => {
  assert.equal(after(approved, { type: 'change', subject: OTHER, by: 'U2' }).answer, null);
});

test('an alert that was noted is not noted again', () => {
  const once = after(requested, { type: 'alert', number: 2 });
  assert.equal(decide(once, { type: 'alert', number: 2 }, hours(50)).outcome, 'replayed');
  assert.equal(decide(once, { type: 'alert', number: 1 }, hours(50)).outcome, 'replayed');
});

test('a session is answered whenever the answer comes', () => {
  const session = newRequest({ id: 's-1', subject: SESSION, involved: INVOLVED, validHours: null }, START);
  const act: Act = { ...approve, subjectHash: subjectHash(SESSION) };
  assert.equal(decide(session, act, hours(10_000)).outcome, 'approved');
  assert.equal(decide(session, { type: 'expire' }, hours(10_000)).outcome, 'not-due');
});

test('a subject is one hash, whatever the order of its fields', () => {
  const turned = Object.fromEntries(Object.entries(PATCH).reverse()) as unknown as typeof PATCH;
  assert.equal(subjectHash(turned), HASH);
  for (const change of [{ command: ['bin/rails', 'runner patches/x.rb'] }, { parameters: {} }, { patch: 'p' }, { sha: 'c'.repeat(40) }]) {
    assert.notEqual(subjectHash({ ...PATCH, ...change }), HASH);
  }
});

for (const sha of ['main', 'a'.repeat(7), 'A'.repeat(40), 'a'.repeat(41), '']) {
  test(`"${sha}" is no commit that can be approved`, () => assert.throws(() => subjectHash({ ...PATCH, sha }), /whole commit id/));
}

for (const id of ['ab', '-abc', 'a/b', 'a'.repeat(49), 'a b c']) {
  test(`"${id}" is no id of a request`, () => assert.throws(() => newRequest({ id, subject: PATCH, involved: INVOLVED, validHours: 1 }, START), /id must be/));
}

test('canonical JSON is one text for one value', () => {
  assert.equal(canonicalJson({ b: [1, { d: null, c: 'ü"' }], a: undefined, A: true }), '{"A":true,"b":[1,{"c":"ü\\"","d":null}]}');
  assert.equal(hashOf({ a: 1, b: 2 }), hashOf({ b: 2, a: 1 }));
  assert.throws(() => canonicalJson(NaN), /JSON has no NaN/);
});
