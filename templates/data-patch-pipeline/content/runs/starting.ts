import type { SourceRepository } from '../github/repository';
import { type Approvers, type Identity, isSame } from '../people/approval/approvers';
import { isKnown } from '../people/approval/mayApprove';
import { nameThrough } from '../people/approval/messages';
import type { RequestStore } from '../people/approval/store';
import { sha256 } from '../people/canonical';
import type { Clock } from '../people/clock';
import { code } from '../people/slack/text';
import { type Refusal, refusal } from '../runner/approval/refusals';
import { AnotherRuns, type Builds } from './builds';
import type { PatchRun } from './run';
import type { RunStore } from './store';
import type { Teller } from './tell';
import { whyNotStart } from './whyNotStart';

export interface StartingProps {
  approvers: Approvers;
  requests: RequestStore;
  store: RunStore;
  repository: Pick<SourceRepository, 'standsAt'>;
  builds: Builds;
  teller: Teller;
  clock: Clock;
}

/** Who starts, and the ARN of the portal where it does so for them. */
interface Starter {
  by: Identity;
  carriedBy: string | null;
}

export type Started = { run: PatchRun } | { refused: string };

/**
 * Starts what was approved: the build first, then the approval is used up by
 * its id, then the order is written which the build waits for. Whoever dies in
 * between leaves a build that nobody ordered, and that lets nothing run.
 */
export class Starting {
  constructor(private readonly props: StartingProps) {}

  /** @param carriedBy - ARN of the portal, where it starts for `by` */
  async start(id: string, by: Identity, carriedBy: string | null): Promise<Started> {
    const { approvers, requests, store, repository, builds, clock } = this.props;
    const run = await store.get(id);
    if (!run) return { refused: `There is no run ${id}` };
    if (run.started) return { run };
    if (run.closed) return { refused: `It has ended: ${run.closed}` };
    const request = run.needsApproval ? await requests.get(id) : undefined;
    const head = await repository.standsAt(run.ref);
    const isOne = (one: Identity, other: Identity) => isSame(one, other, approvers.people);
    // A function that died after it had used the approval up goes on with the same build.
    const mine = request?.used ? await this.unfinished(run, request.used.by) : undefined;
    const asked = mine && request ? { ...request, used: null } : request;
    const refusals = whyNotStart({ run, request: asked, startedBy: by, head, isSame: isOne, isKnown: one => isKnown(one, approvers.people), now: clock() });
    const who = { by, carriedBy };
    if (refusals.length > 0) return this.refuse(run, refusals, who);
    if (mine) return { run: await this.order(run, mine, who) };

    let build: string;
    try {
      build = await builds.start(run.subject.sha, sha256(id));
    } catch (error) {
      if (error instanceof AnotherRuns) return { refused: error.message };
      throw error;
    }
    if (request) {
      const { outcome } = await requests.apply(id, { type: 'use', by: build, subjectHash: request.subjectHash });
      if (outcome !== 'used' && outcome !== 'replayed') {
        // Taken back, or used by another build, since we looked.
        await builds.stop(build);
        return this.refuse(run, [refusal(outcome === 'already-used' ? 'used' : 'voided', outcome)], who);
      }
    }
    return { run: await this.order(run, build, who) };
  }

  /** The build that used the approval up, if its order was never written and it still waits for one. */
  private async unfinished({ subject }: PatchRun, build: string): Promise<string | undefined> {
    const { builds, store } = this.props;
    if (await store.orderOf(build)) return build;
    const [found] = await builds.get([build]);
    return found?.buildComplete === false && found.sourceVersion === subject.sha ? build : undefined;
  }

  private async order(run: PatchRun, build: string, who: Starter): Promise<PatchRun> {
    const { store, teller, clock } = this.props;
    const { id, mode, ref, subject, needsApproval } = run;
    // Of two at once the first one's stays.
    const { startedBy: by, carriedBy } = await store.order(build, { run: id, mode, startedBy: who.by, carriedBy: who.carriedBy, branch: ref, ...(needsApproval ? { request: id } : { subject }) });
    const after = await store.add(id, { type: 'started', build, by, carriedBy, at: clock().toISOString() });
    await teller.tell(id, { kind: 'started', key: build, what: `${code(build)} · ${nameThrough(by, carriedBy)}` });
    return after;
  }

  private async refuse(run: PatchRun, refusals: Refusal[], { by, carriedBy }: Starter): Promise<Started> {
    const names = refusals.map(({ name }) => name);
    const what = `${refusals.map(({ name, message }) => `${code(name)} ${code(message, 300)}`).join('\n')} · ${nameThrough(by, carriedBy)}`;
    const note = run.needsApproval ? { refusals: names, by: { ...by }, ...(carriedBy !== null && { carriedBy }) } : undefined;
    await this.props.teller.tell(run.id, { kind: 'not-started', key: `${names.join()} ${JSON.stringify(by)}`, what, note });
    return { refused: refusals.map(({ name, message }) => `${name}: ${message}`).join('; ') };
  }
}
