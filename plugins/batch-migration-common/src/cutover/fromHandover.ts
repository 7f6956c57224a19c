/** The steps of a planned handover, as the plan of one job carries them. */
import type { HandoverAction, HandoverPlan } from '../handover/plan';
import type { StepWords } from '../handover/stepWords';
import type { CutoverStep, StepCheck } from './model';
import { SCHEDULED } from './templates/jobs';
import { BY_PERSON, seen, stepsOfTemplate } from './templates/template';

/** How the steps are said: in one language, with times of one zone. */
export interface HandoverStepWords {
  language: 'en' | 'ja';
  time(at: string): string;
  words(step: HandoverPlan['steps'][number]): StepWords;
}

/** What a probe can tick of a handover; the rest a person says. */
const CHECKS: Partial<Record<HandoverAction, StepCheck>> = {
  'deploy-target': seen('target-exists'),
  'see-old-line-gone': seen('legacy-idle'),
  'target-starts': seen('target-active'),
  'see-first-run': seen('one-good-target-run'),
};

const TITLES: Record<HandoverAction, { en: string; ja: string }> = {
  'settle-first': { en: 'Settled first', ja: '先に片付ける' },
  'accept-held-ticks': {
    en: 'Ticks that do not run accepted by the owner',
    ja: '実行されない時刻をオーナーが受け入れる',
  },
  'deploy-target': {
    en: 'New schedule deployed with its StartDate',
    ja: '新しいスケジュールを StartDate 付きでデプロイ',
  },
  'put-guard-around-old-line': {
    en: 'Guard put around the old line',
    ja: '旧側の行をガードで包む',
  },
  'see-runs-ended': {
    en: 'Last old run has ended',
    ja: '旧側の最後の実行が終了',
  },
  'remove-old-line': {
    en: 'Old line commented out',
    ja: '旧側の行をコメントアウト',
  },
  'target-starts': {
    en: 'New schedule active',
    ja: '新しいスケジュールが動作中',
  },
  'see-old-line-gone': {
    en: 'Old line seen gone',
    ja: '旧側の行がないことを確認',
  },
  'see-first-run': {
    en: 'First new run',
    ja: '新側での最初の実行',
  },
};

/** After the handover: soak, runbook, and what is final. */
const AFTERWARDS = ['soak', 'runbook', 'remove-old', 'revoke-grants'];

/**
 * Steps of one job, in the order of the handover, then those of the template
 * for scheduled jobs that come after it.
 */
export function stepsOfHandover(
  plan: Pick<HandoverPlan, 'steps'>,
  jobId: string,
  { language, time, words }: HandoverStepWords,
): CutoverStep[] {
  const used = new Map<string, number>();
  const moves = plan.steps
    .filter(({ jobIds }) => jobIds.includes(jobId))
    .map((step): CutoverStep => {
      // Of a job with lines in two places, each place is a step of its own.
      const count = (used.get(step.action) ?? 0) + 1;
      used.set(step.action, count);
      // The words name this job alone: the others carry steps of their own.
      const { text, check, undo } = words({ ...step, jobIds: [jobId] });
      return {
        id: count === 1 ? step.action : `${step.action}-${count}`,
        title: TITLES[step.action][language],
        instructions: `${time(step.at)}: ${text}\n${check}`,
        ownerRef: null,
        check: CHECKS[step.action] ?? BY_PERSON,
        reversible: step.reversible,
        undo: step.reversible ? undo : null,
      };
    });
  const afterwards = stepsOfTemplate(SCHEDULED, language).filter(({ id }) =>
    AFTERWARDS.includes(id),
  );
  return [...moves, ...afterwards];
}
