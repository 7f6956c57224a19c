import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  addDays,
  dayIn,
  daysFrom,
  type Day,
  type ProgressPoint,
  type ProgressResponse,
  type ProgressSubject,
} from 'backstage-plugin-batch-migration-common';
import type { Estate } from '../operations';

const YEAR_DAYS = 365;

/** As the route has read it. */
export interface ProgressRequest {
  subject: ProgressSubject;
  from?: Day;
  to?: Day;
}

/** What was counted each day, and on which days nobody counted. */
export async function showProgress(
  { access, database, clock, timezone }: Estate,
  credentials: BackstageCredentials,
  request: ProgressRequest,
): Promise<ProgressResponse> {
  await access.assertReadsSome(credentials);
  const now = clock.now();
  const today = dayIn(timezone, now);
  const { subject } = request;
  const to =
    request.to ?? (request.from ? addDays(request.from, YEAR_DAYS) : today);
  const from = request.from ?? addDays(to, -YEAR_DAYS);
  const items = await database.progress.days(subject, from, to);
  // Today may still be counted.
  const until = to < today ? to : addDays(today, -1);
  return {
    now: now.toISOString(),
    timezone,
    from,
    to,
    subject,
    items,
    gaps: gapsIn(items, until),
  };
}

function gapsIn(
  items: readonly ProgressPoint[],
  until: Day,
): ProgressResponse['gaps'] {
  return items.flatMap(({ date }, index) => {
    const next = items[index + 1]?.date ?? addDays(until, 1);
    const days = daysFrom(date, next) - 1;
    if (days < 1) return [];
    return [{ from: addDays(date, 1), to: addDays(next, -1), days }];
  });
}
