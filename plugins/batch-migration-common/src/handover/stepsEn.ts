import type { StepTexts } from './stepWords';

const lines = (count: number) => (count === 1 ? '1 line' : `${count} lines`);

export const STEPS_EN: StepTexts = {
  'settle-first': ({ names, warnings }) => ({
    text: `Settle first for ${names}: ${warnings}`,
    check: 'A person has settled it, or accepts it by name.',
    undo: null,
  }),
  'accept-held-ticks': ({ held }) => ({
    text: `Let the owner accept that these ticks do not run, or may not: ${held}.`,
    check:
      'The owner has accepted them by name. If not, leave the jobs where they are.',
    undo: 'Withdraw the acceptance before the old lines go; ticks that have passed do not come back.',
  }),
  'deploy-target': ({ names, startDate }) => ({
    text: `Deploy the new schedules of ${names}, enabled, with StartDate ${startDate}. Scheduler refuses a StartDate more than 5 minutes in the past.`,
    check: 'Each new schedule is ENABLED and has this StartDate.',
    undo: 'Disable the new schedules.',
  }),
  'put-guard-around-old-line': ({ names, place, count, startDate }) => ({
    text: `Put the guard around ${lines(
      count,
    )} in one edit of ${place}: ${names}. A run claims its tick with one conditional write, of which only the first wins. The key is the tick of the line’s own schedule for which cron started the run, by the host’s clock and before any sleep; never the guard’s time. If the guard cannot be reached, a tick from ${startDate} on does not run on the host, because the new side claims it; an earlier tick runs, because no other side has it. Jobs of one lock share one lease, and wait for it as they wait for the lock.`,
    check: `A run on the host has claimed its tick, under the same key that the new side will use. If not by ${startDate}, disable the new schedules.`,
    undo: 'Disable the new schedules, then take the guard off.',
  }),
  'see-runs-ended': ({ names, procedure, latest, startDate }) => ({
    text: `See that the last old runs of ${names} have ended.`,
    check:
      procedure === 'gap'
        ? `No run is under way on the host. If one is, wait; if it still is at ${latest}, disable the new schedules and plan anew.`
        : `No run is under way on the host. If one is, disable the new schedules before ${startDate} and plan anew.`,
    undo: null,
  }),
  'remove-old-line': ({ names, place, count, procedure }) => ({
    text: `Comment out ${lines(count)} in one edit of ${place}: ${names}.`,
    check: 'The file is saved, and cron has accepted it.',
    undo:
      procedure === 'gap'
        ? 'Disable the new schedules, then put the lines back before the next tick.'
        : 'Disable the new schedules, then put the lines back. Ticks that were held do not come back.',
  }),
  'target-starts': ({ names }) => ({
    text: `The new schedules of ${names} become active by their StartDate.`,
    check: 'The new schedules are active.',
    undo: 'Disable the new schedules.',
  }),
  'see-old-line-gone': ({ names, procedure }) => ({
    text: `See the old lines of ${names} gone.`,
    check:
      procedure === 'gap'
        ? 'The lines are gone from the host. If one is still there, disable its new schedule before the next tick.'
        : 'The lines are gone from the host, and it starts no further run.',
    undo:
      procedure === 'gap'
        ? 'Disable the new schedules, then put the lines back before the next tick.'
        : 'Disable the new schedules, then put the lines back.',
  }),
  'see-first-run': ({ names }) => ({
    text: `First new run of ${names}. Then take the StartDate out of the schedule file, before its next deploy.`,
    check: 'The tick ran exactly once, on the new side; the soak begins.',
    undo: 'Disable the new schedule and put the line back between two runs.',
  }),
};
