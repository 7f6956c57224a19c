import type { Plan } from '../workload/model';
import { needsReason } from '../workload/stage';
import { urlProblem } from './urlProblem';

const DAY_MS = 86_400_000;

/** An attestation is asked for again at least once a year. */
const MAX_ATTESTED_DAYS = 366;

/** A rule that a plan breaks. */
export interface PlanProblem {
  /** Where, for example `decision`, `candidates`, `1`, `reason`. */
  path: Array<string | number>;
  /** What it must be; follows the name of the field. */
  message: string;
}

/** Rules that hold between the fields of one plan, whoever writes it and how. */
export function planProblems(
  plan: Omit<Plan, 'version'>,
  now: Date,
): PlanProblem[] {
  return [
    ...decisionProblems(plan),
    ...requirementProblems(plan, now),
    ...canaryProblems(plan),
  ];
}

/**
 * Rules that a change breaks. What was wrong before, when a rule was not made
 * yet, does not stand in the way of another change.
 */
export function newPlanProblems(
  before: Plan,
  after: Omit<Plan, 'version'>,
  now: Date,
): PlanProblem[] {
  const known = new Set(
    planProblems(before, now).map(problem => JSON.stringify(problem)),
  );
  return planProblems(after, now).filter(
    problem => !known.has(JSON.stringify(problem)),
  );
}

function decisionProblems({
  strategy,
  decision,
}: Omit<Plan, 'version'>): PlanProblem[] {
  const adopted = (decision?.candidates ?? []).flatMap((candidate, index) =>
    candidate.adopted ? [{ ...candidate, index }] : [],
  );
  const several: PlanProblem[] = adopted.slice(1).map(({ name, index }) => ({
    path: ['decision', 'candidates', index, 'adopted'],
    message: `must be false: ${adopted[0].name} is adopted already, and ${name} cannot be too`,
  }));
  if (!needsReason(strategy)) return several;
  const unreasoned = adopted
    .filter(({ reason }) => reason.trim() === '')
    .map(({ index }) => ({
      path: ['decision', 'candidates', index, 'reason'],
      message: `must say why, since the strategy is ${strategy}`,
    }));
  return [...several, ...unreasoned];
}

function requirementProblems(
  { requirements }: Omit<Plan, 'version'>,
  now: Date,
): PlanProblem[] {
  const last = new Date(now.getTime() + MAX_ATTESTED_DAYS * DAY_MS)
    .toISOString()
    .slice(0, 10);
  return requirements.flatMap(({ check, evidence, expiresOn }, index) => {
    const problems: PlanProblem[] = [];
    const add = (field: string, message: string) =>
      problems.push({ path: ['requirements', index, field], message });
    const wrongUrl = check === 'link' && evidence ? urlProblem(evidence) : null;
    if (wrongUrl !== null) add('evidence', wrongUrl);
    if (expiresOn !== undefined && check !== 'attestation') {
      add('expiresOn', 'is only for a check by attestation');
    } else if (expiresOn !== undefined && expiresOn > last) {
      add('expiresOn', `must be at most a year ahead, that is until ${last}`);
    }
    return problems;
  });
}

function canaryProblems({ canary }: Omit<Plan, 'version'>): PlanProblem[] {
  const links: Array<[string[], string | null | undefined]> = [
    [['canary', 'monitoringUrl'], canary?.monitoringUrl],
    [['canary', 'rollback', 'url'], canary?.rollback?.url],
  ];
  return links.flatMap(([path, address]) => {
    const message = address ? urlProblem(address) : null;
    return message === null ? [] : [{ path, message }];
  });
}
