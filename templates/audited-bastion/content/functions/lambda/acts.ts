import { actsHandler } from '../acts';
import { bastionFromEnvironment } from '../environment';

const { approvals, sessions, store, log } = bastionFromEnvironment();
const answers = approvals();
const all = sessions();

/** Reads what people did in Slack. */
export const handler = actsHandler({
  receive: act => answers.receive(act),
  reconcile: id => all.reconcile(id),
  isSession: async id => (await store().get(id)) !== undefined,
  log,
});
