import { approversFile } from '../people/approversFile';
import { peopleWarnings } from '../people/peopleWarnings';
import { planForPeople } from '../people/planPeople';
import { readUnfinished } from '../preview/readUnfinished';
import {
  bastionAnswers,
  bastionProblems,
  type BastionAnswers,
} from './answers';
import { HOURS_A_MONTH } from './limits';
import { bastionResources } from './plannedResources';

/** What `audited-bastion` would make of its form. */
export const planBastion = planForPeople<BastionAnswers>({
  read: form => readUnfinished(bastionAnswers, form),
  check: bastionProblems,
  plan: answers => ({
    resources: bastionResources(answers),
    approvers: bastionApprovers(answers),
    onRequest: {
      kind: 'session',
      atOnce: answers.seats,
      longestMinutes: answers.longestMinutes,
      hoursPerMonth: HOURS_A_MONTH,
      warnings: peopleWarnings(answers),
    },
  }),
});

/** `approvers.yaml` of a bastion. */
export function bastionApprovers({ slack }: BastionAnswers): string {
  return approversFile(slack, {
    decides: 'who may answer for sessions in production',
  });
}
