import { answererOf, type Identity } from '../people/approval/approvers';
import type { ApprovalRequest } from '../people/approval/record';
import { type Refusal, refusal } from '../runner/approval/refusals';
import type { PatchRun } from './run';

export interface StartFacts {
  run: PatchRun;
  /** `undefined` where the run needs none. */
  request: ApprovalRequest | undefined;
  startedBy: Identity;
  /** Where the branch or pull request stands now; `undefined` if it is gone. */
  head: string | undefined;
  isSame(one: Identity, other: Identity): boolean;
  /** Whether it can be told that somebody is not who approved. */
  isKnown(identity: Identity): boolean;
  now: Date;
}

/** Why a run is not started. The check inside of the build asks the same again, of other sources. */
export function whyNotStart({ run, request, startedBy, head, isSame, isKnown, now }: StartFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (head === undefined) refusals.push(refusal('branch-unknown', run.ref));
  else if (head !== run.subject.sha) refusals.push(refusal('branch-moved', `${run.ref} is at ${head}, asked for was ${run.subject.sha}`));
  if (!run.needsApproval) return refusals;
  if (!request || request.status === 'requested') return [...refusals, refusal('not-approved')];
  if (request.status !== 'approved') return [...refusals, refusal('voided', request.status)];
  if (request.used) refusals.push(refusal('used', request.used.by));
  if (request.expiresAt !== null && now.getTime() >= Date.parse(request.expiresAt)) refusals.push(refusal('expired', request.expiresAt));
  if (!request.answer) refusals.push(refusal('approver-unknown'));
  else if (isSame(answererOf(request.answer), startedBy)) refusals.push(refusal('self-approval', `${request.answer.name} would start it`));
  else if (!isKnown(startedBy)) {
    // Who cannot be told apart from the approver may be the approver.
    refusals.push(refusal('self-approval', 'nobody could say that who starts it is somebody else: add them to people of approvers.yaml'));
  }
  return refusals;
}
