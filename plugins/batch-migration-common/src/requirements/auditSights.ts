import { standingOf } from '../approvals/standing';
import type { AuditDetail } from '../workload/model';
import type { CheckedRequirement, CheckedWorkload } from './checkRequirement';
import { broken, met, open, targetsOf } from './sights';

type Sight = (workload: CheckedWorkload, now: Date) => CheckedRequirement;

/** What shows that patches and sessions are approved, and watched. */
export const auditSights: Record<string, Sight> = {
  'B03-audit': (workload, now) =>
    audited(workload, 'codebuild:', ({ reconciliation, policy }) => {
      if (reconciliation === undefined) return open('audit-not-read');
      const standing = standingOf(
        reconciliation && toReport(reconciliation),
        now,
      );
      if (standing === 'clean') {
        return (
          policyGap(policy, 'overrides-allowed') ?? met('reconciliation-clean')
        );
      }
      return standing === 'unapproved'
        ? broken('reconciliation-unapproved')
        : open(`reconciliation-${standing}`);
    }),
  'B04-login': workload =>
    audited(workload, 'ecs-exec:', ({ trail, loginRule, policy }) => {
      if (trail === false) return broken('trail-off');
      if (loginRule === false) return broken('login-rule-off');
      if (!trail || !loginRule) return open('audit-not-read');
      return policyGap(policy, 'past-exec-allowed') ?? met('login-watched');
    }),
  'B04-command': workload =>
    audited(workload, 'ecs-exec:', ({ commandFilter }) => {
      if (commandFilter === false) return broken('commands-unwatched');
      return commandFilter ? met('commands-watched') : open('audit-not-read');
    }),
  'B04-approval': workload =>
    audited(workload, 'ecs-exec:', ({ followUp }) => {
      switch (followUp) {
        case 'missed':
          return broken('alert-missed');
        case 'answered':
        case 'alerted':
          return met('approvers-seen');
        case 'none':
          return open('nobody-asked-yet');
        default:
          return open('audit-not-read');
      }
    }),
};

/** What the policy of those who work there leaves open; `null` where it closes the way past the approval. */
function policyGap(
  policy: AuditDetail['policy'],
  allowed: 'overrides-allowed' | 'past-exec-allowed',
): CheckedRequirement | null {
  switch (policy) {
    case 'denies':
      return null;
    case 'lets':
      return broken(allowed);
    case 'gone':
    case 'unattached':
      return open(`policy-${policy}`);
    default:
      return open('policy-not-read');
  }
}

/** All of several targets must show it; the one that says least counts. */
function audited(
  workload: CheckedWorkload,
  scheme: string,
  look: (audit: AuditDetail) => CheckedRequirement,
): CheckedRequirement {
  const targets = targetsOf(workload, scheme);
  if (targets.length === 0) return open('target-not-seen');
  const found = targets.map(({ detail }) =>
    detail.audit ? look(detail.audit) : open('audit-not-read'),
  );
  return (
    found.find(({ state }) => state === 'broken') ??
    found.find(({ state }) => state !== 'met') ??
    found[0]
  );
}

/** As far as its standing goes: probes tell numbers, and no names. */
function toReport({
  buildsOnly,
  unapproved,
  unknown,
  ...numbers
}: NonNullable<AuditDetail['reconciliation']>) {
  return {
    ...numbers,
    scope: {
      builds: true,
      databaseSessions: buildsOnly ? null : { logGroup: '' },
    },
    unapproved: [],
    unknown: [],
    leftOut: { unapproved, unknown },
  };
}
