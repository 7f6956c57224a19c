import type { ApprovalRequest } from '../people/approval/record';
import type { Clock } from '../people/clock';
import type { Builds } from './builds';
import type { PatchRun } from './run';
import type { RunStore } from './store';

export interface SweepProps {
  store: RunStore;
  builds: Builds;
  requestOf(id: string): Promise<ApprovalRequest | undefined>;
  ended(build: string): Promise<void>;
  /** A run that needs no approval and is not started is closed after so long. */
  validHours: number;
  clock: Clock;
}

/** What a lost event should have told, and what time alone decides. One that fails does not keep the others. */
export function sweeper({ store, builds, requestOf, ended, validHours, clock }: SweepProps) {
  return async (): Promise<void> => {
    const failed: string[] = [];
    const attempt = (what: string, work: () => Promise<unknown>) => work().catch(error => failed.push(`${what}: ${error}`));
    for (const run of await store.open()) {
      await attempt(run.id, async () => {
        if (run.started) return ended(run.started.build);
        const request = await requestOf(run.id);
        // Used, and its function died before the run knew.
        if (request?.used) return ended(request.used.by);
        const why = whyClosed(run, request, clock(), validHours);
        if (why) await store.add(run.id, { type: 'closed', why });
      });
    }
    await attempt('builds', async () => {
      const recent = await builds.recent();
      for (const { id, buildComplete } of recent.length > 0 ? await builds.get(recent) : []) {
        // One with an order belongs to a run, which is looked after above.
        if (buildComplete === true && !(await store.orderOf(id))) await attempt(id, () => ended(id));
      }
    });
    // The alarm of the function tells it; the next sweep tries all of it again.
    if (failed.length > 0) throw new Error(`The sweep left out ${failed.join('; ')}`);
  };
}

/** How a run that was not started has ended; `null` while it still may start. */
export function whyClosed(run: PatchRun, request: ApprovalRequest | undefined, now: Date, validHours: number): string | null {
  const isPast = (time: string | null) => time !== null && now.getTime() >= Date.parse(time);
  if (!run.needsApproval) return isPast(new Date(Date.parse(run.askedAt) + validHours * 3_600_000).toISOString()) ? 'unused' : null;
  if (!request) return null;
  if (request.status === 'requested') return null;
  if (request.status !== 'approved') return request.status;
  return isPast(request.expiresAt) ? 'unused' : null;
}
