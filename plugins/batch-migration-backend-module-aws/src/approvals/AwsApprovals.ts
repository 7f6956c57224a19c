import {
  APPROVAL_KINDS,
  type ApprovalKind,
  type ApprovalRequest,
} from 'backstage-plugin-batch-migration-common';
import type {
  ApprovalLog,
  ApprovalRange,
  ApprovalSource,
  ApprovalThread,
  SessionAsk,
  StoredApproval,
  StoredApprovalEvents,
  StoredApprovals,
  UnsearchedApprovals,
} from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { mapConcurrently } from '../concurrent';
import { askForSession } from './askForSession';
import { getItem, type Item, itemsOf, queryItems } from './items';
import type { ApprovalsTable } from './readApprovalsConfig';
import { readRunLog } from './runLog';

/** More cannot wait for people at once; the account itself reads them all every hour. */
const MOST_OPEN = 1_000;
/** Of one kind, for one page of the portal: two seconds of DynamoDB for each 10,000. */
const MOST_READ = 50_000;
/** Acts of people, and what was told of a session. */
const MOST_EVENTS = 5_000;
/** A table that is billed by request throttles at thousands a second. */
const CONCURRENT_CALLS = 8;

interface Options {
  signal?: AbortSignal;
}

/** Requests in DynamoDB, where the functions of the golden paths write them. */
export class AwsApprovals implements ApprovalSource {
  readonly id = 'aws-approvals';

  constructor(
    private readonly clients: AwsClients,
    /** Those of the moment: some may be found later. */
    private readonly tables: Iterable<ApprovalsTable> & {
      unsearched?: readonly UnsearchedApprovals[];
    },
  ) {}

  get places(): ApprovalsTable[] {
    return [...this.tables];
  }

  get unsearched(): readonly UnsearchedApprovals[] {
    return this.tables.unsearched ?? [];
  }

  async requests(
    place: ApprovalsTable,
    range: Options & ApprovalRange,
  ): Promise<StoredApprovals> {
    const { signal } = range;
    const [open, ...ended] = await Promise.all([
      queryItems(this.clients, place, {
        // One more than is told, to know whether there are more.
        ...{ index: 'open', partition: 'yes', limit: MOST_OPEN + 1, signal },
      }),
      ...APPROVAL_KINDS.map(kind => this.ofKind(place, kind, range)),
    ]);
    const told = [
      ...open.slice(0, MOST_OPEN),
      ...ended.flatMap(({ items }) => items),
    ];
    const cuts = ended.flatMap(({ cutAt }) => (cutAt === null ? [] : [cutAt]));
    return {
      requests: newestOfEach(told).map(toStored),
      cutAt: cuts.sort().at(-1) ?? null,
      isWaitingCut: open.length > MOST_OPEN,
    };
  }

  /** Those asked last first. What was asked long ago may have changed lately: only its item says so. */
  private async ofKind(
    place: ApprovalsTable,
    partition: ApprovalKind,
    { from, until, limit, signal }: Options & ApprovalRange,
  ): Promise<{ items: Item[]; cutAt: string | null }> {
    const items: Item[] = [];
    let read = 0;
    for await (const item of itemsOf(this.clients, place, {
      ...{ index: 'byKind', partition, signal },
      ...(until === null ? {} : { until: until.toISOString() }),
    })) {
      if (items.length === limit || read === MOST_READ) {
        return { items, cutAt: String(item.requestedAt) };
      }
      read += 1;
      const { changedAt } = item;
      if (changedAt === undefined || Date.parse(String(changedAt)) >= +from) {
        items.push(item);
      }
    }
    return { items, cutAt: null };
  }

  async request(
    place: ApprovalsTable,
    id: string,
    { signal }: Options = {},
  ): Promise<StoredApprovalEvents | null> {
    const partition = `request#${id}`;
    const items = await queryItems(this.clients, place, {
      ...{ index: null, partition, limit: MOST_EVENTS, signal },
    });
    const isCut = items.length >= MOST_EVENTS;
    const key = { pk: partition, sk: 'request' };
    const request =
      items.find(({ sk }) => sk === key.sk) ??
      // It comes after its events, which were too many.
      (isCut && (await getItem(this.clients, place, key, signal)));
    if (!request) return null;
    const events = items.filter(({ sk }) => String(sk).startsWith('event#'));
    return {
      ...toStored(request),
      events: events.map(({ body }) => jsonOrNull(body)),
      ...(isCut && { isCut }),
    };
  }

  async threads(
    place: ApprovalsTable,
    ids: readonly string[],
    { signal }: Options = {},
  ): Promise<Map<string, ApprovalThread>> {
    const found = await mapConcurrently(
      ids,
      CONCURRENT_CALLS,
      id =>
        getItem(
          this.clients,
          place,
          { pk: `thread#${id}`, sk: 'thread' },
          signal,
        ),
      signal,
    );
    return new Map(
      ids.flatMap((id, index) => {
        const item = found[index];
        return item ? [[id, toThread(item, place)] as const] : [];
      }),
    );
  }

  async reconciliation(
    place: ApprovalsTable,
    { signal }: Options = {},
  ): Promise<{ body: unknown } | null> {
    const [newest] = await queryItems(this.clients, place, {
      ...{ index: 'byKind', partition: 'reconciliation', limit: 1, signal },
    });
    return newest ? { body: newest.body } : null;
  }

  async log(
    place: ApprovalsTable,
    { used, kind }: ApprovalRequest,
    { signal }: Options = {},
  ): Promise<ApprovalLog | null> {
    // Records of sessions hold what was read of production: they stay in the account.
    if (kind !== 'patch' || used === null) return null;
    return readRunLog(this.clients, place, used.by, signal);
  }

  askSession(
    place: ApprovalsTable,
    ask: SessionAsk,
    { signal }: Options = {},
  ): Promise<{ id: string; endsAt: string }> {
    return askForSession(this.clients, place, ask, signal);
  }
}

/** The indexes lag behind, each on its own: what was changed later counts. */
function newestOfEach(items: readonly Item[]): Item[] {
  const byKey = new Map<string, Item>();
  for (const item of items) {
    const known = byKey.get(String(item.pk));
    if (!known || Number(item.version) > Number(known.version)) {
      byKey.set(String(item.pk), item);
    }
  }
  return [...byKey.values()].sort((a, b) =>
    String(b.requestedAt) < String(a.requestedAt) ? -1 : 1,
  );
}

function toStored({
  pk,
  body,
  version,
  head,
  changedAt,
}: Item): StoredApproval {
  return {
    id: String(pk).slice('request#'.length),
    record: jsonOrNull(body),
    head:
      typeof version === 'number' && typeof head === 'string'
        ? { sequence: version, hash: head }
        : null,
    changedAt: typeof changedAt === 'string' ? changedAt : null,
  };
}

function toThread(
  { channel, ts }: Item,
  place: ApprovalsTable,
): ApprovalThread {
  const isPlain =
    /^[A-Z0-9]+$/.test(String(channel)) && /^\d+\.\d+$/.test(String(ts));
  return {
    channel: String(channel),
    url:
      place.slackUrl && isPlain
        ? `${place.slackUrl}/archives/${channel}/p${String(ts).replace(
            '.',
            '',
          )}`
        : null,
  };
}

function jsonOrNull(body: unknown): unknown {
  try {
    return JSON.parse(String(body));
  } catch {
    return null;
  }
}
