import { chainProblems } from '../people/approval/chain';
import type { StoredRequest } from './facts';

/**
 * What of a request does not follow from its events. The request is one item that a newer version takes the place
 * of; events are written once, each with the hash of the one before. Whoever writes an approval into the item
 * alone is found here.
 *
 * @param build - the id of the build that names this request
 */
export function requestProblems({ record, version, head, events }: StoredRequest, build: string): string[] {
  const problems = chainProblems(events, head);
  const wrong = (rule: string) => problems.push(rule);
  if (events.length !== version) wrong(`it has ${events.length} events and should have ${version}`);
  if (events.some(({ requestId }) => requestId !== record.id)) wrong('an event is of another request');
  const last = events.at(-1);
  if (last?.status !== record.status || last?.subjectHash !== record.subjectHash) wrong('it says another thing than its last event');

  const approvals = events.filter(({ outcome, act }) => outcome === 'approved' && act.type === 'approve');
  const approval = approvals.at(-1);
  if (record.answer && approval?.act.type === 'approve' && approval.act.by !== record.answer.by) wrong('its events name another approver');
  if (!approval || approval.subjectHash !== record.subjectHash) wrong('no event approves what it asks for');
  const uses = events.filter(({ outcome }) => outcome === 'used');
  if (uses.length !== 1) wrong(`its events name ${uses.length} runs`);
  const [use] = uses;
  if (use?.act.type === 'use' && use.act.by !== build) wrong(`its events name the run ${use.act.by}`);
  if (use && approval && use.sequence < approval.sequence) wrong('it was used before it was approved');
  return problems.map(problem => `the record of request ${record.id} is not whole: ${problem}`);
}
