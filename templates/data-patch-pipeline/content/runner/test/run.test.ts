import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { Doors } from '../doors';
import type { Exec } from '../engines/exec';
import { applicationOf } from '../environment';
import type { QueueProbe } from '../jobs/wait';
import { runBuild } from '../run';
import type { Answer, Session } from '../sql/session';
import { BUILD, NOW, play, type Scene } from './build';
import { FIELDS, repositoryWith } from './patches';

/** A database that answers by a list of patterns, and writes down what it was asked. */
function fakeDatabase(answers: Array<[RegExp, () => Partial<Answer>]> = []) {
  const transcript: string[] = [];
  const session: Session = {
    database: 'postgresql',
    async query(text, values = []) {
      transcript.push(text.replace(/runner_[0-9a-f]{16}/, 'runner_x') + (values.length > 0 ? ` ${JSON.stringify(values)}` : ''));
      const [, answer] = answers.find(([pattern]) => pattern.test(text)) ?? [];
      return { rows: [], changed: 0, ...answer?.() };
    },
    cancel: async () => void transcript.push('(cancel)'),
    close: async () => void transcript.push('(close)'),
  };
  return { transcript, connect: () => async () => session };
}

const none = (): Partial<Answer> => ({ rows: [{ count: '0' }] });
const LEFT: Array<[RegExp, () => Partial<Answer>]> = [[/^select .* plan is null$/, none], [/^update/, () => ({ changed: 2 })]];
const wired = (doors: Partial<Doors>) => (scene: Scene) => void Object.assign(scene.doors, doors);

