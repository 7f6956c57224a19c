import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  startsPerMonth,
  sumOf,
  workloadCost,
  type GoldenPathPreviewRequest,
  type GoldenPathPreviewResponse,
  type MonthlyCost,
  type OnRequestKind,
  type PriceBook,
  type Summary,
} from 'backstage-plugin-batch-migration-common';
import {
  goldenPathOf,
  isFargateSize,
  type PortalReader,
} from 'backstage-plugin-batch-migration-golden-paths';
import { setImmediate } from 'node:timers/promises';
import type { Estate } from './estate';
import { readSlice } from './estateSlice';
import { MEASURED_MS, measuredRun } from './measuredRun';
import { showWorkload } from './showWorkload';

/**
 * What a golden path would make of a form, by the code that makes it, and what
 * its tasks would cost a month. Stores nothing.
 *
 * @throws NotFoundError where there is no such golden path
 */
export async function previewGoldenPath(
  estate: Estate,
  credentials: BackstageCredentials,
  { template, form }: GoldenPathPreviewRequest,
): Promise<GoldenPathPreviewResponse> {
  await estate.access.assertReadsSome(credentials);
  const { plan } = goldenPathOf(template);
  const now = estate.clock.now();
  const {
    taskSize,
    region,
    jobs,
    onRequest = [],
    ...planned
  } = await plan(
    form,
    readerFor(estate, credentials, now),
    // The portal reads itself: nobody asks for a token.
    { token: '' },
  );
  const ids = jobs.flatMap(({ workloadId }) => workloadId ?? []);
  const runOf = await runLengths(estate, ids, now);
  const costed: GoldenPathPreviewResponse['jobs'] = [];
  for (const job of jobs) {
    const run = runOf(job.workloadId);
    const starts = startsPerMonth(
      job.schedules.map(({ expression, timezone }) => ({
        ...{ dialect: 'eventbridge' as const, expression, timezone },
      })),
      now,
    );
    const cost = workloadCost(
      {
        kind: job.copies === undefined ? 'scheduled' : 'resident',
        region: region || null,
        startsPerMonth: starts,
        secondsPerRun: run.secondsPerRun,
        copies: job.copies ?? null,
        ...sizeOf(taskSize),
      },
      estate.prices,
    );
    // A worker starts once and stays: it has no starts to count.
    const startsShown = job.copies === undefined ? starts : null;
    costed.push({ ...job, ...run, startsPerMonth: startsShown, cost });
    // A year of starts takes some milliseconds; other requests come in between.
    await setImmediate();
  }
  const hoursCost = (kind: OnRequestKind, hours: number | null) =>
    costOfHours(kind, hours, { taskSize, region }, estate.prices);
  return {
    ...planned,
    jobs: costed,
    onRequest: onRequest.map(each => ({
      ...each,
      hourlyCost: hoursCost(each.kind, 1),
      cost: hoursCost(each.kind, each.hoursPerMonth),
    })),
    currency: estate.prices.currency,
    total: sumOf(costed.map(({ cost }) => cost)),
  };
}

/** Hours of a task on Fargate; of builds no price is known to the portal. */
function costOfHours(
  kind: OnRequestKind,
  hours: number | null,
  { taskSize, region }: { taskSize: string | null; region: string },
  prices: PriceBook,
): MonthlyCost {
  if (kind === 'build') {
    return { amount: null, parts: [], unknown: ['build-price'] };
  }
  return workloadCost(
    {
      ...{ kind: 'scheduled', region, startsPerMonth: hours, copies: null },
      secondsPerRun: 3600,
      ...sizeOf(taskSize),
    },
    prices,
  );
}

/** The portal as a golden path asks it, with the rights of one caller. */
function readerFor(
  estate: Estate,
  credentials: BackstageCredentials,
  now: Date,
): PortalReader {
  return {
    summary: async () => ({ now: now.toISOString() } as Summary),
    workload: id => showWorkload(estate, credentials, id),
  };
}

async function runLengths(
  { database }: Estate,
  ids: string[],
  now: Date,
): Promise<(id: string | null) => ReturnType<typeof measuredRun>> {
  const from = new Date(now.getTime() - MEASURED_MS).toISOString();
  const slice = await readSlice(database, ids, {
    runs: { from },
    sight: 'latest',
  });
  const lengths = new Map<string, ReturnType<typeof measuredRun>>();
  for (const workload of slice.workloads) {
    const targets = workload.locations.filter(({ side }) => side === 'target');
    const seen = {
      targetRuns: await database.runs.list(targets, { from }),
      legacyRuns: slice.legacyRunsOf(workload),
      attestations: slice.attestationsOf(workload),
    };
    lengths.set(workload.id, measuredRun(seen, now));
  }
  return id => lengths.get(id ?? '') ?? { secondsPerRun: null, runsFrom: null };
}

/** The size that the form asks for; none where Fargate has no such size. */
function sizeOf(taskSize: string | null) {
  if (taskSize === null || !isFargateSize(taskSize))
    return { memoryMib: null, size: null };
  const [cpuUnits, memoryMib] = taskSize.split('/').map(Number);
  return { memoryMib, size: { cpuUnits, memoryMib } };
}
