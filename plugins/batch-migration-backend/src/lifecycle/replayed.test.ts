import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { WorkloadDetail } from 'backstage-plugin-batch-migration-common';
import { resolve } from 'node:path';
import { startWorld } from './testWorld';

jest.setTimeout(300_000);

const ESTATE = resolve(
  resolvePackagePath('backstage-plugin-batch-migration-backend'),
  '../../examples/estate',
);

/**
 * Starts a portal with a fresh database on the recorded estate, and looks
 * `rounds` times at the recorded instant.
 *
 * @returns every assessment as text, in which ids that the database gave out
 * stand as what they mean
 */
async function assessRecorded(rounds: number): Promise<string[]> {
  const world = await startWorld({
    now: '2026-02-12T10:24:00+09:00',
    config: {
      batchMigration: {
        inventories: [
          { type: 'files', target: `${ESTATE}/captured`, role: 'captured' },
          { type: 'files', target: `${ESTATE}/declared`, role: 'declared' },
        ],
        aws: { mode: 'replay', recordings: `${ESTATE}/aws` },
        seed: { plans: `${ESTATE}/plans` },
      },
    },
  });
  try {
    await isSeeded(world);
    for (let round = 0; round < rounds; round += 1) {
      await world.call('post', '/refresh');
    }
    const { items } = await world.call('get', '/workloads?limit=200');
    const told: string[] = [];
    for (const { id } of items) {
      told.push(tell(await world.call('get', `/workloads/${id}`)));
    }
    return told.sort();
  } finally {
    await world.stop();
  }
}

/** Plans are seeded by the task that the portal starts with, after its first look. */
async function isSeeded(world: Awaited<ReturnType<typeof startWorld>>) {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    await world.call('post', '/refresh');
    const { items } = await world.call('get', '/workloads?limit=200');
    const isPlanned = ({ plan }: WorkloadDetail) => plan?.strategy !== null;
    if (items.some(isPlanned)) return;
  }
  throw new Error('The plans of the estate were not seeded');
}

function tell({ name, roleRef, assessment, evidence }: WorkloadDetail): string {
  const observations = new Map(
    evidence.observations.map(({ id, ...meaning }) => [id, meaning]),
  );
  const runs = new Map(
    evidence.runs.map(({ id, ...meaning }) => [id, meaning]),
  );
  const meaningOf = (ids: number[], known: Map<number | undefined, object>) =>
    ids.map(id => JSON.stringify(known.get(id))).sort();
  return JSON.stringify({ name, roleRef, assessment }, (key, value) => {
    if (key === 'observationIds') return meaningOf(value, observations);
    return key === 'runIds' ? meaningOf(value, runs) : value;
  });
}

it('gives the same assessments of one recording every time', async () => {
  const first = await assessRecorded(1);
  expect(first.length).toBeGreaterThan(50);
  const text = first.join('\n');
  // It is about something: runs, dangers and progress stand in it.
  for (const word of ['succeeded', 'runs-twice', 'drift', 'proven', 'soak']) {
    expect(text).toContain(word);
  }
  expect(await assessRecorded(1)).toEqual(first);
  // However often somebody looked.
  expect(await assessRecorded(3)).toEqual(first);
});
