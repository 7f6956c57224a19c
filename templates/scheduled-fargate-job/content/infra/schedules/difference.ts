import type { Job } from './job';
import { occurrences } from './occurrences';
import { localTime } from './zone';

const DAY = 86_400_000;
const DAYS = 30;
/** Starts that are listed for each job and side. */
const LISTED = 20;
/** GitHub takes comments of 65,536 characters. */
const CHARACTERS = 60_000;

/**
 * What a change of `schedules.yaml` does to the starts of the coming 30 days,
 * as Markdown.
 *
 * @param before - jobs as they are deployed; empty where there were none
 * @param from - inclusive
 */
export function scheduleDifference(before: Job[], after: Job[], from: Date): string {
  const to = new Date(from.getTime() + DAYS * DAY);
  const names = [...new Set([...before, ...after].map(({ name }) => name))].sort();
  const sections = names.flatMap(name => {
    const [old, next] = [before, after].map(jobs => jobs.find(job => job.name === name));
    return JSON.stringify(old) === JSON.stringify(next) ? [] : [section(name, old, next, from, to)];
  });
  const period = `${utc(from)} to ${utc(to)} UTC`;
  if (sections.length === 0) return `## Schedules\n\nNo job changes.\n`;
  const text = [`## Schedules`, `Starts from ${period}, before and after this change.`, ...sections].join('\n\n');
  return text.length > CHARACTERS
    ? `${text.slice(0, CHARACTERS).replace(/\n[^\n]*$/, '')}\n\nThe rest is left out: too many changes for one comment.\n`
    : `${text}\n`;
}

function section(name: string, old: Job | undefined, next: Job | undefined, from: Date, to: Date): string {
  const isOff = (job?: Job) => job === undefined || job.state === 'DISABLED';
  // Of a job that is off on both sides it is shown when it would start.
  const asIfOn = isOff(old) && isOff(next);
  const starts = (job: Job | undefined) => (job && (asIfOn || !isOff(job)) ? startsOf(job, from, to) : NONE);
  const [gone, come] = [starts(old), starts(next)];
  const removed = [...gone.instants].filter(at => !come.instants.has(at)).sort((a, b) => a - b);
  const added = [...come.instants].filter(at => !gone.instants.has(at)).sort((a, b) => a - b);
  const zone = (next ?? old)!.schedules[0].timezone;
  return [
    `### ${name}`,
    [what(old, next), asIfOn && 'It is switched off: the starts are those that it would have.'].filter(Boolean).join(' '),
    ...unknown(gone.unknown, come.unknown),
    `Starts: ${gone.instants.size} before, ${come.instants.size} after; ${added.length} new, ${removed.length} gone.`,
    ...table(zone, added, removed),
  ].join('\n\n');
}

function what(old: Job | undefined, next: Job | undefined): string {
  if (!old) return `A new job, ${next!.state}.`;
  if (!next) return 'The job is removed.';
  const changed = (Object.keys({ ...old, ...next }) as Array<keyof Job>).filter(
    key => JSON.stringify(old[key]) !== JSON.stringify(next[key]),
  );
  const state = old.state === next.state ? '' : ` ${old.state} becomes ${next.state}.`;
  return `Changed: ${changed.map(key => `\`${key}\``).join(', ')}.${state}`;
}

interface Starts {
  instants: Set<number>;
  /** Expressions whose starts nobody can know yet. */
  unknown: string[];
}

const NONE: Starts = { instants: new Set(), unknown: [] };

function startsOf(job: Job, from: Date, to: Date): Starts {
  const starts: Starts = { instants: new Set(), unknown: [] };
  for (const schedule of job.schedules) {
    const found = occurrences(schedule, from, to);
    if (found) found.forEach(at => starts.instants.add(at.getTime()));
    else starts.unknown.push(schedule.expression);
  }
  return starts;
}

function unknown(old: string[], next: string[]): string[] {
  const expressions = [...new Set([...old, ...next])].map(expression => `\`${expression}\``);
  return expressions.length === 0
    ? []
    : [`${expressions.join(', ')}: counted from when it is deployed, so its starts are not known here.`];
}

function table(zone: string, added: number[], removed: number[]): string[] {
  const rows = [
    ...added.slice(0, LISTED).map(at => ({ at, sign: 'new' })),
    ...removed.slice(0, LISTED).map(at => ({ at, sign: 'gone' })),
  ].sort((a, b) => a.at - b.at);
  if (rows.length === 0) return [];
  const more = Math.max(0, added.length - LISTED) + Math.max(0, removed.length - LISTED);
  return [
    [
      `| | ${zone} | UTC |`,
      '| --- | --- | --- |',
      ...rows.map(({ at, sign }) => `| ${sign} | ${clock(localTime(zone, at))} | ${utc(new Date(at))} |`),
    ].join('\n'),
    ...(more > 0 ? [`${more} more are not listed.`] : []),
  ];
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** A wall clock, given in milliseconds as if it were UTC. */
function clock(local: number): string {
  const date = new Date(local);
  return `${WEEKDAYS[date.getUTCDay()]} ${date.toISOString().slice(0, 16).replace('T', ' ')}`;
}

function utc(at: Date): string {
  return at.toISOString().slice(0, 16).replace('T', ' ');
}
