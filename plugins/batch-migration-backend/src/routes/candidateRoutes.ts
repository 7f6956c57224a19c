import { InputError, NotFoundError } from '@backstage/errors';
import { z } from 'zod';
import {
  dismissTarget,
  listCandidates,
  takeBackDismissal,
  unlinkTarget,
  type FoundTargetQuery,
} from '../candidates';
import { jsonBody, readBody } from './body';
import type { RouteContext } from './createRouter';
import { readFlag, readLimit, readOnce, readQuery } from './query';
import { filledText } from './storedText';
import { readId } from './workloadRoutes';

const dismissalSchema = z.object({ reason: filledText(2000) }).strict();

/** Targets that were found on the platforms, linked or not. */
export function addCandidateRoutes({
  router,
  estate,
  httpAuth,
}: RouteContext): void {
  const anyone = { allow: ['user' as const, 'service' as const] };

  router.get('/target-candidates', async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    const query = readQuery(req, [
      'linked',
      'dismissed',
      'text',
      'workload',
      'limit',
      'cursor',
    ]);
    res.json(
      await listCandidates(estate, credentials, readCandidatesQuery(query)),
    );
  });

  router.post(
    '/target-candidates/:id/dismissal',
    jsonBody(16),
    async (req, res) => {
      // A statement has an author: a service cannot make one.
      const credentials = await httpAuth.credentials(req, { allow: ['user'] });
      res.json(
        await dismissTarget(
          estate,
          { credentials, request: req },
          {
            id: readTargetId(req.params.id),
            reason: readBody(req, dismissalSchema).reason,
          },
        ),
      );
    },
  );

  router.delete('/target-candidates/:id/dismissal', async (req, res) => {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    res.json(
      await takeBackDismissal(
        estate,
        { credentials, request: req },
        readTargetId(req.params.id),
      ),
    );
  });

  router.delete('/target-candidates/:id/links/:workload', async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    res.json(
      await unlinkTarget(
        estate,
        { credentials, request: req },
        {
          id: readTargetId(req.params.id),
          workloadId: readId(req.params.workload),
        },
      ),
    );
  });
}

/** @throws InputError naming the parameter that is wrong */
export function readCandidatesQuery(query: URLSearchParams): FoundTargetQuery {
  const workload = readOnce(query, 'workload');
  const cursor = readOnce(query, 'cursor');
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) {
    throw new InputError(`cursor is not one of this list, got: ${cursor}`);
  }
  return {
    linked: readFlag(query, 'linked'),
    dismissed: readFlag(query, 'dismissed'),
    text: readOnce(query, 'text') || undefined,
    workloadId: workload === undefined ? undefined : readId(workload),
    limit: readLimit(query),
    cursor,
  };
}

function readTargetId(id: string): number {
  if (!/^\d{1,9}$/.test(id))
    throw new NotFoundError(`No target has the id ${id}`);
  return Number(id);
}
