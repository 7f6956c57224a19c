import { InputError } from '@backstage/errors';
import {
  daysFrom,
  type Day,
  type ProgressSubject,
} from 'backstage-plugin-batch-migration-common';
import { showForecast, showProgress, type ProgressRequest } from '../progress';
import type { RouteContext } from './createRouter';
import { readDays, readOnce, readQuery, readValues } from './query';

const MAX_DAYS = 731;
const MAX_SUBJECTS = 100;

/** The record of the days, and what it says of the end. */
export function addProgressRoutes({
  router,
  estate,
  httpAuth,
}: RouteContext): void {
  const anyone = { allow: ['user' as const, 'service' as const] };

  router.get('/progress', async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    const query = readQuery(req, ['server', 'wave', 'from', 'to']);
    res.json(await showProgress(estate, credentials, readProgress(query)));
  });

  router.get('/forecast', async (req, res) => {
    const credentials = await httpAuth.credentials(req, anyone);
    await estate.limits.take('forecast', credentials);
    const query = readQuery(req, ['server', 'wave']);
    res.json(await showForecast(estate, credentials, readSubjects(query)));
  });
}

/** @throws InputError naming the parameter that is wrong */
export function readProgress(query: URLSearchParams): ProgressRequest {
  const [server, wave] = ['server', 'wave'].map(
    name => readOnce(query, name) || undefined,
  );
  if (server && wave) {
    throw new InputError('server and wave must not be given together');
  }
  return { subject: subjectOf({ server, wave }), ...readSpan(query) };
}

function subjectOf(given: { server?: string; wave?: string }): ProgressSubject {
  if (given.server) return { type: 'server', key: given.server };
  if (given.wave) return { type: 'wave', key: given.wave };
  return { type: 'all', key: null };
}

/** @throws InputError where so many are asked for that others would wait */
export function readSubjects(query: URLSearchParams): ProgressSubject[] {
  const subjects = (['server', 'wave'] as const).flatMap(type =>
    [...new Set(readValues(query, type))].map(key => ({ type, key })),
  );
  if (subjects.length > MAX_SUBJECTS) {
    throw new InputError(
      `server and wave must be at most ${MAX_SUBJECTS} together`,
    );
  }
  return subjects.length > 0 ? subjects : [{ type: 'all', key: null }];
}

function readSpan(query: URLSearchParams): { from?: Day; to?: Day } {
  const { from, to } = readDays(query);
  if (from && to && daysFrom(from, to) > MAX_DAYS) {
    throw new InputError(`to must be at most ${MAX_DAYS} days after from`);
  }
  return { from, to };
}
