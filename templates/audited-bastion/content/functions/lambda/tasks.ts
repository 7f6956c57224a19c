import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { code } from '../../people/slack/text';
import { loginsSince } from '../aws/trail';
import { whyNoTrail } from '../aws/trailStatus';
import { bastionFromEnvironment } from '../environment';
import { sweeper } from '../sweep';
import { tasksHandler } from '../tasks';

const { sessions, watch, store, teller, clock, given } = bastionFromEnvironment();
const all = sessions();
const watching = watch(all);
const telling = teller();
const trail = new CloudTrailClient();
const lookUp = loginsSince(trail, given('CLUSTER'));

/** Called by the rule for tasks, by the schedules at the end of sessions, and every five minutes. */
export const handler = tasksHandler({
  taskChanged: (task, change) => all.taskChanged(task, change),
  reconcile: id => all.reconcile(id),
  sweep: sweeper({
    open: () => store().open(),
    look: session => watching.look(session),
    sweep: () => all.sweep(),
    lookUp,
    login: each => all.login(each),
    whyNoTrail: whyNoTrail(trail),
    tellNoTrail: (why, key) => telling.tell(null, { kind: 'trail-silent', key, what: code(why), loud: true }),
    clock,
  }),
});
