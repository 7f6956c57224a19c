import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { loginsSince } from '../aws/trail';
import { bastionFromEnvironment } from '../environment';
import { sweeper } from '../sweep';
import { tasksHandler } from '../tasks';

const { sessions, watch, store, clock, given } = bastionFromEnvironment();
const all = sessions();
const watching = watch(all);
const lookUp = loginsSince(new CloudTrailClient(), given('CLUSTER'));

/** Called by the rule for tasks, by the schedules at the end of sessions, and every five minutes. */
export const handler = tasksHandler({
  taskChanged: (task, change) => all.taskChanged(task, change),
  reconcile: id => all.reconcile(id),
  sweep: sweeper({ open: () => store().open(), look: session => watching.look(session), sweep: () => all.sweep(), lookUp, login: each => all.login(each), clock }),
});
