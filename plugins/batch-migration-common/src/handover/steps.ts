/** The steps of a plan, in the order in which they are done. */
import type {
  HandoverAction,
  HandoverPlan,
  HandoverStep,
  HandoverWindow,
  JobHandover,
} from './plan';
import { stepWordsOf } from './stepWords';

type Unworded = Omit<HandoverStep, 'text' | 'check' | 'undo' | 'reversible'>;

const SECOND = 1000;
const MINUTE = 60_000;

/** What a probe cannot see, or only a person may say. */
const BY_PERSON: ReadonlySet<HandoverAction> = new Set([
  'settle-first',
  'accept-held-ticks',
  'put-guard-around-old-line',
  'remove-old-line',
]);

const iso = (at: number) => new Date(at).toISOString();

function byStartDate(jobs: JobHandover[]): JobHandover[][] {
  const groups = new Map<string, JobHandover[]>();
  for (const job of jobs) {
    const group = groups.get(job.startDate);
    if (group) group.push(job);
    else groups.set(job.startDate, [job]);
  }
  return [...groups.values()];
}

function stepsOfWindow(
  window: HandoverWindow,
  jobs: JobHandover[],
  { from, safety }: Pick<HandoverPlan, 'from' | 'safety'>,
): Unworded[] {
  const { id: windowId, procedure, edits } = window;
  const steps: Unworded[] = [];
  const add = (
    action: HandoverAction,
    at: number,
    of: ReadonlyArray<{ id: string }>,
    place: string | null = null,
  ) =>
    steps.push({
      windowId,
      jobIds: of.map(({ id }) => id),
      place,
      at: iso(at),
      action,
      confirmedBy: BY_PERSON.has(action) ? 'person' : 'probe',
    });
  const idsOf = (ids: string[]) => ids.map(id => ({ id }));
  const deployBefore = (at: number) => at - safety.deploySeconds * SECOND;
  const firstEdit = Date.parse(window.switchAt);
  const gone =
    Date.parse(edits[edits.length - 1].at) + safety.marginSeconds * SECOND;
  const starts = byStartDate(jobs);
  const startOf = ([job]: JobHandover[]) => Date.parse(job.startDate);
  const firstStart = Math.min(firstEdit, ...starts.map(startOf));

  for (const job of jobs) {
    if (job.warnings.length > 0) add('settle-first', Date.parse(from), [job]);
  }
  const held = jobs.filter(job => job.heldTicks.length > 0);
  if (held.length > 0) {
    add('accept-held-ticks', deployBefore(firstStart), held);
  }
  for (const group of starts) {
    add('deploy-target', deployBefore(firstStart), group);
  }
  if (procedure === 'guard') {
    for (const { place, jobIds } of edits) {
      add(
        'put-guard-around-old-line',
        deployBefore(firstStart),
        idsOf(jobIds),
        place,
      );
    }
  }
  if (procedure === 'gap') {
    add('see-runs-ended', Date.parse(window.earliest), jobs);
  }
  for (const { at, place, jobIds } of edits) {
    add('remove-old-line', Date.parse(at), idsOf(jobIds), place);
  }
  // Before the start in a pause; in a gap, time puts it after.
  add('see-old-line-gone', gone, jobs);
  for (const group of starts) {
    if (procedure === 'pause') {
      add('see-runs-ended', Math.max(gone, startOf(group) - MINUTE), group);
    }
    add('target-starts', startOf(group), group);
  }
  for (const job of jobs) {
    if (job.firstTargetTick === null) continue;
    add('see-first-run', Date.parse(job.firstTargetTick), [job]);
  }
  return steps;
}

/** By time; steps of one instant stay in the order in which they are done. */
export function stepsOf(plan: Omit<HandoverPlan, 'steps'>): HandoverStep[] {
  const words = stepWordsOf(plan, {
    language: 'en',
    time: at => at,
    name: text => text,
    prose: text => text,
  });
  const jobsByWindow = new Map<string, JobHandover[]>();
  for (const job of plan.jobs) {
    const known = jobsByWindow.get(job.windowId);
    if (known) known.push(job);
    else jobsByWindow.set(job.windowId, [job]);
  }
  return plan.windows
    .flatMap(window =>
      stepsOfWindow(window, jobsByWindow.get(window.id)!, plan),
    )
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .map(step => {
      const { text, check, undo } = words(step);
      // Nothing of a handover is final: the point of no return comes after the soak.
      return { ...step, text, check, undo, reversible: true };
    });
}
