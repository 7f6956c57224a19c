import { commonGaps, gapsOf, type Gap } from './gaps';
import { groupJobs, type JobGroup } from './groups';
import {
  DEFAULT_SAFETY,
  LEAST_SAFETY,
  type HandoverJob,
  type HandoverPlan,
  type HandoverRefusal,
  type HandoverSafety,
  type JobHandover,
} from './model';
import { attestationHolds, refusalOf } from './refusals';
import { stepsOf } from './steps';
import { switchWithoutGap, type Switch } from './withoutGap';
import { tickBefore, tickFrom, Ticks } from './ticks';

const SECOND = 1000;
const DAY = 86_400_000;
const MINUTE = 60_000;
const MAX_WITHIN_DAYS = 62;

export interface HandoverOptions {
  /** Nothing is planned before it. */
  from: Date;
  /** Days from `from` within which every switch lies; at most 62. */
  withinDays: number;
  safety?: Partial<HandoverSafety>;
}

function resolveSafety(given: Partial<HandoverSafety> = {}): HandoverSafety {
  const wanted = { ...DEFAULT_SAFETY, ...given };
  const atLeast = (key: keyof HandoverSafety) => {
    if (!Number.isFinite(wanted[key])) {
      throw new RangeError(
        `safety.${key} must be seconds, got: ${wanted[key]}`,
      );
    }
    return Math.max(wanted[key], LEAST_SAFETY[key]);
  };
  return {
    settleSeconds: atLeast('settleSeconds'),
    marginSeconds: atLeast('marginSeconds'),
    deploySeconds: atLeast('deploySeconds'),
  };
}

/** Instants that suit the most groups, one after the other; both results are by group index. */
function chooseGaps(gapsByGroup: Gap[][], from: number, to: number) {
  const size = Math.floor((to - from) / MINUTE) + 2;
  const change = new Int32Array(size);
  const index = (at: number) => Math.ceil((at - from) / MINUTE);
  const count = (gaps: Gap[], weight: number) => {
    for (const { earliest, latest } of gaps) {
      change[index(earliest)] += weight;
      change[Math.min(index(latest) + 1, size - 1)] -= weight;
    }
  };
  gapsByGroup.forEach(gaps => count(gaps, 1));
  const open = new Set(
    gapsByGroup.flatMap((gaps, i) => (gaps.length > 0 ? [i] : [])),
  );
  const chosen: Array<{ gap: Gap; groups: number[] }> = [];
  while (open.size > 0) {
    let best = 0;
    let bestAt = 0;
    for (let i = 0, suited = 0; i < size; i++) {
      suited += change[i];
      if (suited > best) [best, bestAt] = [suited, i];
    }
    const at = Math.ceil(from / MINUTE) * MINUTE + bestAt * MINUTE;
    const groups: number[] = [];
    let gap: Gap = { earliest: Number.NEGATIVE_INFINITY, latest: to };
    for (const i of open) {
      const own = gapsByGroup[i].find(
        ({ earliest, latest }) => earliest <= at && at <= latest,
      );
      if (!own) continue;
      [gap] = commonGaps([gap], [own]);
      groups.push(i);
    }
    // Never: some open group always has a gap at the best minute.
    if (groups.length === 0) break;
    for (const i of groups) {
      open.delete(i);
      count(gapsByGroup[i], -1);
    }
    chosen.push({ gap, groups });
  }
  return chosen;
}

const GAP_REASON =
  'The last old run has surely ended before the switch, and the next tick comes after it with the margin.';

function gapSwitch({ earliest, latest }: Gap): Switch {
  // The middle leaves the most room on both sides; a long gap needs no more than its beginning.
  const middle = Math.min(earliest + 2 * MINUTE, (earliest + latest) / 2);
  const edit = Math.floor(middle / MINUTE) * MINUTE;
  return {
    procedure: 'gap',
    reason: GAP_REASON,
    edit,
    earliest,
    latest,
    startDate: edit,
    held: new Map(),
  };
}

const iso = (at: number) => new Date(at).toISOString();
const isoOrNull = (at: number | null) => (at === null ? null : iso(at));

function moveOf(
  job: HandoverJob,
  at: Switch,
  windowId: string,
  marginSeconds: number,
): JobHandover {
  // In a guard the old line may claim ticks until it is surely gone.
  const lastPossible =
    at.procedure === 'guard' ? at.edit + marginSeconds * SECOND : at.edit;
  const held = at.held.get(job.id) ?? [];
  return {
    id: job.id,
    name: job.name,
    procedure: at.procedure,
    reason: at.reason,
    windowId,
    oldLineGoesAt: iso(at.edit),
    earliest: iso(at.earliest),
    latest: iso(at.latest),
    startDate: iso(at.startDate),
    lastLegacyTick: isoOrNull(
      tickBefore(job.legacy, held.length > 0 ? held[0] : lastPossible),
    ),
    firstTargetTick: isoOrNull(tickFrom(job.target, at.startDate)),
    heldTicks: held.map(iso),
  };
}

