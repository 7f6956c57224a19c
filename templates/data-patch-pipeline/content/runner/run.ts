import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256, subjectHash } from './approval/approval';
import { Refused } from './approval/refusals';
import { check, type CheckState, type Checked } from './check';
import type { Doors, Place } from './doors';
import { type Attempt, broken, findingSentence } from './engines/attempt';
import { attempt } from './engines/engine';
import type { Result, RunRecord } from './evidence/evidence';
import { Log } from './evidence/log';
import { mask, secretsOf } from './evidence/mask';
import { waitForJobs } from './jobs/wait';
import { dryRunSentence, type Engine, type Mode, type Parameter, type Patch, reachesOutside } from './patch/patch';

export interface Done {
  result: Result;
  messages: string[];
  record: RunRecord;
  /** Of a check: what was ordered runs with packages of the branch. */
  dependencies?: boolean;
}

/** One build: check, attempt, jobs, evidence. Never throws; a build without evidence has failed. */
export async function runBuild(doors: Doors, place: Place): Promise<Done> {
  const state: CheckState = { build: '' };
  const log = new Log(doors.print, doors.clock);
  learnSecrets(log, state, place);
  const record = emptyRecord(doors.clock());
  try {
    const checked = await check(doors, place, state);
    describe(record, state, place);
    learnSecrets(log, state, place);
    await doors.evidence.begin(masked(record, log), checked.order);
    await work(doors, place, { checked, record, log });
    return await conclude(doors, place, { state, record, log });
  } catch (error) {
    return conclude(doors, place, { state, record, log, error: error as Error });
  }
}

/** The check alone, before anything of the branch runs. A refusal leaves evidence, as there will be no other. */
export async function checkOnly(doors: Doors, place: Place): Promise<Done> {
  const state: CheckState = { build: '' };
  const log = new Log(doors.print, doors.clock);
  learnSecrets(log, state, place);
  const record = emptyRecord(doors.clock());
  try {
    const { order, patch } = await check(doors, place, state);
    log.line('The build is what was approved.');
    return { result: 'succeeded', messages: [], record: { ...record, result: 'succeeded' }, dependencies: needsDependencies(order.mode, patch.engine) };
  } catch (error) {
    return conclude(doors, place, { state, record, log, error: error as Error });
  }
}

/**
 * To install packages is to run code of the branch: scripts of packages, a Gemfile. So nothing is installed for what
 * runs none of it, and may therefore need no approval.
 */
export function needsDependencies(mode: Mode, engine: Engine): boolean {
  return mode !== 'check' && engine !== 'sql';
}

/** Writes down what happened, and makes it the answer. */
async function conclude(doors: Doors, place: Place, { state, record, log, error }: { state: CheckState; record: RunRecord; log: Log; error?: Error }): Promise<Done> {
  describe(record, state, place);
  learnSecrets(log, state, place);
  if (error) {
    record.result = error instanceof Refused ? 'refused' : 'failed';
    if (error instanceof Refused) record.refusals = error.refusals;
    record.messages.unshift(error.message);
  }
  record.messages.forEach(log.line);
  record.endedAt = doors.clock().toISOString();
  await keep(doors, state, record, log);
  return { result: record.result, messages: record.messages, record };
}

async function work(doors: Doors, place: Place, { checked, record, log }: { checked: Checked; record: RunRecord; log: Log }): Promise<void> {
  const { patch, order, values } = checked;
  const { mode } = order;
  log.line(`${mode} of ${patch.path}: ${patch.title}`);
  log.line(dryRunSentence(patch));
  if (mode === 'check') {
    record.result = 'succeeded';
    return;
  }
  const { signal, end } = limited(doors.stop, patch.timeLimitMinutes * 60_000);
  try {
    const { exit, ...result } = await attempt({ doors, place, patch, mode, values, log: log.line, signal });
    record.attempt = result;
    record.exit = exit;
  } finally {
    end();
  }
  const result = record.attempt;
  record.messages = sentencesOf(patch, mode, result);
  record.result = resultOf(mode, result);
  if (record.result === 'succeeded' && mode === 'run' && patch.jobs.wait) await jobs(doors, { patch, record, log });
}

async function jobs(doors: Doors, { patch, record, log }: { patch: Patch; record: RunRecord; log: Log }): Promise<void> {
  const { clock, sleep, stop } = doors;
  try {
    const probes = await Promise.all(patch.jobs.queues.map(queue => doors.probe(queue)));
    const timeLimitMs = patch.jobs.timeLimitMinutes * 60_000;
    record.jobs = await waitForJobs({ probes, timeLimitMs, clock, sleep, log: log.line, isStopped: () => stop.aborted });
    if (record.jobs.empty) return;
    record.messages.unshift(`COMMITTED, BUT ITS JOBS ARE NOT DONE after ${record.jobs.waitedSeconds} s: ${JSON.stringify(record.jobs.left)}`);
  } catch (error) {
    record.messages.unshift(`COMMITTED, BUT NOBODY KNOWS WHETHER ITS JOBS ARE DONE: ${(error as Error).message}`);
  }
  record.result = 'failed';
}

