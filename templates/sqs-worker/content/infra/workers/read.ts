import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type YAMLMap } from 'yaml';
import { checkWorker } from './check';
import type { Worker } from './worker';

const NEW_QUEUE = { heartbeat: false, maxReceives: 5 };
const EXISTING_QUEUE = { heartbeat: false };

/** All problems of a worker file, each with its line. */
export class WorkerFileError extends Error {
  constructor(readonly problems: string[]) {
    super(`workers.yaml cannot be used:\n${problems.map(problem => `  ${problem}`).join('\n')}`);
  }
}

/** Reads the reviewed `workers.yaml` at the root of the repository. */
export function readWorkers(stackName: string): Worker[] {
  const path = join(__dirname, '..', '..', 'workers.yaml');
  return parseWorkers(readFileSync(path, 'utf8'), stackName);
}

/** @throws WorkerFileError with every problem at once */
export function parseWorkers(text: string, stackName: string): Worker[] {
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
  if (problems.length > 0) throw new WorkerFileError(problems);

  const list = isMap(document.contents) ? document.contents.get('workers', true) : undefined;
  if (!isSeq(list) || list.items.length === 0) {
    throw new WorkerFileError(['line 1: workers must be a list with at least one worker']);
  }
  const names = new Set<unknown>();
  const workers = list.items.flatMap(item => {
    if (!isMap(item)) {
      report(item, 'a worker must be a map with name, state, tasks, command and queue');
      return [];
    }
    const before = problems.length;
    const fields = item.toJSON();
    for (const { field, message } of checkWorker(fields, stackName)) {
      report(nodeAt(item, field) ?? item, `${field.join('.') || 'worker'} ${message}`);
    }
    if (names.has(fields.name)) report(item, `the name ${fields.name} is taken by an earlier worker`);
    names.add(fields.name);
    return problems.length > before ? [] : [withDefaults(fields)];
  });
  if (problems.length > 0) throw new WorkerFileError(problems);
  return workers;
}

/** A worker as it stands in the file, checked: what may be left out may be missing. */
function withDefaults(written: Partial<Worker> & Pick<Worker, 'queue' | 'maxProcessingSeconds'>): Worker {
  const worker = {
    queueVariable: 'QUEUE_URL',
    typicalProcessingSeconds: written.maxProcessingSeconds,
    messagesAtOnce: 1,
    startWithinSeconds: 300,
    environment: {},
    secrets: {},
    ...written,
  } as Worker;
  const { queue } = worker;
  if (queue.kind === 'none') return worker;
  return { ...worker, queue: queue.kind === 'new' ? { ...NEW_QUEUE, ...queue } : { ...EXISTING_QUEUE, ...queue } };
}

/** The node of a field, or the nearest one above it. */
function nodeAt(worker: YAMLMap, field: string[]): Node | undefined {
  for (let depth = field.length; depth > 0; depth -= 1) {
    const node = worker.getIn(field.slice(0, depth), true);
    if (isScalar(node) || isMap(node) || isSeq(node)) return node;
  }
  return undefined;
}
