import type {
  CrontabPreviewJob,
  CrontabPreviewRequest,
  CrontabPreviewResponse,
  TranslationView,
} from '../api/contract';
import { describeSchedule } from './describe';
import { nextOccurrences } from './occurrences';
import { parseCrontab, type CrontabJob } from './parseCrontab';
import { translate } from './translate';
import type { Cron } from './types';

const NEXT_RUNS = 5;

/** What the request leaves out, from configuration. */
export interface PreviewDefaults {
  timezone: string;
  cron?: Cron;
  cronVersion?: string;
}

interface ScheduleView {
  description: { en: string; ja: string };
  translation: TranslationView;
  nextRuns: string[];
}

function viewSchedule({ scheduleSpec }: CrontabJob, now: Date): ScheduleView {
  return {
    description: {
      en: describeSchedule(scheduleSpec, 'en'),
      ja: describeSchedule(scheduleSpec, 'ja'),
    },
    translation: translate(scheduleSpec, now),
    nextRuns: nextOccurrences(scheduleSpec, NEXT_RUNS, now).map(at =>
      at.toISOString(),
    ),
  };
}

/** Reads, translates and compares a crontab; stores nothing. Never throws. */
export function previewCrontab(
  request: CrontabPreviewRequest,
  now: Date,
  defaults: PreviewDefaults,
): CrontabPreviewResponse {
  const { text, dialect } = request;
  const parsed = parseCrontab(text, {
    dialect,
    cron: request.cron ?? defaults.cron,
    cronVersion: request.cronVersion ?? defaults.cronVersion,
    timezone: request.timezone ?? defaults.timezone,
  });
  // Crontabs repeat their schedules: each is translated once.
  const views = new Map<string, ScheduleView>();
  const jobs = parsed.jobs.map((job): CrontabPreviewJob => {
    const key = `${job.timezone} ${job.schedule}`;
    let view = views.get(key);
    if (!view) {
      view = viewSchedule(job, now);
      views.set(key, view);
    }
    return {
      line: job.line,
      enabled: job.enabled,
      name: job.name,
      user: job.user,
      schedule: job.schedule,
      timezone: job.timezone,
      command: job.command,
      stdin: job.stdin,
      environment: { ...job.environment },
      ...view,
      fit: [],
      issues: job.issues,
      maskedSecrets: [],
      workloadId: null,
    };
  });
  return {
    dialect: parsed.dialect,
    cron: parsed.cron,
    fileVerdict: parsed.fileVerdict,
    jobs,
    environment: parsed.environment,
    issues: parsed.issues,
  };
}
