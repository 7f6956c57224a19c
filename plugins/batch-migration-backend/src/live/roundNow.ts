import {
  ROUND_STEPS,
  type RoundProgress,
} from 'backstage-plugin-batch-migration-common';
import { z } from 'zod';
import { OBSERVATION_ROUND } from '../observation';
import { ROUND_PROGRESS } from '../observation/roundProgress';
import type { BatchMigrationDatabase } from '../stores';

const progressSchema = z.object({
  startedAt: z.string(),
  step: z.enum(ROUND_STEPS),
  done: z.number().nullable(),
  total: z.number().nullable(),
});

/** How far the round is that runs now, on whichever replica; `null` where none does. */
export async function roundNow({
  leases,
  settings,
}: Pick<
  BatchMigrationDatabase,
  'leases' | 'settings'
>): Promise<RoundProgress | null> {
  const { holder } = await leases.get(OBSERVATION_ROUND);
  if (holder === null) return null;
  const stored = await settings.get(ROUND_PROGRESS);
  if (stored === undefined) return null;
  const progress = progressSchema.safeParse(JSON.parse(stored));
  return progress.success ? progress.data : null;
}
