import type { ServerDangerType, ServerView } from '../api/contract';
import { nextOccurrences } from '../cron';
import { END_OF_LIFE_FACT } from '../endOfLife';
import type { Server } from './model';
import { newestFact } from './newestFact';
import type { VerdictRow } from './serverVerdict';
import { speaksTls12 } from './speaksTls12';

type ServerDanger = ServerView['dangers'][number];

const DAY_MS = 86_400_000;

/** Up to three names, and how many more there are. */
export function namesOf(rows: readonly VerdictRow[]): string {
  const names = rows.slice(0, 3).map(({ name }) => name);
  const rest = rows.length - names.length;
  return names.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/** What is known of a server that is not empty yet. */
interface Pressed {
  server: Server;
  /** Workloads that are not gone from it. */
  stillHere: readonly VerdictRow[];
  /** Workloads that run on it and nowhere else. */
  alone: readonly VerdictRow[];
  now: Date;
}

/**
 * Dangers of the server itself, acute ones first. What nobody knows, for
 * example when support of its system ends, is none: it is shown as unknown
 * among the facts. Dates are days in UTC and count until their end.
 */
export function dangersOfServer(pressed: Pressed): ServerDanger[] {
  return [
    ...hardDates(pressed),
    ...endOfLife(pressed),
    ...oldTls(pressed),
    ...previousGeneration(pressed),
    ...singlePointOfFailure(pressed),
    ...unknownOwner(pressed),
  ];
}

function hardDates({ server, stillHere, now }: Pressed): ServerDanger[] {
  if (stillHere.length === 0) return [];
  return server.hardDates.flatMap(({ date, effect }): ServerDanger[] => {
    const end = endOfDay(date);
    if (end === null) return [];
    if (end <= now.getTime()) {
      return [
        {
          type: 'hard-date-missed',
          severity: 'acute',
          message: `${date} has passed (${effect}), and ${stillHere.length} workloads are left.`,
        },
      ];
    }
    const late = stillHere.filter(row => earliestProof(row, now) > end);
    if (late.length === 0) return [];
    return [
      {
        type: 'hard-date-missed',
        severity: 'acute',
        message: `${date} (${effect}) cannot be met: the soak of ${namesOf(
          late,
        )} ends later at the earliest.`,
      },
    ];
  });
}

function endOfLife({ server, now }: Pressed): ServerDanger[] {
  const { facts } = server;
  // The first one counts: whoever gathered them put the surest there.
  const value =
    facts.find(({ name }) => name === END_OF_LIFE_FACT)?.value ?? null;
  const end = endOfDay(value);
  if (end === null || end > now.getTime()) return [];
  const os = newestFact(facts, 'os')?.value;
  return [
    pressing(
      'end-of-life',
      `${os ?? 'Its operating system'} is out of support since ${value}.`,
    ),
  ];
}

/** AWS's endpoints take TLS 1.2 at least: https://aws.amazon.com/blogs/security/tls-1-2-required-for-aws-endpoints/ */
function oldTls({ server }: Pressed): ServerDanger[] {
  if (speaksTls12(server.facts) !== false) return [];
  return [
    pressing(
      'tls-too-old',
      'It does not speak TLS 1.2, which endpoints of AWS and most others demand: from this host nothing reaches them.',
    ),
  ];
}

/** Only instance types of previous generations start paravirtual images: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/virtualization_types.html */
function previousGeneration({ server }: Pressed): ServerDanger[] {
  const { facts } = server;
  const type = newestFact(facts, 'instance-type')?.value ?? 'its instance type';
  if (newestFact(facts, 'virtualization')?.value === 'paravirtual') {
    return [
      pressing(
        'previous-generation',
        `It is paravirtual (${type}): no instance type of today can start it, so it cannot be moved to another one as it is.`,
      ),
    ];
  }
  if (newestFact(facts, 'instance-generation')?.value !== 'previous') return [];
  return [
    pressing(
      'previous-generation',
      `AWS counts ${type} among the previous generations of instances.`,
    ),
  ];
}

function singlePointOfFailure({ server, alone }: Pressed): ServerDanger[] {
  if (server.instances.length !== 1 || alone.length === 0) return [];
  return [
    pressing(
      'single-point-of-failure',
      `One instance runs ${
        alone.length
      } workloads that run nowhere else: ${namesOf(alone)}.`,
    ),
  ];
}

function unknownOwner({ server, stillHere }: Pressed): ServerDanger[] {
  if (server.ownerRef !== null || stillHere.length === 0) return [];
  return [
    pressing(
      'unknown-owner',
      `Nobody is known to own it, and ${stillHere.length} workloads are left. Name an owner in its server.yaml or by a tag.`,
    ),
  ];
}

function pressing(type: ServerDangerType, message: string): ServerDanger {
  return { type, severity: 'pressing', message };
}

/** The end of a day in UTC, in milliseconds; `null` for what is no date. */
function endOfDay(date: string | null): number | null {
  const start =
    date && /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(date) : Number.NaN;
  return Number.isNaN(start) ? null : start + DAY_MS;
}

/** The earliest instant at which the soak of a workload could end. */
function earliestProof(row: VerdictRow, now: Date): number {
  const { schedule, assessment } = row;
  const { soak, stage } = assessment;
  const isAhead = ['discovered', 'planned', 'built', 'cut-over'].includes(
    stage,
  );
  const runs = soak ? soak.needed - soak.good : 1;
  if (!schedule || !isAhead || runs <= 0 || row.plan.strategy === 'retire') {
    return now.getTime();
  }
  const ticks = nextOccurrences(schedule, runs, now);
  return ticks[runs - 1]?.getTime() ?? now.getTime();
}
