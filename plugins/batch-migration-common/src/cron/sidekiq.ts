/** sidekiq-scheduler's YAML into the same model as crontabs. */
import { excerpt } from './excerpt';
import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type YAMLMap,
} from 'yaml';
import { compileSidekiq } from './sidekiqExpression';
import type { CrontabIssue, ScheduleSpec } from './types';
import { lineOfDepth } from './yamlDepth';
import { isTimezone } from './zone';

export interface SidekiqJob {
  /** 1-based line of the job's name. */
  line: number;
  enabled: boolean;
  name: string;
  /** The worker class. */
  className: string | null;
  queue: string | null;
  /** As written, for example `15 4 * * * Asia/Tokyo` or `every 5m`. */
  schedule: string;
  scheduleSpec: ScheduleSpec;
  timezone: string;
  /** What it pushes: class and arguments, as a person would write the call. */
  command: string;
  description: string | null;
  issues: CrontabIssue[];
}

export interface ParsedSidekiqSchedule {
  jobs: SidekiqJob[];
  issues: CrontabIssue[];
}

const TYPES = ['cron', 'every', 'interval', 'in', 'at'] as const;
/** Uses of one anchor, those within it multiplied. */
const MAX_ALIASES = 10_000;
const MAX_MERGES = 8;

interface Entry {
  name: string;
  line: number;
  column: number;
  value: Record<string, unknown>;
}

/** The schedule may stand alone or under `:scheduler:` / `:schedule:` of sidekiq.yml. */
function scheduleNode(root: Node | null): Node | null {
  let node = root;
  for (const keys of [
    ['scheduler', ':scheduler'],
    ['schedule', ':schedule'],
  ]) {
    if (!isMap(node)) return node;
    const found = node.items.find(
      ({ key }) => isScalar(key) && keys.includes(String(key.value)),
    );
    if (found) node = found.value as Node | null;
  }
  return node;
}

function text(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : null;
}

/** Maps as objects; a key that is no scalar names nothing and is left out. */
function plainOf(value: unknown, known = new Map<unknown, unknown>()): unknown {
  if (typeof value !== 'object' || value === null) return value;
  // Aliases share what they stand for.
  if (known.has(value)) return known.get(value);
  // An alias of what it stands in has no end: it counts as nothing.
  known.set(value, null);
  let plain: unknown = value;
  if (Array.isArray(value)) {
    plain = value.map(each => plainOf(each, known));
  } else if (value instanceof Map) {
    plain = Object.fromEntries(
      [...value]
        .filter(([key]) => typeof key !== 'object' || key === null)
        .map(([key, each]) => [String(key), plainOf(each, known)]),
    );
  }
  known.set(value, plain);
  return plain;
}

/**
 * All jobs at once: an alias is looked up in the whole document, so one by one
 * would take the square of the time. Empty where aliases lead nowhere or
 * multiply; Ruby then loads no job either.
 */
