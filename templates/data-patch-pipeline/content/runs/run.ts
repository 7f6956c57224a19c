import type { Identity } from '../people/approval/approvers';
import type { PatchSubject } from '../people/approval/subject';
import type { ManifestLink } from '../people/evidence/manifest';
import type { Mode } from '../runner/patch/patch';

/** One run of a patch, from the question to the evidence. Its id is also its request's, where it needs one. */
export interface PatchRun {
  id: string;
  mode: Mode;
  subject: PatchSubject;
  /** Of patch.yaml. */
  title: string;
  /** What approvers read of the patch. It follows from the subject. */
  facts: Array<[label: string, value: string]>;
  /** `refs/heads/fix` or `refs/pull/12/head`. */
  ref: string;
  operator: Identity;
  /** ARN of the portal, where it asked for the operator. */
  carriedBy: string | null;
  /** Who wrote or pushed it; nobody where it needs no approval. */
  hands: Identity[];
  needsApproval: boolean;
  askedAt: string;
  /** `carriedBy` as above, of who started it. */
  started: { build: string; by: Identity; carriedBy: string | null; at: string } | null;
  ended: Ended | null;
  /** Its manifest. */
  kept: ManifestLink | null;
  /** It will never start: how its request ended. */
  closed: string | null;
}

export interface Ended {
  at: string;
  /** As CodeBuild says it: `SUCCEEDED`, `FAILED`, `FAULT`, `TIMED_OUT`, `STOPPED`. */
  status: string;
  /** As the runner says it; `null` where it left nothing. */
  result: string | null;
  /** Of the log that it left. */
  logSha256: string | null;
}

export type NewRun = Pick<PatchRun, 'id' | 'mode' | 'subject' | 'title' | 'facts' | 'ref' | 'operator' | 'carriedBy' | 'hands' | 'needsApproval'>;

export type RunEvent =
  | { type: 'started'; build: string; by: Identity; carriedBy: string | null; at: string }
  | ({ type: 'ended' } & Ended)
  | { type: 'kept'; manifest: ManifestLink }
  | { type: 'closed'; why: string };

export function newRun(given: NewRun, now: Date): PatchRun {
  return { ...given, askedAt: now.toISOString(), started: null, ended: null, kept: null, closed: null };
}

/** What an event makes of a run; the same object where it was known. Each can come twice, and late. */
export function happened(run: PatchRun, event: RunEvent): PatchRun {
  switch (event.type) {
    case 'started':
      return run.started || run.closed ? run : { ...run, started: { build: event.build, by: event.by, carriedBy: event.carriedBy, at: event.at } };
    case 'ended':
      return run.ended || !run.started ? run : { ...run, ended: { at: event.at, status: event.status, result: event.result, logSha256: event.logSha256 } };
    case 'kept':
      return run.kept ? run : { ...run, kept: event.manifest };
    case 'closed':
      return run.started || run.closed ? run : { ...run, closed: event.why };
    default:
      throw new Error(`No event is called ${JSON.stringify(event satisfies never)}`);
  }
}

/** Nothing will ever be due again. */
export function isFinished({ kept, closed }: PatchRun): boolean {
  return kept !== null || closed !== null;
}
