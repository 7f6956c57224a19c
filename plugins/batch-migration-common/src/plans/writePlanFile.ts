import { stringify } from 'yaml';
import { describeSchedule } from '../cron';
import type { CutoverStep } from '../cutover/model';
import type { IntendedSchedule, Plan, ScheduleSpec } from '../workload/model';
import { PLAN_FIELDS } from './planFields';
import { PLAN_FILE_KIND, PLAN_FILE_VERSION } from './planFile';

/** A workload as its entry in a file names it. */
export interface PlannedWorkload {
  id: string;
  name: string;
  serverRefs: readonly string[];
  roleRef: string;
  schedule: ScheduleSpec | null;
  plan: Plan;
}

const HEAD = [
  'Plans of Batch Migration. Edit, review and import them again:',
  'a field that is left out stays as it is, null empties it, and workload and',
  'version are not edited: they name what was read. Comments are not read.',
];

/** What a file begins with; entries follow, and with none it is not complete. */
export function planFileHead(): string {
  return `${HEAD.map(comment).join(
    '',
  )}apiVersion: ${PLAN_FILE_VERSION}\nkind: ${PLAN_FILE_KIND}\n`;
}

/** The list of entries, of which a stream writes one part after the other. */
export const PLAN_FILE_LIST = 'plans:\n';
export const PLAN_FILE_EMPTY = 'plans: []\n';

/**
 * One entry, with a comment that tells people which job it is. The same plan
 * is always the same text.
 */
export function planFileEntry({ plan, ...workload }: PlannedWorkload): string {
  const entry = {
    workload: workload.id,
    version: plan.version,
    ...Object.fromEntries(
      PLAN_FIELDS.map(field => [field, writable(plan, field)]),
    ),
  };
  const [first, ...rest] = stringify(entry, {
    lineWidth: 0,
    // Plans that share a value in memory share nothing in a file.
    aliasDuplicateObjects: false,
  })
    .replace(/\n$/, '')
    .split('\n');
  const places = workload.serverRefs.map(nameOf).join(', ');
  const comments = [
    `${workload.name} (${nameOf(workload.roleRef)}${
      places && ` on ${places}`
    })`,
    ...(workload.schedule ? [scheduleComment(workload.schedule)] : []),
    ...(plan.intendedSchedule ? [approvalComment(plan.intendedSchedule)] : []),
  ];
  return [
    ...comments.map(text => `  ${comment(text)}`),
    `  - ${first}\n`,
    // A blank line stays one, so that a text of many lines is as it was.
    ...rest.map(line => (line === '' ? '\n' : `    ${line}\n`)),
  ].join('');
}

/** Who approved a schedule is not for a file to say. */
function writable(plan: Plan, field: (typeof PLAN_FIELDS)[number]): unknown {
  switch (field) {
    case 'intendedSchedule': {
      if (!plan.intendedSchedule) return null;
      const { dialect, expression, timezone, reason } = plan.intendedSchedule;
      return { dialect, expression, timezone, reason };
    }
    case 'decision':
      return (
        plan.decision && {
          candidates: plan.decision.candidates.map(
            ({ name, adopted, reason }) => ({ name, adopted, reason }),
          ),
        }
      );
    case 'requirements':
      return plan.requirements.map(
        ({ id, text, check, evidence, expiresOn }) => ({
          id,
          text,
          check,
          ...(evidence !== undefined && { evidence }),
          ...(expiresOn !== undefined && { expiresOn }),
        }),
      );
    case 'steps':
      return plan.steps.map(writableStep);
    case 'canary':
      // It is for services alone: other plans do not name it.
      return plan.canary ?? undefined;
    default:
      return plan[field];
  }
}

function writableStep({
  check,
  secondPerson,
  bakeHours,
  ...step
}: CutoverStep) {
  const { id, title, instructions, ownerRef, reversible, undo } = step;
  return {
    ...{ id, title, instructions, ownerRef, check, reversible, undo },
    ...(secondPerson !== undefined && { secondPerson }),
    ...(bakeHours !== undefined && { bakeHours }),
  };
}

function scheduleComment(schedule: ScheduleSpec): string {
  const { expression, timezone } = schedule;
  return `runs ${expression} (${timezone}): ${describeSchedule(
    schedule,
    'en',
  )}`;
}

function approvalComment({ approval }: IntendedSchedule): string {
  if (approval) {
    return `intended schedule approved by ${approval.by} at ${approval.at}; a change of it voids that`;
  }
  return approval === null
    ? 'intended schedule not approved yet'
    : 'intended schedule set before approvals were asked for';
}

/** `default/bat000` of a ref in the catalog's own namespace is `bat000`. */
function nameOf(ref: string): string {
  return ref.replace(/^[^:]*:/, '').replace(/^default\//, '');
}

/** One line, whatever the text: names come from hosts. */
function comment(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ').trim();
  return `# ${line.length > 300 ? `${line.slice(0, 300)}…` : line}\n`;
}
