import type {
  DangerSeverity,
  EntityRef,
} from 'backstage-plugin-batch-migration-common';

/** Something of a workload that its owner should know. */
export interface Concern {
  /** What kind of thing, for example `drift`. */
  topic: string;
  workloadId: string;
  name: string;
  /** `null` where nobody owns it: then nobody is told. */
  ownerRef: EntityRef | null;
  severity: DangerSeverity;
  /** The same as long as there is nothing new to tell. */
  fingerprint: string;
  /** A sentence without commands: messages leave the portal. */
  text: string;
}

/** What an owner was told last, or is being told now. */
export interface Told {
  topic: string;
  workloadId: string;
  ownerRef: EntityRef;
  /** Empty where it was told to be over. */
  fingerprint: string;
  claimedAt: string;
  /** `null` until it was sent. */
  sentAt: string | null;
}

export type Change =
  | { type: 'new' | 'changed'; concern: Concern; before: Told | null }
  | { type: 'resolved'; before: Told };

/** Who claimed a message and did not send it in this time has failed. */
export const RETRY_AFTER_MS = 5 * 60 * 1000;

/**
 * What changed since owners were last told. What another replica is telling
 * now is no change; what it failed to tell is told again.
 *
 * @param isJudged - whether it is known that a workload has no such concern:
 * a host that nobody sees is not mended
 */
export function changesSinceTold(
  concerns: readonly Concern[],
  told: readonly Told[],
  { now, isJudged }: { now: Date; isJudged(workloadId: string): boolean },
): Change[] {
  const keyOf = (one: { topic: string; workloadId: string }) =>
    `${one.topic}\n${one.workloadId}`;
  const before = new Map(told.map(one => [keyOf(one), one]));
  const present = new Map(concerns.map(one => [keyOf(one), one]));
  const isBeingTold = ({ sentAt, claimedAt }: Told) =>
    sentAt === null && now.getTime() - Date.parse(claimedAt) < RETRY_AFTER_MS;

  const raised = concerns.flatMap((concern): Change[] => {
    const { ownerRef, fingerprint } = concern;
    const last = before.get(keyOf(concern)) ?? null;
    if (ownerRef === null || (last && isBeingTold(last))) return [];
    if (!last || last.fingerprint === '' || last.ownerRef !== ownerRef) {
      return [{ type: 'new', concern, before: last }];
    }
    if (last.fingerprint === fingerprint && last.sentAt !== null) return [];
    return [{ type: 'changed', concern, before: last }];
  });
  const resolved = told.flatMap((last): Change[] => {
    const isOver = !present.has(keyOf(last)) && isJudged(last.workloadId);
    return isOver && !isBeingTold(last)
      ? [{ type: 'resolved', before: last }]
      : [];
  });
  return [...raised, ...resolved];
}
