import type {
  DangerSeverity,
  EntityRef,
} from 'backstage-plugin-batch-migration-common';
import type { Topic } from './topics';

/** Something of a workload that its owner should know. */
export interface Concern {
  topic: Topic;
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
  topic: Topic;
  workloadId: string;
  ownerRef: EntityRef;
  /** Of what is being told; empty where that is its end. */
  fingerprint: string;
  claimedAt: string;
  /** `null` until it was sent. */
  sentAt: string | null;
  /** Of what the owner was told last; `null` for nothing yet. */
  sentFingerprint: string | null;
}

export type Change =
  | { type: 'new' | 'changed'; concern: Concern; before: Told | null }
  | { type: 'resolved'; before: Told }
  /** It is over before its owner was told of it: nothing is left to tell. */
  | { type: 'forgotten'; before: Told };

/** Who claimed a message and did not send it in this time has failed. */
export const RETRY_AFTER_MS = 5 * 60 * 1000;

/**
 * What changed since owners were last told. What another replica is telling
 * now is no change; what it failed to tell is told again, as what it is to an
 * owner who heard nothing of it.
 *
 * @param isJudged - whether it is known that a workload has no such concern:
 * a host that nobody sees is not mended
 */
export function changesSinceTold(
  concerns: readonly Concern[],
  told: readonly Told[],
  {
    now,
    isJudged,
  }: {
    now: Date;
    isJudged(one: Pick<Told, 'topic' | 'workloadId'>): boolean;
  },
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
    if (!last || last.sentFingerprint === null || last.ownerRef !== ownerRef) {
      return [{ type: 'new', concern, before: last }];
    }
    if (last.sentFingerprint === fingerprint) return [];
    return [{ type: 'changed', concern, before: last }];
  });
  const over = told.flatMap((last): Change[] => {
    if (present.has(keyOf(last)) || isBeingTold(last) || !isJudged(last)) {
      return [];
    }
    const type = last.sentFingerprint === null ? 'forgotten' : 'resolved';
    return [{ type, before: last }];
  });
  return [...raised, ...over];
}
