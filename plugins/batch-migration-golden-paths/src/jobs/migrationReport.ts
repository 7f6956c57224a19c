import type { ScheduledJobAnswers } from './answers';
import type { JobDefinition } from './definition';
import { comparisonSummary, comparisonText } from './comparisonText';
import { inZone } from '../rendering/instants';
import { codeBlock, inlineCode, plain, table } from '../rendering/markdown';

/** Who reads an expression on the old side. */
const DIALECTS: Record<string, string> = {
  'debian-cron': "Debian's cron",
  cronie: 'cronie',
  'sidekiq-scheduler': 'sidekiq-scheduler',
  eventbridge: 'EventBridge',
  systemd: 'systemd',
};

/** `migration.md`: what each job was, what it becomes, and what to watch. */
export function migrationReport(
  answers: ScheduledJobAnswers,
  jobs: JobDefinition[],
): string {
  const parts = [
    `# Migration of ${plain(answers.repository)}`,
    'How the jobs stood on the old side when this repository was generated, and what they become. Every job is created DISABLED: nothing runs twice, and nothing stops, because of a deployment.',
    'Old and new starts were compared instant by instant over two years from that day. A job whose schedule EventBridge Scheduler cannot express is here only if its plan gives it another one; its section says why.',
    'What a job had from its host (files, mail by cron, local locks, `/tmp`) stands under _Watch out_, with what takes its place. It was found in the command and the crontab: what a program does inside is not seen there, so ask those who wrote it.',
    table(
      ['Job', 'Was', 'Becomes', 'Compared'],
      jobs.map(job => [
        plain(job.name),
        was(job),
        job.schedules.map(s => inlineCode(s.expression)).join('<br>'),
        comparisonSummary(job.comparison),
      ]),
    ),
    ...jobs.flatMap(job => section(job)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(job: JobDefinition): string[] {
  return [
    `## ${plain(job.name)}`,
    ...(job.title === job.name ? [] : [`Known as: ${plain(job.title)}`]),
    ...(job.description ? [plain(job.description)] : []),
    ...before(job),
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
    `### Old and new compared`,
    ...comparisonText(job),
    `### Next runs of the schedule`,
    job.nextRuns.length > 0
      ? job.nextRuns
          .map(at => `- ${inZone(at, job.schedules[0].timezone)}`)
          .join('\n')
      : 'None known.',
    ...(job.warnings.length > 0
      ? [
          `### Watch out`,
          job.warnings.map(warning => `- ${plain(warning)}`).join('\n'),
        ]
      : []),
  ];
}

function was({ origin }: JobDefinition): string {
  if (origin === null) return 'new';
  return origin.schedule
    ? inlineCode(origin.schedule.expression)
    : 'no schedule known';
}

function before({ origin }: JobDefinition): string[] {
  if (origin === null) return [];
  return [
    `### Before`,
    `Found at ${origin.places.map(plain).join(', ') || 'no known place'}.`,
    ...oldSchedule(origin),
    'Its command there:',
    codeBlock(origin.command, 'sh'),
  ];
}

function oldSchedule({
  schedule,
  scheduleText,
}: NonNullable<JobDefinition['origin']>): string[] {
  if (schedule === null) return ['No schedule of it is known there.'];
  const { dialect, expression, timezone, cronVersion, hostTimezone } = schedule;
  const reader = Object.hasOwn(DIALECTS, dialect)
    ? DIALECTS[dialect]
    : plain(dialect);
  const words = scheduleText ? ` (${plain(scheduleText)})` : '';
  const version = cronVersion ? ` ${plain(cronVersion)}` : '';
  const host = hostTimezone
    ? `, which CRON\\_TZ sets on a host in ${plain(hostTimezone)}`
    : '';
  return [
    `Its schedule as it stands there${words}, read by ${reader}${version} in time zone ${plain(
      timezone,
    )}${host}:`,
    codeBlock(expression),
  ];
}