/**
 * Plans for each job the instant at which its old line goes and the StartDate
 * of its new schedules, so that no tick is lost or doubled. Refuses, with the
 * reason, each job for which that cannot be promised. Pure.
 * @throws RangeError where an option makes no sense, or two jobs have one id
 */
export function planHandover(
  jobs: readonly HandoverJob[],
  options: HandoverOptions,
): HandoverPlan {
  const from = options.from.getTime();
  const { withinDays } = options;
  if (
    !Number.isFinite(from) ||
    !(withinDays > 0 && withinDays <= MAX_WITHIN_DAYS)
  ) {
    throw new RangeError(
      `withinDays must be above 0 and at most ${MAX_WITHIN_DAYS}, got: ${withinDays}`,
    );
  }
  const known = new Set(jobs.map(({ id }) => id));
  if (known.size < jobs.length) {
    throw new RangeError('Each job of a handover needs an id of its own.');
  }
  const to = from + withinDays * DAY;
  const safety = resolveSafety(options.safety);
  const start = from + safety.deploySeconds * SECOND;
  const refused: HandoverRefusal[] = [];
  const refuse = (
    { id, name }: HandoverJob,
    code: HandoverRefusal['code'],
    reason: string,
  ) => refused.push({ id, name, code, reason });

  const groups = groupJobs(jobs).filter((group: JobGroup) => {
    const refusals = group.jobs.map(job => refusalOf(job, known));
    if (!group.circular && refusals.every(refusal => refusal === null)) {
      return true;
    }
    group.jobs.forEach((job, i) => {
      const own = refusals[i];
      if (own) refuse(job, own.code, own.reason);
      else if (group.circular) {
        refuse(
          job,
          'order-is-circular',
          'The declared order leads back to itself, so no job can go first.',
        );
      } else {
        refuse(
          job,
          'moves-with-refused',
          'It shares a lock or an order with a job that is refused, and they must move together.',
        );
      }
    });
    return false;
  });

  const longest = groups.reduce(
    (most, group) =>
      Math.max(most, ...group.jobs.map(job => job.longestRun!.seconds)),
    0,
  );
  const ticks = new Ticks(
    start - (longest + safety.settleSeconds) * SECOND - MINUTE,
    to,
  );
  const gapsByGroup = groups.map(group =>
    group.jobs
      .map(job =>
        gapsOf(job, ticks, start, safety).filter(({ earliest }) =>
          attestationHolds(job, earliest + 2 * MINUTE),
        ),
      )
      .reduce(commonGaps),
  );
  const moves: Array<{ at: Switch; groups: JobGroup[] }> = chooseGaps(
    gapsByGroup,
    from,
    to,
  ).map(({ gap, groups: indices }) => ({
    at: gapSwitch(gap),
    groups: indices.map(i => groups[i]),
  }));
  groups.forEach((group, i) => {
    if (gapsByGroup[i].length > 0) return;
    const at = switchWithoutGap(group.jobs, start, to, safety);
    if (at) moves.push({ at, groups: [group] });
    else {
      group.jobs.forEach(job =>
        refuse(
          job,
          'no-window',
          'No safe instant was found in this time. Look further ahead, or let the job run less often.',
        ),
      );
    }
  });
  moves.sort((a, b) => a.at.edit - b.at.edit);

  const plan: HandoverPlan = {
    from: iso(from),
    to: iso(to),
    safety,
    windows: [],
    jobs: [],
    refused,
    steps: [],
  };
  moves.forEach(({ at, groups: moving }, i) => {
    const id = `window-${i + 1}`;
    const all = moving.flatMap(group => group.jobs);
    const lapsing = all.find(job => !attestationHolds(job, at.startDate));
    if (lapsing) {
      all.forEach(job =>
        refuse(
          job,
          'attestation-expires',
          `The attested longest run of ${lapsing.name} ends before the switch. Renew it, or switch earlier.`,
        ),
      );
      return;
    }
    const handovers = all.map(job => moveOf(job, at, id, safety.marginSeconds));
    plan.windows.push({
      id,
      switchAt: iso(at.edit),
      earliest: iso(at.earliest),
      latest: iso(at.latest),
      jobIds: all.map(job => job.id),
    });
    plan.jobs.push(...handovers);
    plan.steps.push(...stepsOf(handovers, safety));
  });
  plan.steps.sort((a, b) => a.at.localeCompare(b.at));
  return plan;
}
