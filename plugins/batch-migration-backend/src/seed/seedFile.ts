import { InputError } from '@backstage/errors';
import {
  SCHEDULE_DIALECTS,
  STRATEGIES,
} from 'backstage-plugin-batch-migration-common';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { canarySchema } from '../routes/canarySchema';
import { ownerRef } from '../routes/planSchema';
import { STEP_ID, stepsSchema } from '../routes/stepSchema';

const schedule = z.object({
  dialect: z.enum(SCHEDULE_DIALECTS),
  expression: z.string().min(1),
  timezone: z.string().min(1),
  reason: z.string().min(1),
});

const DAY = /^\d{4}-\d\d-\d\d$/;

const planFields = z
  .object({
    ownerRef: z.string(),
    strategy: z.enum(STRATEGIES),
    targetPlatform: z.string(),
    decision: z.object({
      candidates: z.array(
        z.object({
          name: z.string().min(1),
          reason: z.string().min(1),
          adopted: z.boolean().default(false),
        }),
      ),
    }),
    requirements: z.array(
      z.object({
        id: z.string().min(1),
        text: z.string().min(1),
        check: z.enum(['probe', 'attestation', 'link']).nullable(),
        evidence: z.string().optional(),
        expiresOn: z.string().regex(DAY, 'must be YYYY-MM-DD').optional(),
      }),
    ),
    wave: z.string(),
    intendedSchedule: schedule,
    expectedActive: z.number().int().min(1),
    reviewDate: z.string().regex(DAY, 'must be YYYY-MM-DD'),
    notes: z.string(),
    steps: stepsSchema(ownerRef),
    canary: canarySchema,
  })
  .strict()
  .partial();

const seedFile = z
  .object({
    /** YAML anchors that the plans share; not read itself. */
    shared: z.unknown().optional(),
    /** Entity ref or name of the role. */
    role: z.string().min(1),
    plans: z.array(
      z
        .object({
          workloads: z.array(z.string().min(1)).min(1),
          plan: planFields,
          /** What of its steps was done before the estate's clock begins. */
          done: z
            .array(
              z
                .object({
                  step: z.string().regex(STEP_ID),
                  at: z.string().datetime({ offset: true }),
                  /** Who said so; what a probe saw has nobody. */
                  by: z.string().min(1).optional(),
                })
                .strict(),
            )
            .optional(),
          target: z
            .object({
              repository: z.string().min(1),
              ref: z.string().min(1),
              /** Key by the workload's name, where it is not the name itself. */
              keys: z.record(z.string().min(1)).default({}),
            })
            .strict()
            .optional(),
        })
        .strict(),
    ),
  })
  .strict();

/** The plans of one role's workloads, as they stand in a file. */
export type SeedFile = z.infer<typeof seedFile>;

/**
 * Reads one file of seeded plans.
 * @throws InputError naming the file and the field that is wrong.
 */
export function parseSeedFile(text: string, name: string): SeedFile {
  const document = parseDocument(text, { merge: true });
  if (document.errors.length > 0) {
    throw new InputError(
      `${name} is not YAML: ${document.errors[0].message.split('\n')[0]}`,
    );
  }
  const parsed = seedFile.safeParse(document.toJS({ maxAliasCount: 1_000 }));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InputError(
      `${name}: ${issue.path.join('.') || 'the file'}: ${issue.message}`,
    );
  }
  return parsed.data;
}
