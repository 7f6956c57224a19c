import type { Identity, Order, Subject } from '../approval/approval';
import type { Refusal } from '../approval/refusals';
import type { Attempt } from '../engines/attempt';
import type { JobsResult } from '../jobs/wait';
import type { Mode } from '../patch/patch';

export const RESULTS = ['succeeded', 'failed', 'refused', 'stopped'] as const;
export type Result = (typeof RESULTS)[number];

/** `run.json`: what is kept of one build. Secrets are masked before they get here. */
export interface RunRecord {
  format: 1;
  build: string;
  mode: Mode | null;
  result: Result;
  /** For people, the worst first. */
  messages: string[];
  subject: Subject | null;
  subjectHash: string | null;
  who: { askedBy: Identity | null; author: Identity | null; startedBy: Identity | null; approvedBy: { slack: string; name: string; title: string; at: string } | null };
  approval: string | null;
  patch: { title: string; why: string; dryRun: string; files: Record<string, string> } | null;
  startedAt: string;
  endedAt: string | null;
  refusals: Refusal[];
  attempt: Attempt | null;
  exit: number | null;
  jobs: JobsResult | null;
  logSha256: string | null;
}

export interface EvidenceFile {
  name: string;
  content: Uint8Array;
}

/** Where evidence goes, under a lock. */
export interface EvidenceStore {
  /** Before the patch starts: what a run leaves that never comes back. */
  begin(record: RunRecord, order: Order): Promise<void>;
  /** @returns where it is, for the log */
  keep(record: RunRecord, order: Order | undefined, files: EvidenceFile[]): Promise<string>;
}
