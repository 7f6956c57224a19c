import { MAX_EXEMPTED } from 'backstage-plugin-batch-migration-common';
import { z } from 'zod';
import { instant } from './instant';
import { filledText } from './storedText';

export const exemptionSchema = z
  .object({
    workloadIds: z
      .array(z.string().regex(/^[\w.-]{1,64}$/, 'must be an id of a workload'))
      .min(1)
      .max(MAX_EXEMPTED)
      .refine(ids => new Set(ids).size === ids.length, {
        message: 'must name each workload once',
      }),
    reason: filledText(1_000),
    expiresAt: instant().transform(at => at.toISOString()),
  })
  .strict();
