/** The comparison of old and new starts, in words. */
import type {
  InstantComparison,
  JobComparison,
  JobDefinition,
} from './definition';
import { inZone, localTime, utcTime } from '../rendering/instants';
import { plain, table } from '../rendering/markdown';

type Difference = InstantComparison['differences'][number];
type Side = Difference['side'];

/** What `compare` names, in words that hold for every dialect on the old side. */
const CAUSES: Record<string, Record<Side, string>> = {
  'dst-gap': {
    legacy:
      'clocks jump forward: the old side makes up for a time that was skipped, EventBridge Scheduler leaves it out',
    target:
      'clocks jump forward: only EventBridge Scheduler starts the job at this instant',
  },
  'dst-repeat': {
    legacy:
      'clocks go back and this time comes twice: the old side starts the job here as well, EventBridge Scheduler once',
    target:
      'clocks go back and this time comes twice: only EventBridge Scheduler starts the job at this instant',
  },
  dialect: {
    legacy: 'the two expressions mean different times: only the old has this',
    target: 'the two expressions mean different times: only the new has this',
  },
};

/** For the overview: one cell that says how old and new stand to each other. */
export function comparisonSummary({ status, instants }: JobComparison): string {
  if (status === 'new') return 'new job, nothing to compare with';
  const meant = status === 'intended' ? 'meant to change: ' : '';
  if (instants === null) return `${meant}instants not known`;
  return instants.differences.length === 0
    ? `${meant}same instants`
    : `${meant}${countOf(instants)}`;
}

/** The section of one job. */
export function comparisonText({
  comparison,
  schedules,
}: JobDefinition): string[] {
  const { reason, intended, deduplicate } = comparison;
  const { timezone } = schedules[0];
  return [
    ...(reason ? [plain(reason)] : []),
    ...oldAndNew(comparison, timezone),
    ...(intended && intended.differences.length > 0
      ? [
          'What was intended, as its own dialect means it, against what EventBridge Scheduler makes of it:',
          ...differenceTable(intended, timezone, {
            legacy: 'as intended',
            target: 'on EventBridge',
          }),
        ]
      : []),
    deduplicate
      ? 'Starts are deduplicated: two of the schedules can start the same minute, and the guard lets one run.'
      : 'No two schedules of this job start the same minute. The guard still drops what EventBridge Scheduler delivers twice.',
  ];
}

function oldAndNew(
  { status, instants }: JobComparison,
  timezone: string,
): string[] {
  if (status === 'new') return ['A new job: there is nothing to compare with.'];
  const meant =
    status === 'intended'
      ? ['The schedule is meant to change; the reason stands at the end.']
      : [];
  if (instants === null) {
    return [
      ...meant,
      'The instants were not compared, because nobody knows the old ones. Watch the first runs.',
    ];
  }
  const { from, to, legacyStarts, targetStarts, differences } = instants;
  return [
    ...meant,
    `Compared from ${inZone(from, timezone)} until before ${inZone(
      to,
      timezone,
    )}: ${legacyStarts} starts of the old schedule with ${targetStarts} of the new.`,
    ...(differences.length === 0
      ? ['Old and new start at the same instants.']
      : differenceTable(
          instants,
          timezone,
          { legacy: 'old', target: 'new' },
          status === 'intended' ? 'intended' : undefined,
        )),
  ];
}

function differenceTable(
  instants: InstantComparison,
  timezone: string,
  sides: Record<Side, string>,
  cause?: string,
): string[] {
  const { differences, more } = instants;
  const first = more ? `. The first ${differences.length}` : '';
  return [
    `${countOf(instants)}${first}:`,
    table(
      ['Local time', 'UTC', 'Starts only', 'Cause'],
      differences.map(difference => [
        localTime(difference.at, timezone),
        utcTime(difference.at),
        sides[difference.side],
        cause ?? causeOf(difference),
      ]),
    ),
  ];
}

function causeOf({ cause, side }: Difference): string {
  return Object.hasOwn(CAUSES, cause) ? CAUSES[cause][side] : plain(cause);
}

function countOf({ differences, more }: InstantComparison): string {
  const { length } = differences;
  if (more) return `More than ${length} instants differ`;
  return length === 1 ? '1 instant differs' : `${length} instants differ`;
}
