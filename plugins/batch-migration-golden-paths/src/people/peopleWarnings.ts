import type { PeopleAnswers } from './answers';

/** What to know before a stack with people in it is deployed. */
export function peopleWarnings({
  region,
  evidence,
  alertEmail,
  portalRole,
  deploymentRoles,
}: Pick<PeopleAnswers, 'region' | 'evidence'> & {
  alertEmail: string | null;
  portalRole: string | null;
  deploymentRoles: string[];
}): string[] {
  const { mode, days } = evidence;
  return [
    `The account needs a trail of CloudTrail that records management events in ${region}: the watch hears by it, and the stack makes none`,
    mode === 'COMPLIANCE'
      ? `Evidence is locked for ${days} days, and nobody can delete it before, not even root: a mistake cannot be taken back`
      : `Evidence is kept for ${days} days, and who has a permission of its own can delete it before: a mode to try out with`,
    'Who does not come to AWS by IAM Identity Center, named by the e-mail address that Slack knows, must stand in people of approvers.yaml: nobody can approve what they ask for before',
    ...(deploymentRoles.length === 0
      ? [
          'No role deploys by name: each deployment will be told as a change of the watch',
        ]
      : []),
    ...(portalRole === null
      ? ['The portal has no role: nobody can ask from it']
      : []),
    ...(alertEmail === null
      ? [
          'No e-mail address is given: nobody hears of what Slack would not tell until something subscribes to the topic',
        ]
      : []),
  ];
}
