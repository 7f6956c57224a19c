/** The steps of one window, in order. */
import type { HandoverSafety, HandoverStep, JobHandover } from './model';

const iso = (at: number) => new Date(at).toISOString();

function checkOfEdit({ procedure, latest }: JobHandover): string {
  return procedure === 'gap'
    ? `The lines are gone from the host by ${latest}; if not, disable the new schedules before the next tick.`
    : 'The lines are gone from the host, and it starts no further run.';
}

/** Steps of jobs that move at one instant by one procedure. */
export function stepsOf(
  jobs: JobHandover[],
  safety: HandoverSafety,
): HandoverStep[] {
  const [first] = jobs;
  const jobIds = jobs.map(({ id }) => id);
  const names = jobs.map(({ name }) => name).join(', then ');
  const edit = Date.parse(first.oldLineGoesAt);
  const start = Date.parse(first.startDate);
  const step = (
    at: number,
    action: HandoverStep['action'],
    text: string,
    undo: string | null,
    check: string,
    confirmedBy: HandoverStep['confirmedBy'] = 'probe',
  ): HandoverStep => ({
    windowId: first.windowId,
    jobIds,
    at: iso(at),
    action,
    text,
    reversible: true,
    undo,
    check,
    confirmedBy,
  });
  const begin = Math.min(edit, start) - safety.deploySeconds * 1000;
  const steps = [
    step(
      begin,
      'deploy-target',
      `Deploy the new schedules of ${names}, enabled, with StartDate ${first.startDate}. Scheduler refuses a StartDate more than 5 minutes in the past.`,
      'Disable the new schedules.',
      'Each new schedule is ENABLED and has this StartDate.',
    ),
  ];
  if (first.procedure === 'guard') {
    steps.push(
      step(
        begin,
        'put-guard-around-old-line',
        `Put the guard around the old lines of ${names}, before StartDate; jobs of one lock share one lease.`,
        'Take the guard off while the new schedules are disabled.',
        'A run on the host has claimed its tick by the tick’s time, taken before any sleep. If not, disable the new schedules.',
        'person',
      ),
    );
  }
  if (first.procedure === 'gap') {
    steps.push(
      step(
        Date.parse(first.earliest),
        'see-runs-ended',
        `See that the last old runs of ${names} have ended.`,
        null,
        'No run is under way on the host. If one is, wait; after the latest instant, disable the new schedules and plan anew.',
      ),
    );
  }
  steps.push(
    step(
      edit,
      'remove-old-line',
      `Comment out the old lines of ${names} in one edit.`,
      first.procedure === 'pause'
        ? 'Disable the new schedules, then put the lines back.'
        : 'Disable the new schedules, then put the lines back before the next tick.',
      checkOfEdit(first),
      'person',
    ),
    step(
      start,
      'target-starts',
      `The new schedules of ${names} become active by their StartDate.`,
      'Disable the new schedules.',
      'The new schedules are active.',
    ),
    step(
      edit + safety.marginSeconds * 1000,
      'see-old-line-gone',
      `See the old lines of ${names} gone.`,
      'Disable the new schedules if a line is still there.',
      checkOfEdit(first),
    ),
  );
  for (const job of jobs) {
    if (job.firstTargetTick === null) continue;
    steps.push({
      ...step(
        Date.parse(job.firstTargetTick),
        'see-first-run',
        `First new run of ${job.name}.`,
        'Disable the new schedule and put the line back between two runs.',
        'The tick ran exactly once, on the new side; its soak begins.',
      ),
      jobIds: [job.id],
    });
  }
  return steps.sort((a, b) => a.at.localeCompare(b.at));
}