describe('one build, with a database that only writes down what it is asked', () => {
  const asked = (end: string[]) => ['SET SESSION statement_timeout = 5000', 'SET SESSION lock_timeout = 1000', 'BEGIN', 'SAVEPOINT runner_x', "update customers set plan = 'free' where plan is null", FIELDS.expect.queries[0].query, ...end, '(close)'];

  test('a run: limits, transaction, patch, question, commit; evidence before and after', async () => {
    const { transcript, connect } = fakeDatabase(LEFT);
    const { doors, place, begun, kept, printed } = play(wired({ connect }), { mode: 'run' });
    const { result, record } = await runBuild(doors, place);
    assert.equal(result, 'succeeded', printed.join('\n'));
    assert.deepEqual(transcript, asked(['RELEASE SAVEPOINT runner_x', 'COMMIT']));
    assert.deepEqual([begun.length, begun[0].endedAt], [1, null]);
    const { approvedBy, askedBy, startedBy } = record.who;
    assert.deepEqual([approvedBy?.name, askedBy?.slack, startedBy?.slack, record.approval], ['Boss', 'UASKED01', 'URUNNER1', 'request-1']);
    assert.deepEqual([record.subject?.command, record.attempt?.outcome, record.attempt?.findings[0].found], [['run', 'sql', 'patches/20261124-free-plan/patch.sql'], 'committed', 0]);
    assert.match(record.patch?.files['patch.sql'] ?? '', /^[0-9a-f]{64}$/);
    assert.deepEqual(kept[0].files.map(({ name }) => name), ['run.json', 'log.txt']);
    assert.match(Buffer.from(kept[0].files[1].content).toString(), /2026-11-24T10:00:00.000Z line 1: update customers .*: 2 rows changed/);
  });

  test('a dry run: the same, and a rollback', async () => {
    const { transcript, connect } = fakeDatabase(LEFT);
    const { doors, place } = play(wired({ connect }), { mode: 'dry-run' });
    assert.equal((await runBuild(doors, place)).result, 'succeeded');
    assert.deepEqual(transcript, asked(['ROLLBACK TO SAVEPOINT runner_x', 'ROLLBACK']));
  });

  test('a run whose count is wrong rolls back, fails and says so', async () => {
    const { transcript, connect } = fakeDatabase([[/plan is null$/, () => ({ rows: [{ count: '7' }] })]]);
    const { doors, place } = play(wired({ connect }), { mode: 'run' });
    const { result, messages } = await runBuild(doors, place);
    assert.equal(result, 'failed');
    assert.deepEqual(transcript.slice(-3), ['ROLLBACK TO SAVEPOINT runner_x', 'ROLLBACK', '(close)']);
    assert.deepEqual(messages.slice(0, 2), ['ROLLED BACK: nothing of this patch is in the database.', 'NOT AS EXPECTED: customers without a plan: 7 (expected 0)']);
  });

  test('verify asks in a transaction that can only read', async () => {
    const { transcript, connect } = fakeDatabase(LEFT);
    const { doors, place } = play(wired({ connect }), { mode: 'verify' });
    assert.equal((await runBuild(doors, place)).result, 'succeeded');
    assert.deepEqual(transcript.slice(2), ['BEGIN READ ONLY', FIELDS.expect.queries[0].query, 'ROLLBACK', '(close)']);
  });

  test('rollback runs its own file and commits', async () => {
    const root = repositoryWith({ files: { patch: 'patch.sql', rollback: 'rollback.sql' } }, { 'rollback.sql': 'update customers set plan = null where id in (1, 3);' });
    const { transcript, connect } = fakeDatabase(LEFT);
    const { doors, place } = play(wired({ connect }), { mode: 'rollback', root });
    assert.equal((await runBuild(doors, place)).result, 'succeeded');
    assert.ok(transcript.includes('update customers set plan = null where id in (1, 3)'));
    assert.ok(transcript.includes('COMMIT'));
  });

  test('hostile values travel beside the text', async () => {
    const plan = "'; drop table customers; -- $(x) \\! sh";
    const root = repositoryWith({ parameters: [{ name: 'plan', type: 'text' }] }, { 'patch.sql': 'update customers set plan = :plan where plan is null' });
    const { transcript, connect } = fakeDatabase(LEFT);
    const { doors, place } = play(wired({ connect }), { mode: 'run', root, parameters: { plan } });
    assert.equal((await runBuild(doors, place)).result, 'succeeded');
    assert.ok(transcript.includes(`update customers set plan = $1 where plan is null ${JSON.stringify([plan])}`));
  });

  test('a build that is stopped cancels what runs, rolls back and keeps evidence', async () => {
    const stop = new AbortController();
    const { transcript, connect } = fakeDatabase([[/^update/, () => (stop.abort(), { changed: 1 })], ...LEFT]);
    const { doors, place, kept } = play(scene => void Object.assign(scene.doors, { connect, stop: stop.signal }), { mode: 'run' });
    const { result } = await runBuild(doors, place);
    assert.equal(result, 'stopped');
    assert.ok(transcript.includes('(cancel)'));
    assert.ok(!transcript.includes('COMMIT'));
    assert.equal(kept[0].record.result, 'stopped');
  });

  test('a stop that comes during the commit does not hide that it was committed', async () => {
    const stop = new AbortController();
    const { connect } = fakeDatabase([[/^COMMIT$/, () => (stop.abort(), {})], ...LEFT]);
    const { doors, place } = play(scene => void Object.assign(scene.doors, { connect, stop: stop.signal }), { mode: 'run' });
    const { result, record } = await runBuild(doors, place);
    assert.deepEqual([result, record.attempt?.outcome], ['succeeded', 'committed']);
  });

  test('a run whose evidence cannot be begun never starts', async () => {
    const { transcript, connect } = fakeDatabase(LEFT);
    const { doors, place } = play(scene => void Object.assign(scene.doors, { connect, evidence: { begin: async () => Promise.reject(new Error('S3 is away')), keep: async () => 'x' } }), { mode: 'run' });
    assert.equal((await runBuild(doors, place)).result, 'failed');
    assert.deepEqual(transcript, []);
  });

  test('a run whose evidence cannot be kept has failed, says so, and leaves it in the log', async () => {
    const { connect } = fakeDatabase(LEFT);
    const { doors, place, printed } = play(scene => void Object.assign(scene.doors, { connect, evidence: { begin: async () => {}, keep: async () => Promise.reject(new Error('s3cr3t-password is away')) } }), { mode: 'run' });
    const { result, messages } = await runBuild(doors, place);
    assert.equal(result, 'failed');
    assert.match(messages[0], /^THE EVIDENCE COULD NOT BE WRITTEN \(\*\*\*\* is away\), so this build has failed/);
    assert.match(printed.at(-1) ?? '', /"outcome":"committed"/);
  });
});

