import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { judge, policyProblems, readFindings, reportOf } from '../image-policy.mjs';

const TODAY = '2026-11-22';
const POLICY = { failFrom: 'High', onlyWithFix: true, accepted: [] };
const ACCEPTED = { id: 'CVE-2026-1', package: 'libx', reason: 'Nothing here parses fonts of strangers', until: '2026-11-22' };

const match = (severity, state = 'fixed', more = {}) => ({
  vulnerability: { id: 'GHSA-1', severity, fix: { state, versions: state === 'fixed' ? ['2.0'] : [] } },
  relatedVulnerabilities: [{ id: 'CVE-2026-1' }],
  artifact: { name: 'libx', version: '1.0' },
  ...more,
});
const verdict = (matches, policy = POLICY) => judge(readFindings({ matches, source: {} }), policy, TODAY);

for (const [what, found, policy, stops] of [
  ['a severe finding with a fix', match('High'), POLICY, 1],
  ['one below the severity', match('Medium'), POLICY, 0],
  ['one whose severity is not known', match('Unknown'), POLICY, 1],
  ['one without a fix', match('Critical', 'not-fixed'), POLICY, 0],
  ['one without a fix, where that matters', match('Critical', 'not-fixed'), { ...POLICY, onlyWithFix: false }, 1],
  ['one that is accepted, on the last day', match('High'), { ...POLICY, accepted: [ACCEPTED] }, 0],
  ['one whose acceptance has ended', match('High'), { ...POLICY, accepted: [{ ...ACCEPTED, until: '2026-11-21' }] }, 1],
  ['one that is accepted in another package', match('High'), { ...POLICY, accepted: [{ ...ACCEPTED, package: 'liby' }] }, 1],
]) {
  test(`${what} ${stops ? 'stops' : 'does not stop'}`, () => {
    assert.equal(verdict([found], policy).stops.length, stops);
  });
}

test('an acceptance that nothing needs is named', () => {
  assert.match(reportOf(verdict([], { ...POLICY, accepted: [ACCEPTED] })), /CVE-2026-1 in libx any more: remove it/);
});

test('a name of a package is text', () => {
  const report = reportOf(verdict([match('High', 'fixed', { artifact: { name: 'a|b`@x`\n# c', version: '<img>' } })]));
  assert.ok(report.includes('a\\|b\\`\\@x\\`?\\# c | \\<img\\>'), report);
});

for (const [what, change, message] of [
  ['no reason', { reason: 'later' }, /reason/],
  ['no such day', { until: '2027-02-30' }, /until must be a day/],
  ['a day too far ahead', { until: '2027-11-22' }, /at most 180 days/],
  ['no package', { package: '' }, /package/],
]) {
  test(`an acceptance with ${what} is refused`, () => {
    assert.match(policyProblems({ ...POLICY, accepted: [{ ...ACCEPTED, ...change }] }, TODAY).join(), message);
  });
}

test('the policy of this repository is in order', () => {
  const policy = JSON.parse(readFileSync(new URL('../../image-policy.json', import.meta.url), 'utf8'));
  assert.deepEqual(policyProblems(policy, new Date().toISOString().slice(0, 10)), []);
});

test('the exit code tells good from bad, and both from not read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'image-policy-'));
  const exitOf = content => {
    const file = join(folder, 'findings.json');
    writeFileSync(file, content);
    const script = fileURLToPath(new URL('../image-policy.mjs', import.meta.url));
    return spawnSync(process.execPath, [script, file], { env: { ...process.env, GITHUB_STEP_SUMMARY: '' } }).status;
  };
  try {
    assert.equal(exitOf(JSON.stringify({ matches: [], source: {} })), 0);
    assert.equal(exitOf(JSON.stringify({ matches: [match('Critical')], source: {} })), 1);
    assert.equal(exitOf('{}'), 2);
    assert.equal(exitOf(''), 2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
