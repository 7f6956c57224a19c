import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  addDays,
  dayIn,
  forecastFinish,
  type ForecastResponse,
  type ProgressSubject,
} from 'backstage-plugin-batch-migration-common';
import { setImmediate } from 'node:timers/promises';
import type { Estate } from '../operations';

/** Of the longest window, with some weeks to spare. */
const RECORD_DAYS = 400;

/** Between which days each subject ends, or why it is too early to say. */
export async function showForecast(
  { access, database, clock, timezone }: Estate,
  credentials: BackstageCredentials,
  subjects: readonly ProgressSubject[],
): Promise<ForecastResponse> {
  await access.assertReadsSome(credentials);
  const now = clock.now();
  const today = dayIn(timezone, now);
  const items: ForecastResponse['items'] = [];
  const days = await database.progress.daysOfEach(
    subjects,
    addDays(today, -RECORD_DAYS),
    today,
  );
  for (const [index, subject] of subjects.entries()) {
    const forecast = forecastFinish(days[index], {
      today,
      // A list of servers draws no fan for each.
      ...(subjects.length > 1 && { fanPoints: 0 }),
    });
    items.push({ subject, forecast });
    // Each takes some milliseconds; other requests come in between.
    await setImmediate();
  }
  return { now: now.toISOString(), today, timezone, items };
}
