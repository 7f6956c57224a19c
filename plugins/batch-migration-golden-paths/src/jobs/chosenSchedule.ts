import {
  compareSchedules,
  type ScheduleSpec,
} from 'backstage-plugin-batch-migration-common';
import { z } from 'zod';

/** What the form says of the schedule of one job that moves. */
export const chosenSchedules = z.array(
  z.object({
    workloadId: z.string(),
    /** Of EventBridge Scheduler. */
    expression: z.string(),
    timezone: z.string(),
  }),
);

export type ChosenSchedule = z.infer<typeof chosenSchedules>[number];

/** Compared so far ahead: a leap year and every clock change are within it. */
const YEARS = 3;

/**
 * Why a job may not get the schedule that was chosen for it; `null` where it
 * means the same instants as the schedule that it replaces. One that means
 * others is agreed on in the plan, by two people, and not in a form.
 */
export function chosenScheduleProblem(
  { expression, timezone }: Omit<ChosenSchedule, 'workloadId'>,
  replaced: ScheduleSpec,
  now: Date,
): string | null {
  const until = new Date(now);
  until.setUTCFullYear(until.getUTCFullYear() + YEARS);
  const [difference] = compareSchedules(
    [replaced],
    [{ dialect: 'eventbridge', expression, timezone }],
    now,
    until,
    1,
  );
  if (!difference) return null;
  const who = difference.side === 'legacy' ? 'the old one' : 'the chosen one';
  return `its chosen schedule ${JSON.stringify(
    expression,
  )} means other instants than the old one: at ${
    difference.at
  } only ${who} starts. Take the old one, or agree on another schedule in the plan of the workload`;
}
