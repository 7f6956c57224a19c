import { InputError, NotFoundError } from '@backstage/errors';
import {
  APPROVAL_KINDS,
  APPROVAL_STATUSES,
} from 'backstage-plugin-batch-migration-common';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import {
  askSession,
  exportApprovals,
  listApprovals,
  readLog,
  showApproval,
  showWorkloadApprovals,
  type ApprovalsRequest,
} from '../approvals';
import { jsonBody, readBody } from './body';
import type { RouteContext } from './createRouter';
import {
  readDays,
  readFlag,
  readLimit,
  readOnce,
  readQuery,
  readValues,
} from './query';
import { filledText } from './storedText';
import { readId } from './workloadRoutes';

/** As the golden paths name requests. */
const REQUEST_ID = /^[A-Za-z0-9][\w.-]{2,47}$/;

const FILTERS = ['kind', 'status', 'workload', 'from', 'to'];

/** What bastions take; each has a longest time of its own, below this. */
const sessionSchema = z
  .object({
    reason: filledText(500).refine(reason => reason.length >= 5, {
      message: 'must say why, in at least five characters',
    }),
    minutes: z.number().int().min(5).max(720),
    requestId: z.string().regex(/^[a-z0-9]{16,32}$/, {
      message: 'must be 16 to 32 lower-case letters and digits',
    }),
  })
  .strict();

/** Who asked for patches and sessions, who approved, and what was held against it. */
export function addApprovalRoutes({
  router,
  estate,
  httpAuth,
}: RouteContext): void {
  const anyone = { allow: ['user' as const, 'service' as const] };

  router.get('/approvals', async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    await estate.limits.take('approvals', credentials);
    const query = readApprovalsQuery(
      readQuery(req, [...FILTERS, 'limit', 'cursor']),
    );
    res.json(await listApprovals(estate, credentials, query));
  });

  router.get('/approvals.csv', async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    await estate.limits.take('export', credentials);
    const query = readQuery(req, [...FILTERS, 'bom']);
    const { fileName, content } = await exportApprovals(
      estate,
      { credentials, request: req },
      { ...readApprovalsQuery(query), bom: readFlag(query, 'bom') ?? false },
    );
    res.set({
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'no-store',
    });
    res.send(content);
  });

  router.get('/approvals/:place/:id', async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    await estate.limits.take('approvals', credentials);
    const { place, id } = req.params;
    res.json(
      await showApproval(estate, credentials, readRequestId({ place, id })),
    );
  });

  router.get('/approvals/:place/:id/log', async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    await estate.limits.take('export', credentials);
    const gone = new AbortController();
    res.on('close', () => gone.abort());
    const { place, id } = req.params;
    const { fileName, chunks } = await readLog(
      estate,
      { credentials, request: req },
      readRequestId({ place, id }),
      gone.signal,
    );
    res.set({
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    });
    await pipeline(Readable.from(chunks), res);
  });

  router.get('/workloads/:id/approvals', async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    await estate.limits.take('approvals', credentials);
    const id = readId(req.params.id);
    res.json(await showWorkloadApprovals(estate, credentials, id));
  });

  router.post(
    '/workloads/:id/sessions/:place',
    jsonBody(16),
    async (req, res) => {
      // A session has a person who asks for it: a service cannot.
      const credentials = await httpAuth.credentials(req, { allow: ['user'] });
      await estate.limits.take('session', credentials);
      res.status(201).json(
        await askSession(
          estate,
          { credentials, request: req },
          {
            id: readId(req.params.id),
            placeId: req.params.place,
            session: readBody(req, sessionSchema),
          },
        ),
      );
    },
  );
}

/** @throws InputError naming the parameter that is wrong */
export function readApprovalsQuery(query: URLSearchParams): ApprovalsRequest {
  const workload = readOnce(query, 'workload');
  const cursor = readOnce(query, 'cursor');
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) {
    throw new InputError(`cursor is not one of this list, got: ${cursor}`);
  }
  return {
    kinds: readOf(query, 'kind', APPROVAL_KINDS),
    statuses: readOf(query, 'status', APPROVAL_STATUSES),
    workloadId: workload ? readId(workload) : undefined,
    ...readDays(query),
    limit: readLimit(query),
    offset: Number(cursor ?? 0),
  };
}

function readOf<T extends string>(
  query: URLSearchParams,
  name: string,
  known: readonly T[],
): T[] {
  return readValues(query, name).map(value => {
    const found = known.find(each => each === value);
    if (found !== undefined) return found;
    throw new InputError(
      `${name} must be one of ${known.join(', ')}, got: ${value}`,
    );
  });
}

export function readRequestId({ place, id }: { place: string; id: string }): {
  placeId: string;
  id: string;
} {
  if (!REQUEST_ID.test(id))
    throw new NotFoundError(`No request has the id ${id}`);
  return { placeId: place, id };
}
