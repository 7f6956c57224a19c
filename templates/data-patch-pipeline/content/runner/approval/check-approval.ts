import { answererOf } from '../../people/approval/approvers';
import type { Mode, Patch } from '../patch/patch';
import type { Approval, Identity, IsSame, Order, Subject } from './approval';
import { subjectHash } from './approval';
import type { Build, Pins } from './build';
import { type Refusal, refusal, type RefusalName } from './refusals';

export interface ApprovalFacts {
  order: Order | undefined;
  build: Build;
  pins: Pins;
  patch: Pick<Patch, 'engine'>;
  /** What would run, made anew from the files of the build. */
  subject: Subject;
  /** The commit that the files are of, by git; undefined if they were changed. */
  checkedOut: string | undefined;
  /** Where the branch of the order stands now; undefined if it cannot be told. */
  head: string | undefined;
  isSame: IsSame;
  now: Date;
}

const COMMIT = /^[0-9a-f]{40}$/;

/** Whether people approved exactly what this build would run. */
export function checkApproval(facts: ApprovalFacts): Refusal[] {
  const { order, build, pins, subject, checkedOut, head } = facts;
  if (!order) return [refusal('no-order')];
  const refusals: Refusal[] = [];
  const unless = (holds: boolean, name: RefusalName, detail?: string) => {
    if (!holds) refusals.push(refusal(name, detail));
  };
  const { sha } = order.subject;
  unless(order.build === build.id, 'order-of-another-build', order.build);
  unless(COMMIT.test(build.sourceVersion ?? ''), 'not-a-commit', build.sourceVersion);
  unless(build.sourceVersion === sha && build.resolvedSourceVersion === sha, 'another-commit', `${build.resolvedSourceVersion}, approved ${sha}`);
  unless(checkedOut === sha, 'working-tree-changed', checkedOut);
  unless(order.subject.repository === pins.repository, 'another-subject', order.subject.repository);
  unless(subjectHash(subject) === subjectHash(order.subject), 'another-subject', difference(subject, order.subject));
  if (order.branch !== undefined) {
    unless(head !== undefined, 'branch-unknown', order.branch);
    unless(head === undefined || head === sha, 'branch-moved', `${order.branch} is at ${head}, approved ${sha}`);
  }
  return [...refusals, ...checkRecord(facts, order)];
}

/** `check` runs nothing of the branch; a dry run does, so somebody decided for which engines it needs none. */
export function needsApproval(mode: Mode, engine: string, { dryRunWithoutApproval }: Pick<Pins, 'dryRunWithoutApproval'>): boolean {
  return mode !== 'check' && !(mode === 'dry-run' && dryRunWithoutApproval.includes(engine));
}

function checkRecord({ patch, pins, isSame, now }: ApprovalFacts, order: Order): Refusal[] {
  const { approval, mode, build } = order;
  if (!approval) {
    return needsApproval(mode, patch.engine, pins) ? [refusal('not-approved')] : [];
  }
  const refusals: Refusal[] = [];
  if (approval.status !== 'approved') refusals.push(refusal(approval.status === 'requested' ? 'not-approved' : 'voided', approval.status));
  if (approval.subjectHash !== subjectHash(order.subject) || approval.subjectHash !== subjectHash(approval.subject as Subject)) {
    refusals.push(refusal('another-subject', `the approval is of ${approval.subjectHash.slice(0, 8)}`));
  }
  if (approval.expiresAt !== null && !(now.getTime() < Date.parse(approval.expiresAt))) refusals.push(refusal('expired', approval.expiresAt));
  if (approval.used?.by !== build) refusals.push(refusal('used', approval.used?.by ?? 'by nobody yet, so not by this build either'));
  return [...refusals, ...checkPeople(approval, order, isSame)];
}

/** Asked again here: the list of approvers and the rules may have been changed on the way. */
function checkPeople({ answer, involved }: Approval, { startedBy }: Order, isSame: IsSame): Refusal[] {
  if (!answer?.by) return [refusal('approver-unknown')];
  const { operator, author, coauthors = [], runner } = involved;
  const others: Array<[role: string, person: Identity | null]> = [['who asked', operator], ['the author', author], ...coauthors.map((each): [string, Identity] => ['an author', each]), ['who runs it', runner], ['who started it', startedBy]];
  return others.flatMap(([role, person]) =>
    person !== null && isSame(answererOf(answer), person) ? [refusal('self-approval', `${answer.name} is ${role}`)] : [],
  );
}

function difference(found: Subject, approved: Subject): string {
  const keys = ['repository', 'sha', 'patch', 'command', 'parameters'] as const;
  return keys.filter(key => JSON.stringify(sorted(found[key])) !== JSON.stringify(sorted(approved[key]))).join(', ');
}

function sorted(value: string | string[] | Record<string, string>) {
  return typeof value === 'object' && !Array.isArray(value) ? Object.entries(value).sort() : value;
}
