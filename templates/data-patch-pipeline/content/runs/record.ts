import { sha256 } from '../people/canonical';
import { subjectHash } from '../people/approval/subject';
import type { RunRecord } from '../runner/evidence/evidence';
import type { BuildFacts } from './builds';
import type { PatchRun } from './run';

/** What a build left: files of `runs/<build>/`, by name. */
export type RunFiles = ReadonlyMap<string, Uint8Array>;

/** Names in the order in which the runner writes them. */
export const RUN_FILES = ['started.json', 'run.json', 'log.txt'] as const;

/** `run.json`, as far as it can be read: the patch has the role that writes it. */
export function readRecord(files: RunFiles): RunRecord | null {
  const text = files.get('run.json');
  if (!text) return null;
  try {
    const record = JSON.parse(Buffer.from(text).toString('utf8')) as RunRecord;
    return record.format === 1 && Array.isArray(record.messages) ? record : null;
  } catch {
    return null;
  }
}

/**
 * In what the record of a build does not agree with CodeBuild and with what was
 * asked for. The patch and the runner have one role: what the patch wrote first
 * under the runner's names is found here.
 */
export function disagreements(run: Pick<PatchRun, 'subject' | 'mode'>, build: BuildFacts, files: RunFiles): string[] {
  const record = readRecord(files);
  if (!record) return files.has('run.json') ? ['run.json cannot be read'] : [];
  const log = files.get('log.txt');
  const pairs: Array<[what: string, said: unknown, known: unknown]> = [
    ['build', record.build, build.id],
    ['commit', build.resolvedSourceVersion ?? build.sourceVersion, run.subject.sha],
    ['hash of the log', record.logSha256, log ? sha256(log) : null],
    ['end', record.result === 'succeeded', build.buildStatus === 'SUCCEEDED'],
  ];
  if (record.result !== 'refused') pairs.push(['subject', record.subjectHash, subjectHash(run.subject)], ['mode', record.mode, run.mode]);
  return pairs.flatMap(([what, said, known]) => (said === known ? [] : [`${what}: ${JSON.stringify(said)}, and should be ${JSON.stringify(known)}`]));
}