describe('jobs that a patch enqueued', () => {
  const jobs = { wait: true, queues: ['sidekiq:default'], timeLimitMinutes: 1 };
  const run = (depths: number[]) => {
    const { connect } = fakeDatabase(LEFT);
    const probe: QueueProbe = { name: 'sidekiq:default', depth: async () => depths.shift() ?? 0 };
    const { doors, place } = play(wired({ connect, probe: async () => probe }), { mode: 'run', root: repositoryWith({ jobs }) });
    return runBuild(doors, place);
  };

  test('are waited for until the queue stays empty', async () => {
    const { result, record } = await run([3, 0, 1, 0, 0, 0]);
    assert.deepEqual([result, record.jobs], ['succeeded', { empty: true, left: { 'sidekiq:default': 0 }, waitedSeconds: 25 }]);
  });

  test('fail the build when time is up, though the patch is committed', async () => {
    const { result, record, messages } = await run(Array(100).fill(2));
    assert.deepEqual([result, record.attempt?.outcome, record.jobs?.empty], ['failed', 'committed', false]);
    assert.match(messages[0], /COMMITTED, BUT ITS JOBS ARE NOT DONE after 60 s/);
  });

  test('fail the build when the queue cannot be asked', async () => {
    const { connect } = fakeDatabase(LEFT);
    const { doors, place } = play(wired({ connect }), { mode: 'run', root: repositoryWith({ jobs }) });
    const { result, messages } = await runBuild(doors, place);
    assert.equal(result, 'failed');
    assert.match(messages[0], /NOBODY KNOWS WHETHER ITS JOBS ARE DONE/);
  });
});

describe('a patch of Ruby, by what its prelude reports', () => {
  const root = () => repositoryWith({ engine: 'ruby', files: { patch: 'patch.rb' } }, { 'patch.rb': '' });
  const reporting = (report: object): Exec => async (_words, { env }) => {
    writeFileSync(env.PATCH_REPORT, JSON.stringify({ error: null, counts: [], answers: [0], verified: null, blocked: [], unguarded: [], ...report }));
    return { exit: 0, signal: null, stopped: false, left: 0 };
  };
  const run = async (report: object) => {
    const { doors, place } = play(wired({ exec: reporting(report) }), { mode: 'run', root: root() });
    return runBuild(doors, place);
  };

  test('that was rolled back: what it sent before is said to stay', async () => {
    const { result, messages } = await run({ outcome: 'rolled-back', answers: [7] });
    assert.deepEqual([result, messages[0]], ['failed', 'ROLLED BACK: nothing of this patch is in the database. Jobs, mail and calls that it made before stay.']);
  });

  test('that was committed and failed afterwards has failed, and is not said to be gone', async () => {
    const { result, messages, record } = await run({ outcome: 'committed', error: 'RuntimeError: mail is away' });
    assert.deepEqual([result, messages[0], record.attempt?.outcome], ['failed', 'COMMITTED, though it failed after that.', 'committed']);
  });

  test('whose transaction was ended from within is not said to be rolled back', async () => {
    const { result, messages } = await run({ outcome: 'failed', error: 'THE TRANSACTION WAS ENDED FROM WITHIN' });
    assert.deepEqual([result, messages[0]], ['failed', 'THE TRANSACTION WAS ENDED FROM WITHIN']);
  });
});

