import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { isSame } from '../../people/approval/approvers';
import { readApprovers } from '../../people/approval/readApprovers';
import { askHandler } from '../ask';
import { sessionLimits } from '../aws/limits';
import { bastionFromEnvironment } from '../environment';

const { sessions, store, given, log } = bastionFromEnvironment();
const all = sessions();
const { people } = readApprovers();

/** Called by `npm run bastion` and by the portal, through an API that asks IAM who calls. */
export const handler = askHandler({
  ask: each => all.ask(each),
  stop: (id, by) => all.stop(id, by),
  get: id => store().get(id),
  limit: sessionLimits(new SchedulerClient(), { group: given('LIMIT_GROUP'), functionArn: given('LIMIT_FUNCTION_ARN'), roleArn: given('LIMIT_ROLE_ARN') }),
  portalRole: process.env.PORTAL_ROLE || null,
  isSame: (one, other) => isSame(one, other, people),
  log,
});
