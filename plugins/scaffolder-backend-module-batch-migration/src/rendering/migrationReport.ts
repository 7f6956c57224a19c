import type { GoldenPathAnswers } from '../jobs/answers';
import type { JobDefinition } from '../jobs/definition';
import { codeBlock, plain, table } from './markdown';

const COMPARISON = {
  exact: 'Same instants as before, compared over the next two years.',
  differs: 'The instants differ:',
  intended:
    'The schedule is meant to change, so the instants were not compared: the reason stands below.',
  new: 'A new job: there is nothing to compare with.',
} as const;

/** `migration.md`: what each job was, what it becomes, and what to watch. */
export function migrationReport(
  answers: GoldenPathAnswers,
  jobs: JobDefinition[],
): string {
  const parts = [
    `# Migration of ${plain(answers.repository)}`,
    'How the jobs stood on the old side when this repository was generated, and what they become. Every job is created DISABLED: nothing runs twice, and nothing stops, because of a deployment.',
    table(
      ['Job', 'Was', 'Becomes', 'Compared'],
      jobs.map(job => [
        plain(job.name),
        job.origin ? plain(job.origin.schedule.expression) : 'new',
        job.schedules.map(s => plain(s.expression)).join('<br>'),
        job.comparison.status,
      ]),
    ),
    ...jobs.flatMap(job => section(job)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(job: JobDefinition): string[] {
  const { origin, comparison } = job;
  return [
    `## ${plain(job.name)}`,
    ...(job.title === job.name ? [] : [`Known as: ${plain(job.title)}`]),
    ...(job.description ? [plain(job.description)] : []),
    ...(origin
      ? [
          `### Before`,
          `Found at ${
            origin.places.map(plain).join(', ') || 'no known place'
          }, in time zone ${plain(origin.schedule.timezone)}${
            origin.scheduleText ? ` (${plain(origin.scheduleText)})` : ''
          }:`,
          codeBlock(`${origin.schedule.expression} ${origin.command}`),
        ]
      : []),
    `### Now`,
    codeBlock(
      job.schedules
        .map(
          ({ name, expression, timezone }) =>
            `${name}: ${expression} ${timezone}`,
        )
        .join('\n'),
    ),
    'Command, run by `/bin/sh -c`:',
    codeBlock(job.command, 'sh'),
    ...(job.stdin === null ? [] : ['Standard input:', codeBlock(job.stdin)]),
    ...differences(comparison),
    ...(comparison.deduplicate
      ? [
          'Two schedules can start the same minute: the guard lets one of them run.',
        ]
      : []),
    `### Next runs of the schedule`,
    job.nextRuns.length > 0
      ? job.nextRuns.map(at => `- ${inZone(at, job)}`).join('\n')
      : 'None known.',
    ...(job.warnings.length > 0
      ? [
          `### Watch out`,
          job.warnings.map(warning => `- ${plain(warning)}`).join('\n'),
        ]
      : []),
  ];
}

function differences({
  status,
  differences: found,
}: JobDefinition['comparison']): string[] {
  if (status !== 'differs') return [COMPARISON[status]];
  return [
    COMPARISON.differs,
    found
      .map(({ at, side, cause }) => `- ${at}, only ${side}: ${plain(cause)}`)
      .join('\n') || '- The causes stand in the warnings below.',
  ];
}

function inZone(at: string, job: JobDefinition): string {
  const { timezone } = job.schedules[0];
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(new Date(at));
  return `${local} ${plain(timezone)} (${at})`;
}
