import type { WavesResponse } from 'backstage-plugin-batch-migration-common';
import type { BatchMigrationApi } from '../../api';

const PAGE = 100;

/** Every page: waves are few, and the one that is looked for may stand on the last. */
export async function allWaves(
  api: BatchMigrationApi,
  signal: AbortSignal,
): Promise<WavesResponse> {
  const first = await api.waves({ limit: PAGE }, { signal });
  const items = [...first.items];
  let cursor = first.nextCursor;
  while (cursor !== null) {
    const next = await api.waves({ limit: PAGE, cursor }, { signal });
    items.push(...next.items);
    cursor = next.nextCursor;
  }
  return { ...first, items, nextCursor: null };
}
