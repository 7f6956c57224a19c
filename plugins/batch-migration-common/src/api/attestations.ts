/** What `/workloads/{id}/attestations` takes and answers. */
import type { EntityRef, Instant } from '../workload/model';

/** What a person may attest where no probe can look. */
export const ATTESTED_FACTS = ['longest-run'] as const;
export type AttestedFact = (typeof ATTESTED_FACTS)[number];

export interface AttestationRequest {
  fact: AttestedFact;
  /** Of the longest run, lock waits and sleeps included. */
  seconds: number;
  /** What it rests on, in the words of the person. */
  reason: string;
  /** At most a year ahead. */
  expiresAt: Instant;
}

/** Shown as such for ever, with its author and its expiry. */
export interface Attestation extends AttestationRequest {
  id: number;
  workloadId: string;
  author: EntityRef;
  at: Instant;
}
