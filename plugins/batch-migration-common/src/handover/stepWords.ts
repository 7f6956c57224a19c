/** The words of a step: what to do, what must be seen, how to take it back. */
import type { Instant } from '../workload/model';
import { placeWords } from './places';
import type {
  HandoverPlan,
  HandoverStep,
  HandoverWindow,
  JobHandover,
} from './plan';
import type { HandoverLanguage } from './reasons';
import { STEPS_EN } from './stepsEn';
import { STEPS_JA } from './stepsJa';

export interface StepWords {
  text: string;
  /** What must be seen before the next step. */
  check: string;
  /** `null` where there is nothing to take back. */
  undo: string | null;
}

/** What a step is about, each already in words of its language. */
export interface StepFacts {
  /** In the order in which they go. */
  names: string;
  count: number;
  place: string;
  startDate: string;
  latest: string;
  procedure: HandoverWindow['procedure'];
  /** Of a pause: each job with its ticks. */
  held: string;
  warnings: string;
}

export type StepTexts = Record<
  HandoverStep['action'],
  (facts: StepFacts) => StepWords
>;

export interface WordOptions {
  language: HandoverLanguage;
  /** An instant in words. */
  time: (at: Instant) => string;
  /** Marks what others named, for example for Markdown. */
  name: (text: string) => string;
  /** Marks a sentence that others wrote. */
  prose: (text: string) => string;
}

/** A list of ticks stays readable. */
const MAX_TICKS = 20;

const TEXTS: Record<HandoverLanguage, StepTexts> = {
  en: STEPS_EN,
  ja: STEPS_JA,
};

function heldWords(jobs: JobHandover[], { language, time, name }: WordOptions) {
  const more = (count: number) =>
    language === 'ja' ? `ほか ${count} 件` : `and ${count} more`;
  return jobs
    .filter(job => job.heldTicks.length > 0)
    .map(job => {
      const ticks = job.heldTicks.slice(0, MAX_TICKS).map(time);
      const rest = job.heldTicks.length - ticks.length;
      if (rest > 0) ticks.push(more(rest));
      return `${name(job.name)}: ${ticks.join(', ')}`;
    })
    .join('; ');
}

/** Says the steps of one plan in words; its jobs are looked up once. */
export function stepWordsOf(
  plan: Pick<HandoverPlan, 'jobs' | 'windows'>,
  options: WordOptions,
): (
  step: Pick<HandoverStep, 'action' | 'jobIds' | 'windowId' | 'place'>,
) => StepWords {
  const jobsById = new Map(plan.jobs.map(job => [job.id, job]));
  const windowsById = new Map(plan.windows.map(window => [window.id, window]));
  const { language, time, name, prose } = options;
  return ({ action, jobIds, windowId, place }) => {
    const jobs = jobIds.map(id => jobsById.get(id)!);
    return TEXTS[language][action]({
      names: jobs
        .map(job => name(job.name))
        .join(language === 'ja' ? '、' : ', '),
      count: jobs.length,
      place: placeWords(place, language, name),
      startDate: time(jobs[0].startDate),
      latest: time(jobs[0].latest),
      procedure: windowsById.get(windowId)!.procedure,
      held: heldWords(jobs, options),
      warnings: jobs
        .flatMap(job => job.warnings.map(({ message }) => prose(message)))
        .join(' '),
    });
  };
}
