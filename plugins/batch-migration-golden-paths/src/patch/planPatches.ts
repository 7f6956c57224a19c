import { approversFile } from '../people/approversFile';
import { peopleWarnings } from '../people/peopleWarnings';
import { planForPeople } from '../people/planPeople';
import { readUnfinished } from '../preview/readUnfinished';
import { patchAnswers, type PatchAnswers, patchProblems } from './answers';
import { patchResources } from './plannedResources';

/** What `data-patch-pipeline` would make of its form. */
export const planPatches = planForPeople<PatchAnswers>({
  read: form => readUnfinished(patchAnswers, form),
  check: patchProblems,
  plan: answers => ({
    resources: patchResources(answers),
    approvers: patchApprovers(answers),
    onRequest: {
      kind: 'build',
      // The project's limit: a second build waits.
      atOnce: 1,
      longestMinutes: answers.build.timeoutMinutes,
      hoursPerMonth: null,
      warnings: [...patchWarnings(answers), ...peopleWarnings(answers)],
    },
  }),
});

/** `approvers.yaml` of a pipeline. */
export function patchApprovers({ slack, validHours }: PatchAnswers): string {
  return approversFile(slack, {
    decides: 'who may approve changes of production’s data',
    validHours,
  });
}

function patchWarnings({
  securityGroupId,
  audit,
  dryRunWithoutApproval,
}: PatchAnswers): string[] {
  return [
    ...(securityGroupId === null
      ? [
          'The database must let in the security group that the stack makes: its output BuildSecurityGroup',
        ]
      : []),
    ...(audit.logGroup === null
      ? [
          'No audit log of the database is named: the reconciliation will look at builds only',
        ]
      : []),
    ...(dryRunWithoutApproval.length > 0
      ? [
          `A dry run of ${dryRunWithoutApproval.join(
            ', ',
          )} needs no approval: it runs code of a branch with production’s password`,
        ]
      : []),
  ];
}
