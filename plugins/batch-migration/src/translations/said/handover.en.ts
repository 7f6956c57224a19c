/** What stands against a handover, and what to watch out for. The server's own words, by which they are known. */
export const saidHandoverMessages = {
  'run-time-unknown':
    'Nobody knows how long a run takes, so nobody can say when the last old run has ended. Let its runs be measured, or attest the longest one.',
  'both-today':
    'It runs on both sides today. Switch one of them off first; then there is something to hand over.',
  'no-target':
    'No new schedule is known to exist. Build and link the target first.',
  'no-source':
    'No old schedule is known, so there are no ticks to keep. Let its host be captured, or import its crontab.',
  rate: '`{{text}}` counts from its StartDate, so its ticks are not those of the other side. Write the schedule as cron(…).',
  'no-safe':
    '{{cause}} No instant is safe while its runs are not known. Give it fixed times first.',
  'after-missing':
    'It is declared to go after `{{name}}`, which is not among the jobs of this handover. Add it, or take it out of the order.',
  'settle-first':
    'It shares a lock or an order with a job that is refused, and they must move together. Settle that one first.',
  'none-found':
    'No safe instant was found in this time. Look further ahead, or let the job run less often.',
  circle:
    'The declared order leads back to itself, so no job can go first. Take one job out of it.',
  'no-run-left':
    'Its old line has no run left, so there is nothing to hand over. Retire it, or correct the line.',
  'no-old-tick':
    'The new schedule has none of the old ticks. Correct it, or say in the plan that the schedule is meant to change.',
  'other-ticks':
    'The new schedule means other ticks: only the {{side}} one has {{at}}. Correct it, or say in the plan that the schedule is meant to change.',
  'other-jobs':
    'Its target also does the work of other jobs, which is not planned here: take the lines of all of them out in one edit while none of them runs, and let the target start then.',
  'stops-run':
    'Its target stops a run after {{number}} s, and the job takes up to {{number2}} s. Raise the limit before it moves.',
} as const;
