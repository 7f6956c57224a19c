import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  addDays,
  type ApprovalPeriod,
  type ApprovalRequest,
} from 'backstage-plugin-batch-migration-common';
import type {
  ApprovalLog,
  ApprovalPlace,
  ApprovalSource,
  ApprovalThread,
  SessionAsk,
  StoredApprovalEvents,
  StoredApprovals,
  UnsearchedApprovals,
} from 'backstage-plugin-batch-migration-node';
import { withTimeout } from '../observation/withTimeout';

/** A page waits for it. */
const TIMEOUT_MS = 20_000;
/** People look again after they answered; however many look, it is asked this often. */
const REMEMBERED_MS = 30_000;
/** Of each kind; a request takes about 2 KB of memory while it is remembered. */
const LIMIT = 10_000;
/** Threads never change once they are there. */
const THREADS_KEPT = 10_000;

/** What one place told, or why it could not be asked. */
export type Told<T> =
  | { place: ApprovalPlace; told: T; unread: null }
  | { place: ApprovalPlace; told: null; unread: string };

/** Asks the approval sources, each place for itself, and not more often than twice a minute. */
export class Approvals {
  private readonly remembered = new Map<
    string,
    { until: number; answer: Promise<Told<any>> }
  >();
  private readonly threads = new Map<string, ApprovalThread>();

  constructor(
    private readonly sources: readonly ApprovalSource[],
    private readonly logger: LoggerService,
    /** In milliseconds, of the machine: answers age with it. */
    private readonly clock: () => number = Date.now,
  ) {
    const ids = sources.flatMap(({ places }) => places.map(({ id }) => id));
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined) {
      throw new Error(`Two sources of approvals have the place ${twice}`);
    }
  }

  /** Of two that are found later with one id, the first. */
  get places(): ApprovalPlace[] {
    const all = this.sources.flatMap(({ places }) => places);
    return [
      ...new Map([...all].reverse().map(each => [each.id, each])).values(),
    ].reverse();
  }

  /** Where further places may be. */
  get unsearched(): UnsearchedApprovals[] {
    return this.sources.flatMap(({ unsearched = [] }) => unsearched);
  }

  place(id: string): ApprovalPlace | undefined {
    return this.places.find(place => place.id === id);
  }

  /** At least those of a period: its days begin and end elsewhere than those of UTC. */
  requests(
    place: ApprovalPlace,
    { from, to }: ApprovalPeriod,
  ): Promise<Told<StoredApprovals>> {
    const range = {
      from: new Date(addDays(from, -1)),
      until: to === null ? null : new Date(addDays(to, 2)),
      limit: LIMIT,
    };
    return this.remember(
      `requests ${place.id} ${from} ${to}`,
      place,
      (source, signal) => source.requests(place, { ...range, signal }),
    );
  }

  request(
    place: ApprovalPlace,
    id: string,
  ): Promise<Told<StoredApprovalEvents | null>> {
    return this.ask(place, (source, signal) =>
      source.request(place, id, { signal }),
    );
  }

  reconciliation(
    place: ApprovalPlace,
  ): Promise<Told<{ body: unknown } | null>> {
    return this.remember(
      `reconciliation ${place.id}`,
      place,
      (source, signal) => source.reconciliation(place, { signal }),
    );
  }

  /** By the id of the request. Without an answer there are none: they are links, and no more. */
  async threadsOf(
    place: ApprovalPlace,
    ids: readonly string[],
  ): Promise<Map<string, ApprovalThread>> {
    const keyOf = (id: string) => `${place.id} ${id}`;
    const missing = ids.filter(id => !this.threads.has(keyOf(id)));
    if (missing.length > 0) {
      const { told } = await this.remember(
        `threads ${place.id} ${missing.join(' ')}`,
        place,
        (source, signal) => source.threads(place, missing, { signal }),
      );
      if (this.threads.size > THREADS_KEPT) this.threads.clear();
      for (const [id, thread] of told ?? []) {
        this.threads.set(keyOf(id), thread);
      }
    }
    return new Map(
      ids.flatMap(id => {
        const thread = this.threads.get(keyOf(id));
        return thread ? [[id, thread] as const] : [];
      }),
    );
  }

  log(
    place: ApprovalPlace,
    request: ApprovalRequest,
    signal: AbortSignal,
  ): Promise<ApprovalLog | null> {
    return this.sourceOf(place).log(place, request, { signal });
  }

  /** @throws Error where the place takes none; what the source throws */
  askSession(place: ApprovalPlace, ask: SessionAsk) {
    const source = this.sourceOf(place);
    if (!source.askSession) {
      throw new Error(`${source.id} takes no sessions`);
    }
    return source.askSession(place, ask);
  }

  /** What was told before is not what is so now. */
  forget(place: ApprovalPlace): void {
    for (const key of this.remembered.keys()) {
      if (key.includes(` ${place.id}`)) this.remembered.delete(key);
    }
  }

  private sourceOf(place: ApprovalPlace): ApprovalSource {
    return this.sources.find(({ places }) => places.includes(place))!;
  }

  private remember<T>(
    key: string,
    place: ApprovalPlace,
    call: (source: ApprovalSource, signal: AbortSignal) => Promise<T>,
  ): Promise<Told<T>> {
    const now = this.clock();
    for (const [each, { until }] of this.remembered) {
      if (until <= now) this.remembered.delete(each);
    }
    const known = this.remembered.get(key);
    if (known) return known.answer;
    const answer = this.ask(place, call);
    this.remembered.set(key, { until: now + REMEMBERED_MS, answer });
    return answer;
  }

  private async ask<T>(
    place: ApprovalPlace,
    call: (source: ApprovalSource, signal: AbortSignal) => Promise<T>,
  ): Promise<Told<T>> {
    const source = this.sourceOf(place);
    try {
      const told = await withTimeout(
        signal => call(source, signal),
        TIMEOUT_MS,
      );
      return { place, told, unread: null };
    } catch (error) {
      const { message } = toError(error);
      this.logger.warn(`${place.id} told no approvals: ${message}`);
      return { place, told: null, unread: message };
    }
  }
}
