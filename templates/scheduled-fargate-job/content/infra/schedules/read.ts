import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type YAMLMap } from 'yaml';
import { checkJob } from './check';
import { type Job, JOB_DEFAULTS, type JobSchedule } from './job';
import { JOBS_IN_ONE_STACK } from './limits';

/** All problems of a schedule file, each with its line. */
export class ScheduleFileError extends Error {
  constructor(readonly problems: string[]) {
    super(`schedules.yaml cannot be used:\n${problems.map(problem => `  ${problem}`).join('\n')}`);
  }
}

/** Reads the reviewed `schedules.yaml` at the root of the repository. */
export function readSchedules(stackName: string): Job[] {
  const path = join(__dirname, '..', '..', 'schedules.yaml');
  return parseSchedules(readFileSync(path, 'utf8'), stackName);
}

/** @throws ScheduleFileError with every problem at once */
export function parseSchedules(text: string, stackName: string): Job[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problems: string[] = [];
  const report = (node: unknown, message: string) => {
    const offset = (node as Node | undefined)?.range?.[0];
    problems.push(`line ${offset === undefined ? 1 : lines.linePos(offset).line}: ${message}`);
  };
  for (const error of document.errors) {
    problems.push(`line ${error.linePos?.[0].line ?? 1}: ${error.message.split('\n')[0]}`);
  }
  if (problems.length > 0) throw new ScheduleFileError(problems);

  const list = isMap(document.contents) ? document.contents.get('jobs', true) : undefined;
  if (!isSeq(list) || list.items.length === 0) {
    throw new ScheduleFileError(['line 1: jobs must be a list with at least one job']);
  }
  if (isMap(document.contents)) {
    for (const { key } of document.contents.items) {
      if (isScalar(key) && key.value !== 'jobs') report(key, `${key.value} is no field; the only one is jobs`);
    }
  }
  if (list.items.length > JOBS_IN_ONE_STACK) {
    report(list.items[JOBS_IN_ONE_STACK], `one stack holds ${JOBS_IN_ONE_STACK} jobs: put the further ones into a repository of their own`);
  }
  const jobs = list.items.flatMap(item => {
    if (!isMap(item)) {
      report(item, 'a job must be a map with name, state, schedules and command');
      return [];
    }
    const before = problems.length;
    for (const { field, message } of checkJob(item.toJSON(), stackName)) {
      report(nodeAt(item, field) ?? item, `${[...field].join('.') || 'job'} ${message}`);
    }
    if (problems.length > before) return [];
    return [{ node: item, job: withDefaults(item.toJSON()) }];
  });
  const owners = new Set<string>();
  for (const { node, job } of jobs) {
    for (const name of new Set([job.name, ...job.schedules.map(schedule => schedule.name)])) {
      if (owners.has(name)) report(node, `the name ${name} is taken by an earlier job`);
      owners.add(name);
    }
    if (new Set(job.schedules.map(schedule => schedule.name)).size < job.schedules.length) {
      report(node, `${job.name} has two schedules of one name`);
    }
  }
  if (problems.length > 0) throw new ScheduleFileError(problems);
  return jobs.map(({ job }) => job);
}

function withDefaults(job: Partial<Job> & Pick<Job, 'name' | 'state' | 'command'> & { schedules: JobSchedule[] }): Job {
  return { ...JOB_DEFAULTS, environment: {}, secrets: {}, ...job };
}

/** The node of a field, or the nearest one above it. */
function nodeAt(job: YAMLMap, field: Array<string | number>): Node | undefined {
  for (let depth = field.length; depth > 0; depth -= 1) {
    const node = job.getIn(field.slice(0, depth), true);
    if (isScalar(node) || isMap(node) || isSeq(node)) return node;
  }
  return undefined;
}
