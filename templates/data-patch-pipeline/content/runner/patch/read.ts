import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml';
import { checkFields, type Fields } from './check';
import { checkQueries, checkSqlFile } from './check-sql';
import type { Patch, Problem } from './patch';

export const PATCH_FOLDER = /^patches\/\d{8}-[a-z0-9]+(-[a-z0-9]+)*$/;
/** Nobody reads more than this before approving it. */
const MAX_FILE_BYTES = 1_000_000;

export type Reading = { patch: Patch; problems: [] } | { patch?: undefined; problems: Problem[] };

/** Reads one patch and checks all of it. @param path `patches/YYYYMMDD-name`, below `root` */
export function readPatch(root: string, path: string): Reading {
  const file = `${path}/patch.yaml`;
  if (!PATCH_FOLDER.test(path) || !isDate(path.slice(8, 16))) {
    return { problems: [{ file: path, message: 'must be named patches/YYYYMMDD-name: a date, then lower-case words with hyphens' }] };
  }
  const folder = join(root, path);
  if (!existsSync(join(folder, 'patch.yaml'))) return { problems: [{ file, message: 'is missing' }] };
  const problems = readdirSync(folder).flatMap((name): Problem[] => {
    const entry = lstatSync(join(folder, name));
    // A link could lead out of what was approved.
    if (!entry.isFile()) return [{ file: `${path}/${name}`, message: 'must be a plain file' }];
    return entry.size > MAX_FILE_BYTES ? [{ file: `${path}/${name}`, message: `is larger than ${MAX_FILE_BYTES} bytes` }] : [];
  });
  if (problems.length > 0) return { problems };

  const lines = new LineCounter();
  const document = parseDocument(readFileSync(join(folder, 'patch.yaml'), 'utf8'), { lineCounter: lines });
  for (const error of document.errors) {
    problems.push({ file, line: error.linePos?.[0].line, message: error.message.split('\n')[0] });
  }
  if (problems.length > 0) return { problems };
  if (!isMap(document.contents)) return { problems: [{ file, line: 1, message: 'must be a map; see patch.schema.json' }] };
  const fields = document.toJS() as Fields;
  for (const { field, message } of checkFields(fields, readdirSync(folder))) {
    const offset = nodeAt(document.contents, field)?.range?.[0];
    problems.push({ file, field: field.join('.'), line: offset === undefined ? undefined : lines.linePos(offset).line, message });
  }
  if (problems.length > 0) return { problems };
  const patch = withDefaults(path, fields);
  problems.push(...checkQueries(patch, file));
  if (patch.engine === 'sql') {
    for (const role of ['patch', 'verify', 'rollback'] as const) {
      const name = patch.files[role];
      if (name) problems.push(...checkSqlFile(patch, role, `${path}/${name}`, readFileSync(join(folder, name), 'utf8')));
    }
  }
  return problems.length > 0 ? { problems } : { patch, problems: [] };
}

/** Every patch below `patches/`. */
export function patchPaths(root: string): string[] {
  const folder = join(root, 'patches');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => `patches/${entry.name}`)
    .sort();
}

function withDefaults(path: string, fields: Fields): Patch {
  const { dryRun, jobs, expect, ...given } = fields as Record<string, any>;
  const ownsTransaction = ['node', 'go', 'command'].includes(given.engine);
  return {
    files: {},
    parameters: [],
    transaction: ownsTransaction ? 'own' : 'one',
    ddl: 'none',
    timeLimitMinutes: 60,
    ...given,
    path,
    expect: { tables: [], queries: [], ...expect },
    jobs: { queues: [], timeLimitMinutes: 0, wait: false, ...jobs },
    noDryRun: dryRun?.unavailable,
  } as unknown as Patch;
}

/** The node of a field, or the nearest one above it. */
function nodeAt(root: YAMLMap, field: Array<string | number>): Node | undefined {
  for (let depth = field.length; depth > 0; depth -= 1) {
    const node = root.getIn(field.slice(0, depth), true);
    if (isScalar(node) || isMap(node) || isSeq(node)) return node;
  }
  return undefined;
}

function isDate(digits: string): boolean {
  const iso = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
}
