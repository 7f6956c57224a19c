import { InputError } from '@backstage/errors';
import { isTimezone } from 'backstage-plugin-batch-migration-common';
import { showDensity, type DensityRequest } from '../operations';
import type { RouteContext } from './createRouter';
import { readInstant } from './instant';
import {
  readFlag,
  readInteger,
  readOnce,
  readQuery,
  readValues,
} from './query';

const MAX_DAYS = 366;
const DAY_MS = 86_400_000;

export const DENSITY_PARAMETERS = [
  'server',
  'role',
  'from',
  'to',
  'bucketMinutes',
  'timezone',
  'frequent',
] as const;

/** When the legacy side works, for the server page and for handovers. */
export function addDensityRoutes({
  router,
  estate,
  httpAuth,
}: RouteContext): void {
  router.get('/schedule/density', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    await estate.limits.take('density', credentials);
    const query = readQuery(req, DENSITY_PARAMETERS);
    res.json(await showDensity(estate, credentials, readDensity(query)));
  });
}

/** @throws InputError naming the parameter that is wrong */
export function readDensity(query: URLSearchParams): DensityRequest {
  return {
    servers: readValues(query, 'server'),
    roles: readValues(query, 'role'),
    ...readRange(query),
    bucketMinutes: readInteger(query, 'bucketMinutes', {
      max: 1440,
      otherwise: 60,
    }),
    timezone: readTimezone(query),
    frequent: readFlag(query, 'frequent') ?? false,
  };
}

function readRange(query: URLSearchParams) {
  const [from, to] = ['from', 'to'].map(name => {
    const text = readOnce(query, name);
    return text === undefined ? undefined : readInstant(text, name);
  });
  if (from && to && to <= from) {
    throw new InputError('from must be before to');
  }
  if (from && to && to.getTime() - from.getTime() > MAX_DAYS * DAY_MS) {
    throw new InputError(`to must be at most ${MAX_DAYS} days after from`);
  }
  return { from, to };
}

function readTimezone(query: URLSearchParams): string | undefined {
  const timezone = readOnce(query, 'timezone');
  if (timezone !== undefined && !isTimezone(timezone)) {
    throw new InputError(
      `timezone must be an IANA zone such as Asia/Tokyo, got: ${timezone}`,
    );
  }
  return timezone;
}
