import type { LocationView } from '../api/contract';
import { urlProblem } from '../plans/urlProblem';
import type { Assessment, DangerType, Requirement } from '../workload/model';
import { auditSights } from './auditSights';
import { broken, met, open, targetsOf } from './sights';

/** `broken`: what was seen speaks against it. `open`: nothing shows it (yet). */
export const REQUIREMENT_STATES = ['met', 'broken', 'lapsed', 'open'] as const;
export type RequirementState = (typeof REQUIREMENT_STATES)[number];

/** Why a requirement stands as it does; pages word it. */
export const REQUIREMENT_GROUNDS = [
  'no-check',
  'no-probe',
  'not-seen',
  'not-attested',
  'no-day',
  'attested',
  'expired',
  'no-address',
  'linked',
  'soak-passed',
  'soak-not-passed',
  'run-was-missed',
  'run-was-doubled',
  'pipeline-seen',
  'pipeline-not-seen',
  'service-seen',
  'service-not-seen',
  'several-may-run',
  'no-crontab-seen',
  'crontab-seen',
  'target-not-seen',
  'both-sides-seen',
  'one-side-seen',
  'audit-not-read',
  'reconciliation-none',
  'reconciliation-unapproved',
  'reconciliation-undecided',
  'reconciliation-stale',
  'reconciliation-clean',
  'policy-not-read',
  'policy-gone',
  'policy-unattached',
  'overrides-allowed',
  'past-exec-allowed',
  'trail-off',
  'login-rule-off',
  'login-watched',
  'commands-unwatched',
  'commands-watched',
  'alert-missed',
  'nobody-asked-yet',
  'approvers-seen',
] as const;
export type RequirementGround = (typeof REQUIREMENT_GROUNDS)[number];

export interface CheckedRequirement {
  state: RequirementState;
  ground: RequirementGround;
}

/** What is known of a workload that a requirement can be checked by. */
export interface CheckedWorkload {
  assessment: Assessment;
  locations: ReadonlyArray<
    Pick<LocationView, 'side' | 'ref' | 'state' | 'detail'>
  >;
}

/**
 * Whether a requirement of a plan is met: by what was observed where a probe
 * can tell, by an attestation until it expires, or by a link. Derived, and
 * never ticked by hand.
 */
export function checkRequirement(
  { id, check, evidence, expiresOn }: Requirement,
  workload: CheckedWorkload,
  now: Date,
): CheckedRequirement {
  switch (check) {
    case 'probe':
      return seen(id, workload, now);
    case 'attestation':
      if (!evidence?.trim()) return open('not-attested');
      if (expiresOn === undefined) return open('no-day');
      return expiresOn < now.toISOString().slice(0, 10)
        ? { state: 'lapsed', ground: 'expired' }
        : met('attested');
    case 'link':
      return evidence && urlProblem(evidence) === null
        ? met('linked')
        : open('no-address');
    default:
      return open('no-check');
  }
}

/** What shows each requirement of the library that a probe can look at. */
const SIGHTS: Record<
  string,
  (workload: CheckedWorkload, now: Date) => CheckedRequirement
> = {
  'B01-pipeline': workload =>
    targetsOf(workload, 'codepipeline:').length > 0
      ? met('pipeline-seen')
      : open('pipeline-not-seen'),
  'B02-no-stop': workload =>
    hasDanger(workload, 'run-missed', 'runs-nowhere')
      ? broken('run-was-missed')
      : soaked(workload),
  'B02-no-duplicate': workload =>
    hasDanger(workload, 'runs-twice', 'runs-on-several-hosts')
      ? broken('run-was-doubled')
      : soaked(workload),
  'B07-one-service': workload => {
    if (hasDanger(workload, 'singleton-can-run-twice')) {
      return broken('several-may-run');
    }
    return targetsOf(workload).some(({ detail }) => detail.service)
      ? met('service-seen')
      : open('service-not-seen');
  },
  'B10-no-crontab': workload => {
    const targets = targetsOf(workload);
    if (targets.length === 0) return open('target-not-seen');
    return targets.some(({ ref }) => /^(crontab|anacron|run-parts):/.test(ref))
      ? broken('crontab-seen')
      : met('no-crontab-seen');
  },
  'B12-side-by-side': ({ assessment: { legacy, target } }) =>
    [legacy, target].every(state => state === 'active' || state === 'idle')
      ? met('both-sides-seen')
      : open('one-side-seen'),
  ...auditSights,
};

/** Whether something that is observed shows the requirement. */
export function isProbed(id: string): boolean {
  return Object.hasOwn(SIGHTS, id);
}

function seen(
  id: string,
  workload: CheckedWorkload,
  now: Date,
): CheckedRequirement {
  if (!isProbed(id)) return open('no-probe');
  const found = SIGHTS[id](workload, now);
  // What nobody sees now is not known to hold.
  return found.state === 'met' && workload.assessment.stale
    ? open('not-seen')
    : found;
}

/** Runs were counted on the target, none missed and none doubled. */
function soaked({ assessment }: CheckedWorkload): CheckedRequirement {
  return assessment.soak?.passedAt
    ? met('soak-passed')
    : open('soak-not-passed');
}

function hasDanger(
  { assessment }: CheckedWorkload,
  ...types: DangerType[]
): boolean {
  return assessment.dangers.some(({ type }) => types.includes(type));
}
