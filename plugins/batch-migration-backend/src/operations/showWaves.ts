import { NotFoundError } from '@backstage/errors';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  dayIn,
  planUpdatePermission,
  STAGES,
  waveVerdict,
  type Forecast,
  type Wave,
  type WavesResponse,
  type WaveView,
} from 'backstage-plugin-batch-migration-common';
import { showForecast } from '../progress';
import { NONE, type WaveCounts } from '../stores';
import { afterCursor, byDeadline, toWaveCursor } from './waveOrder';
import type { Estate } from './estate';

const NOTHING: WaveCounts = { workloads: 0, left: 0, byStage: [] };

/**
 * Waves that somebody described and waves that plans name, the nearest
 * deadline first. Counts tell of workloads that one may not read, too.
 *
 * @throws InputError for a cursor of another list
 */
export async function listWaves(
  estate: Estate,
  credentials: BackstageCredentials,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<WavesResponse> {
  const { access, clock, database, timezone } = estate;
  await access.assertReadsSome(credentials);
  const [described, counts] = await Promise.all([
    database.waves.all(),
    database.remembered.get('waves', () => database.waves.counts()),
  ]);
  const known = new Set(described.map(({ name }) => name));
  const named = [...counts.keys()]
    .filter(name => name !== NONE && !known.has(name))
    .map(undescribed);
  const all = [...described, ...named].sort(byDeadline);
  const rest = afterCursor(all, cursor);
  const page = rest.slice(0, limit);
  return {
    items: await waveViews(estate, credentials, page, counts, false),
    totalItems: all.length,
    nextCursor:
      rest.length > limit ? toWaveCursor(page[page.length - 1]) : null,
    today: dayIn(timezone, clock.now()),
    timezone,
    mayChange: await access.mayEverywhere(credentials, planUpdatePermission),
  };
}

/** @throws NotFoundError for what nobody described and no plan names */
export async function showWave(
  estate: Estate,
  credentials: BackstageCredentials,
  name: string,
): Promise<WaveView> {
  const { access, database } = estate;
  await access.assertReadsSome(credentials);
  const counts = await database.waves.counts(name);
  const wave =
    (await database.waves.get(name)) ??
    (counts.has(name) && name !== NONE ? undescribed(name) : undefined);
  if (!wave) throw noWave(name);
  const [view] = await waveViews(estate, credentials, [wave], counts, true);
  return view;
}

export function noWave(name: string): NotFoundError {
  return new NotFoundError(`There is no wave ${name}, and no plan names it`);
}

/** A wave that plans name, and of which nobody has said anything. */
export function undescribed(name: string): Wave {
  return {
    name,
    title: name,
    start: null,
    deadline: null,
    description: null,
    ownerRef: null,
    version: 0,
  };
}

async function waveViews(
  estate: Estate,
  credentials: BackstageCredentials,
  waves: readonly Wave[],
  counts: ReadonlyMap<string, WaveCounts>,
  /** Whether those without a deadline are forecast too: each takes some milliseconds. */
  undated: boolean,
): Promise<WaveView[]> {
  const today = dayIn(estate.timezone, estate.clock.now());
  const unfinished = waves.filter(
    ({ name, deadline }) =>
      (counts.get(name) ?? NOTHING).left > 0 && (deadline !== null || undated),
  );
  const forecasts = await forecastsOf(
    estate,
    credentials,
    unfinished.map(({ name }) => name),
  );
  return waves.map(wave => {
    const { workloads, left, byStage } = counts.get(wave.name) ?? NOTHING;
    return {
      ...wave,
      workloads,
      left,
      byStage: [...byStage].sort(
        (a, b) => STAGES.indexOf(a.key) - STAGES.indexOf(b.key),
      ),
      ...waveVerdict({
        deadline: wave.deadline,
        ...{ workloads, left, today },
        forecast: forecasts.get(wave.name) ?? null,
        warnDays: estate.waveWarnDays,
      }),
    };
  });
}

async function forecastsOf(
  estate: Estate,
  credentials: BackstageCredentials,
  names: readonly string[],
): Promise<Map<string, Forecast>> {
  const { items } = await showForecast(
    estate,
    credentials,
    names.map(key => ({ type: 'wave', key })),
  );
  return new Map(
    items.map(({ subject, forecast }) => [subject.key ?? '', forecast]),
  );
}
