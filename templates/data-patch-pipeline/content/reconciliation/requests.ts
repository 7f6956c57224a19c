import type { RequestEvent } from '../people/approval/chain';
import type { ApprovalRequest } from '../people/approval/record';
import type { Table } from '../people/aws/table';
import type { Order, Subject } from '../runner/approval/approval';
import type { OrderItem } from '../runner/orders';
import type { BastionSession, BuildFacts, StoredRequest } from './facts';

/** The order of a build and the request that it names, as they are in the table; see `runner/orders.ts`. */
export function ordersAndRequests(table: Table) {
  return async (build: string): Promise<Pick<BuildFacts, 'order' | 'request' | 'unreadable'>> => {
    try {
      const item = await table.get(`build#${build}`, 'order');
      if (!item) return {};
      const { mode, startedBy, branch, request: id, subject } = JSON.parse(String(item.body)) as OrderItem;
      const order = { build, mode, startedBy, branch };
      if (id === undefined) return subject ? { order: { ...order, subject } } : { unreadable: 'its order names neither a request nor a subject' };
      const request = await storedRequest(table, id);
      if (!request) return { unreadable: `the request ${id} that its order names is not there` };
      const { record } = request;
      // What the order says besides must not matter: people approved the request.
      const approved: Order = { ...order, subject: record.subject as Subject, approval: record as unknown as Order['approval'] };
      return { order: approved, request };
    } catch (error) {
      return { unreadable: `its request could not be read: ${(error as Error).name}` };
    }
  };
}

async function storedRequest(table: Table, id: string): Promise<StoredRequest | undefined> {
  const item = await table.get(`request#${id}`, 'request');
  if (!item) return undefined;
  const events = (await table.list(`request#${id}`, 'event#')).map(({ body }): RequestEvent => JSON.parse(String(body)));
  return { record: JSON.parse(String(item.body)) as ApprovalRequest, version: Number(item.version), head: String(item.head), events };
}

/** Sessions of an `audited-bastion`, as its own table holds them; one that began before the period may reach into it. */
export async function bastionSessions(table: Table, from: Date, until: Date): Promise<BastionSession[]> {
  const page = { from: new Date(from.getTime() - 86_400_000).toISOString(), to: until.toISOString() };
  const sessions = (await table.index('byKind', 'session-state', page)).map(({ body }): { id: string; askedAt: string; endsAt: string; ended: { at: string } | null } => JSON.parse(String(body)));
  return Promise.all(
    sessions.map(async ({ id, askedAt, endsAt, ended }) => {
      const request = await table.get(`request#${id}`, 'request');
      return { id, request: id, from: askedAt, to: ended?.at ?? endsAt, status: request ? String(request.status) : 'unknown' };
    }),
  );
}
