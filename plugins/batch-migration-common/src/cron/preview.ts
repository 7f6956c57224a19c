import type {
  CrontabPreviewJob,
  CrontabPreviewRequest,
  CrontabPreviewResponse,
  TranslationView,
} from '../api/contract';
import { maskEnvironment } from '../workload/maskEnvironment';
import { describeSchedule } from './describe';
import { nextOccurrences } from './occurrences';
import type { CrontabJob } from './crontabJob';
import { parseCrontab } from './parseCrontab';
import { intervalSeconds, maskedJob, maskIssue } from './previewJob';
import { scheduleKey } from './scheduleKey';
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

type MaskedSettings = ReturnType<typeof maskEnvironment>;

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

/**
 * Reads, translates and compares a crontab, with its credentials masked;
 * stores nothing. Never throws. Which workload a line is only the estate
 * knows: here it is always `null`.
 */
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
  const views = new Map<
    string,
    { view: ScheduleView; interval: number | null }
  >();
  const settings = new Map<object, MaskedSettings>();
  const jobs = parsed.jobs.map((job): CrontabPreviewJob => {
    const key = scheduleKey(job.scheduleSpec);
    let known = views.get(key);
    if (!known) {
      known = {
        view: viewSchedule(job, now),
        interval: intervalSeconds(job.scheduleSpec, now),
      };
      views.set(key, known);
    }
    let environment = settings.get(job.environment);
    if (!environment) {
      environment = maskEnvironment(job.environment);
      settings.set(job.environment, environment);
    }
    return {
      line: job.line,
      enabled: job.enabled,
      user: job.user,
      schedule: job.schedule,
      timezone: job.timezone,
      ...known.view,
      ...maskedJob(job, environment, known.interval),
      workloadId: null,
    };
  });
  return {
    dialect: parsed.dialect,
    cron: parsed.cron,
    fileVerdict: parsed.fileVerdict,
    jobs,
    environment: parsed.environment.map(({ line, name, value }) => ({
      line,
      name,
      value: maskEnvironment({ [name]: value }).values[name],
    })),
    issues: parsed.issues.map(maskIssue),
  };
}