describe('a patch that commits by itself', () => {
  const fields = { engine: 'command', files: { rollback: 'rollback.sh' }, command: ['bin/give', '--plan={plan}', '{plan}'], parameters: [{ name: 'plan', type: 'text' }], dryRun: { unavailable: 'A binary of another team' } };
  const root = () => repositoryWith(fields, { 'rollback.sh': '' });
  const ended: Exec = async () => ({ exit: 0, signal: null, stopped: false, left: 0 });

  test('gets each value as one word, and no shell', async () => {
    const argv: Array<readonly string[]> = [];
    const { connect } = fakeDatabase(LEFT);
    const plan = 'a b; $(touch x) `y` "\'';
    const { doors, place } = play(wired({ connect, exec: async (words, options) => (argv.push(words), ended(words, options)) }), { mode: 'run', root: root(), parameters: { plan } });
    assert.equal((await runBuild(doors, place)).result, 'succeeded');
    assert.deepEqual(argv, [['bin/give', `--plan=${plan}`, plan]]);
  });

  test('whose value would be an option does not start', async () => {
    const { connect } = fakeDatabase(LEFT);
    const { doors, place } = play(wired({ connect, exec: ended }), { mode: 'run', root: root(), parameters: { plan: '--force' } });
    const { result, messages } = await runBuild(doors, place);
    assert.equal(result, 'failed');
    assert.match(messages[0], /would begin with "-"/);
  });

  test('and fails is told loudly, with the rollback that was written for it', async () => {
    const { connect } = fakeDatabase([[/plan is null$/, () => ({ rows: [{ count: '7' }] })]]);
    const { doors, place } = play(wired({ connect, exec: ended }), { mode: 'run', root: root(), parameters: { plan: 'x' } });
    const { result, messages } = await runBuild(doors, place);
    assert.equal(result, 'failed');
    assert.match(messages[0], /THE DATABASE MAY HAVE CHANGED.*Ask for the mode rollback of patches\/20261124-free-plan: rollback.sh/);
  });

  test('is verified by its own program after it, and fails where that does', async () => {
    const withVerify = repositoryWith({ ...fields, files: { verify: 'verify.sh' } }, { 'verify.sh': '' });
    for (const exit of [0, 1]) {
      const started: string[] = [];
      const exec: Exec = async ([program]) => (started.push(program), { exit: program.endsWith('verify.sh') ? exit : 0, signal: null, stopped: false, left: 0 });
      const { doors, place } = play(wired({ connect: fakeDatabase(LEFT).connect, exec }), { mode: 'run', root: withVerify, parameters: { plan: 'x' } });
      const { result, messages } = await runBuild(doors, place);
      assert.deepEqual([result, started], [exit === 0 ? 'succeeded' : 'failed', ['bin/give', './patches/20261124-free-plan/verify.sh']]);
      assert.equal(/THE DATABASE MAY HAVE CHANGED.*no rollback file/.test(messages[0]), exit === 1);
    }
  });

  test('has no dry run: that is refused, and approvers read why', async () => {
    const { doors, place, printed } = play(() => {}, { mode: 'dry-run', root: root(), parameters: { plan: 'x' } });
    assert.equal((await runBuild(doors, place)).result, 'refused');
    assert.match(printed.join('\n'), /it has no dry run: A binary of another team/);
    const run = play(wired({ connect: fakeDatabase(LEFT).connect, exec: ended }), { mode: 'run', root: root(), parameters: { plan: 'x' } });
    assert.match((await runBuild(run.doors, run.place)).record.patch?.dryRun ?? '', /^NO DRY RUN IS POSSIBLE \(engine command\): A binary/);
  });

  test('sees the variables of the project, and none that make a program load code', async () => {
    let seen: Record<string, string> = {};
    const { connect } = fakeDatabase(LEFT);
    const change = (scene: Scene) => {
      Object.assign(scene.environment, { NODE_OPTIONS: '--require=x', RUBYOPT: '-rx', LD_PRELOAD: 'x', BASH_ENV: 'x' });
      Object.assign(scene.doors, { connect, exec: ((_words, { env }) => ((seen = env), ended([], {} as never))) as Exec });
    };
    const { doors, place } = play(change, { mode: 'run', root: root(), parameters: { plan: 'x' } });
    await runBuild(doors, place);
    assert.deepEqual(Object.keys(seen).sort(), ['DATABASE_URL', 'PATCH_MODE', 'PATCH_PARAMETERS', 'PATCH_PLAN', 'PATCH_REPORT', 'PATH', 'PGAPPNAME']);
    assert.equal(seen.PGAPPNAME, applicationOf(BUILD), 'by it the audit log tells whose session it is');
  });
});

test('the clock of the records is the one that was handed over', async () => {
  const { doors, place } = play(wired({ connect: fakeDatabase(LEFT).connect }), { mode: 'run' });
  assert.equal((await runBuild(doors, place)).record.startedAt, NOW.toISOString());
});
