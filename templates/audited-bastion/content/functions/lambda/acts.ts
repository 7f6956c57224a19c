import { actsHandler } from '../../people/approval/actsHandler';
import { bastionFromEnvironment } from '../environment';

const { approvals, sessions, store, log } = bastionFromEnvironment();
const all = sessions();

/** Reads what people did in Slack: an answer ends a session that it refuses, and lets its evidence be kept. */
export const handler = actsHandler({
  approvals: approvals(),
  async follow(result) {
    if ('record' in result && (await store().get(result.record.id))) await all.reconcile(result.record.id);
  },
  log,
});