function resultOf(mode: string, { outcome, findings, error }: Attempt): Result {
  if (outcome === 'stopped') return 'stopped';
  const expected = mode === 'dry-run' ? ['rolled-back'] : ['committed', 'done'];
  // Verifying with a Ruby prelude is a dry run of the verify file.
  const isGood = expected.includes(outcome) || (mode === 'verify' && outcome === 'rolled-back');
  return isGood && error === undefined && broken(findings).length === 0 ? 'succeeded' : 'failed';
}

function sentencesOf(patch: Patch, mode: string, { outcome, findings, error, blocked, unguarded }: Attempt): string[] {
  const isBroken = broken(findings).length > 0;
  const mayHaveChanged = mode === 'run' && (outcome === 'done' || outcome === 'failed' || outcome === 'stopped') && patch.transaction === 'own';
  return [
    ...(mayHaveChanged && (isBroken || error !== undefined) ? [`THE DATABASE MAY HAVE CHANGED: this patch commits by itself. ${rollbackSentence(patch)}`] : []),
    ...(mode === 'run' && outcome === 'rolled-back' ? [`ROLLED BACK: nothing of this patch is in the database.${reachesOutside(patch) ? ' Jobs, mail and calls that it made before stay.' : ''}`] : []),
    ...(outcome === 'committed' && error !== undefined ? ['COMMITTED, though it failed after that.'] : []),
    ...(error === undefined ? [] : [error]),
    ...findings.map(findingSentence),
    ...blocked.map(({ kind, detail }) => `blocked: ${kind}: ${detail}`),
    ...unguarded,
    `outcome: ${outcome}`,
  ];
}

function rollbackSentence({ files, path }: Patch): string {
  return files.rollback ? `Ask for the mode rollback of ${path}: ${files.rollback} was written for this.` : 'It has no rollback file: decide now who looks at the data.';
}

async function keep(doors: Doors, { order }: CheckState, record: RunRecord, log: Log): Promise<void> {
  const text = Buffer.from(log.text());
  record.logSha256 = sha256(text);
  const kept = masked(record, log);
  const files = [
    { name: 'run.json', content: Buffer.from(`${JSON.stringify(kept, null, 2)}\n`) },
    { name: 'log.txt', content: text },
  ];
  try {
    doors.print(`evidence: ${await doors.evidence.keep(kept, order, files)}`);
  } catch (error) {
    const message = mask(`THE EVIDENCE COULD NOT BE WRITTEN (${(error as Error).message}), so this build has failed, whatever it did before.`, log.secrets);
    if (record.result === 'succeeded') record.result = 'failed';
    record.messages.unshift(message);
    doors.print(message);
    // The only other place that is left: CloudWatch Logs.
    doors.print(JSON.stringify(kept));
  }
}

/** Of a patch that cannot be read, every value might be one. */
function learnSecrets(log: Log, { order, patch }: CheckState, { pins, environment }: Place): void {
  const values = order?.subject.parameters ?? {};
  const parameters = patch?.parameters ?? Object.keys(values).map((name): Parameter => ({ name, type: 'text', secret: true }));
  log.secrets = secretsOf(pins.environmentVariables, environment, parameters, values);
}

/** Every text in the record is masked, wherever it came from. */
function masked(record: RunRecord, log: Log): RunRecord {
  return JSON.parse(JSON.stringify(record), (_key, value) => (typeof value === 'string' ? mask(value, log.secrets) : value)) as RunRecord;
}

function describe(record: RunRecord, { build, order, patch }: CheckState, { root }: Place): void {
  record.build = build;
  record.patch = patch ? { title: patch.title, why: patch.why, dryRun: dryRunSentence(patch), files: hashesOf(join(root, patch.path)) } : null;
  if (!order) return;
  const { approval } = order;
  record.mode = order.mode;
  record.subject = order.subject;
  record.subjectHash = subjectHash(order.subject);
  record.approval = approval?.id ?? null;
  record.who = {
    askedBy: approval?.involved.operator ?? null,
    author: approval?.involved.author ?? null,
    startedBy: order.startedBy,
    approvedBy: approval?.answer ? { slack: approval.answer.by, name: approval.answer.name, title: approval.answer.title, at: approval.answer.at } : null,
  };
}

function hashesOf(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).sort().map(name => [name, sha256(readFileSync(join(folder, name)))]));
}

function emptyRecord(now: Date): RunRecord {
  const who = { askedBy: null, author: null, startedBy: null, approvedBy: null };
  const nothing = { mode: null, subject: null, subjectHash: null, approval: null, patch: null, attempt: null, exit: null, jobs: null, logSha256: null };
  return { format: 1, build: '', result: 'failed', messages: [], refusals: [], who, ...nothing, startedAt: now.toISOString(), endedAt: null };
}

/** A signal that also comes when time is up. */
function limited(stop: AbortSignal, timeLimitMs: number): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, timeLimitMs);
  stop.addEventListener('abort', abort, { once: true });
  if (stop.aborted) abort();
  const end = () => {
    clearTimeout(timer);
    stop.removeEventListener('abort', abort);
  };
  return { signal: controller.signal, end };
}