function plainObject(
  node: YAMLMap,
  document: Document.Parsed,
): Record<string, unknown> {
  try {
    // As objects, keys that are maps would be written out level by level.
    const map = node.toJS(document, {
      maxAliasCount: MAX_ALIASES,
      mapAsMap: true,
    });
    return plainOf(map) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/**
 * `<<: *defaults` as Ruby merges it: own settings win, then earlier sources.
 * The YAML library would look every alias up in the whole document.
 */
function mergedEntries(
  value: Record<string, unknown>,
  depth = 0,
): Array<[string, unknown]> {
  const own = Object.entries(value).filter(([key]) => key !== '<<');
  if (!Object.hasOwn(value, '<<') || depth >= MAX_MERGES) return own;
  const sources = [value['<<']].flat().reverse();
  return [
    ...sources.flatMap(source =>
      typeof source === 'object' && source !== null
        ? mergedEntries(source as Record<string, unknown>, depth + 1)
        : [],
    ),
    ...own,
  ];
}

/** Settings of Sidekiq stand beside the schedule, never among its jobs. */
function isSidekiqConfiguration(root: YAMLMap): boolean {
  return root.items.some(
    ({ key, value }) =>
      isScalar(key) &&
      /^:?(?:concurrency|queues)$/.test(String(key.value)) &&
      !isMap(value),
  );
}

/** `every: ['30m', first_in: 0]` holds the schedule first, then its options. */
function scheduleText(value: unknown): string | null {
  return text(Array.isArray(value) ? value[0] : value);
}

function readJob(
  entry: Entry,
  defaultTimezone: string,
): SidekiqJob | CrontabIssue {
  const { name, line, column } = entry;
  const value = Object.fromEntries(
    mergedEntries(entry.value).map(([key, each]) => [
      key.replace(/^:/, ''),
      each,
    ]),
  );
  const type = TYPES.find(
    each => value[each] !== undefined && value[each] !== null,
  );
  const written = type && scheduleText(value[type]);
  if (!type || !written) {
    return {
      line,
      column,
      severity: 'error',
      code: 'no-schedule',
      message: `\`${excerpt(name)}\` has none of ${TYPES.join(
        ', ',
      )} with a value. Add one, or remove the job.`,
    };
  }
  const expression =
    type === 'cron' ? written.trim() : `${type} ${written.trim()}`;
  const issues: CrontabIssue[] = [];
  const report = (
    severity: CrontabIssue['severity'],
    code: string,
    message: string,
  ) => issues.push({ line, column, severity, code, message });
  const result = compileSidekiq(expression);
  let timezone = defaultTimezone;
  if (!result.ok) report('error', result.code, result.message);
  else if (result.expression.type === 'cron') {
    timezone = result.expression.timezone ?? defaultTimezone;
  } else if (result.expression.type !== 'at') {
    report(
      'warning',
      'once-per-host',
      `\`${type}\` pushes once per host and counts from the start of each process. Turn it into \`cron\` before moving it, so that it pushes once.`,
    );
  }
  if (!isTimezone(timezone)) {
    report(
      'error',
      'unknown-timezone',
      `\`${excerpt(timezone)}\` is not a time zone.`,
    );
  }
  const className = text(value.class) ?? name;
  const args = value.args === undefined ? [] : [value.args].flat();
  return {
    line,
    enabled: value.enabled !== false,
    name,
    className,
    queue: text(value.queue),
    schedule: expression,
    scheduleSpec: { dialect: 'sidekiq-scheduler', expression, timezone },
    timezone,
    command: `${className}.perform_async(${args
      .map(arg => JSON.stringify(arg))
      .join(', ')})`,
    description: text(value.description),
    issues,
  };
}

/** Reads the schedule; a job that cannot be read becomes an issue. Never throws. */
export function parseSidekiqSchedule(
  source: string,
  options: { timezone: string },
): ParsedSidekiqSchedule {
  const lines = new LineCounter();
  const jobs: SidekiqJob[] = [];
  const issues: CrontabIssue[] = [];
  const deep = lineOfDepth(source);
  if (deep !== null) {
    issues.push({
      line: deep,
      column: 1,
      severity: 'error',
      code: 'too-deep',
      message:
        'This nests deeper than a schedule can, so the file is not read. Check that it is one.',
    });
    return { jobs, issues };
  }
  const document = parseDocument(source, {
    lineCounter: lines,
    logLevel: 'silent',
    // Pretty ones quote the text around each error, which adds up.
    prettyErrors: false,
  });
  for (const error of document.errors) {
    const { line, col } = lines.linePos(error.pos[0]);
    issues.push({
      line: Math.max(line, 1),
      column: Math.max(col, 1),
      severity: 'error',
      code: 'bad-yaml',
      message: `This is not YAML: ${excerpt(error.message.split('\n')[0])}`,
    });
  }
  const node = scheduleNode(document.contents);
  if (!isMap(node)) {
    if (
      issues.length === 0 &&
      node !== null &&
      (isScalar(node) ? node.value !== null : isSeq(node))
    ) {
      issues.push({
        line: 1,
        column: 1,
        severity: 'error',
        code: 'no-jobs',
        message:
          'A schedule maps the names of jobs to their settings; this is something else.',
      });
    }
    return { jobs, issues };
  }
  if (node === document.contents && isSidekiqConfiguration(node)) {
    issues.push({
      line: 1,
      column: 1,
      severity: 'warning',
      code: 'no-jobs',
      message:
        "This is Sidekiq's own configuration without a `:schedule:`. Read the file that holds the schedule.",
    });
    return { jobs, issues };
  }
  const plainJobs = plainObject(node, document);
  for (const { key } of node.items) {
    const at = lines.linePos((key as Node | null)?.range?.[0] ?? 0);
    const position = {
      line: Math.max(at.line, 1),
      column: Math.max(at.col, 1),
    };
    const name = isScalar(key) ? String(key.value) : '';
    const plain = Object.hasOwn(plainJobs, name) ? plainJobs[name] : null;
    if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
      issues.push({
        ...position,
        severity: 'error',
        code: 'bad-job',
        message: `\`${excerpt(name)}\` has no settings that can be read.`,
      });
      continue;
    }
    const job = readJob(
      { name, ...position, value: plain as Record<string, unknown> },
      options.timezone,
    );
    if ('code' in job) issues.push(job);
    else {
      jobs.push(job);
      issues.push(...job.issues);
    }
  }
  return { jobs, issues };
}
