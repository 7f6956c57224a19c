import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  isTimezone,
  SCHEDULE_DIALECTS,
  scheduleProblem,
  STRATEGIES,
} from 'backstage-plugin-batch-migration-common';
import { z } from 'zod';
import { canarySchema } from './canarySchema';
import { stepsSchema } from './stepSchema';
import { filledText, freeText, storedText } from './storedText';

/** So many plans are changed at once: they are locked together. */
const MAX_PLANS = 1_000;

/** A full ref, in the lower case in which the catalog has it. */
export const ownerRef = storedText()
  .max(400)
  .transform((value, context) => {
    try {
      const ref = parseEntityRef(value);
      if (/^(group|user)$/i.test(ref.kind)) return stringifyEntityRef(ref);
    } catch {
      // Said below, with an example.
    }
    context.addIssue({
      code: 'custom',
      message: 'must be the ref of a group or user, such as group:default/sre',
    });
    return z.NEVER;
  });

const schedule = z
  .object({
    dialect: z.enum(SCHEDULE_DIALECTS),
    expression: storedText().trim().min(1).max(1000),
    timezone: z.string().refine(isTimezone, {
      message: 'must be an IANA zone such as Asia/Tokyo',
    }),
    reason: filledText(2000),
  })
  .strict();

/** Whether the cron of its dialect would take it. */
function checkExpression(
  { dialect, expression, timezone }: z.output<typeof schedule>,
  context: z.RefinementCtx,
): void {
  const message = scheduleProblem({ dialect, expression, timezone });
  if (message !== null) {
    context.addIssue({ code: 'custom', path: ['expression'], message });
  }
}

/** As `GET` answers it; who set and who approved it is not read. */
const answeredSchedule = schedule
  .extend({
    setBy: storedText().max(400).optional(),
    approval: z
      .object({
        by: storedText().max(400),
        at: storedText().max(100),
        countedBefore: z.literal(true).optional(),
      })
      .strict()
      .nullable()
      .optional(),
  })
  .superRefine(checkExpression);

const planFields = z
  .object({
    ownerRef: ownerRef.nullable(),
    strategy: z.enum(STRATEGIES).nullable(),
    targetPlatform: filledText(200).nullable(),
    decision: z
      .object({
        candidates: z
          .array(
            z
              .object({
                name: filledText(200),
                reason: freeText(5000),
                adopted: z.boolean(),
              })
              .strict(),
          )
          .max(50),
      })
      .strict()
      .nullable(),
    requirements: z
      .array(
        z
          .object({
            id: filledText(200),
            text: filledText(2000),
            check: z.enum(['probe', 'attestation', 'link']).nullable(),
            evidence: freeText(2000).optional(),
            expiresOn: z
              .string()
              .refine(isDay, { message: 'must be a day as YYYY-MM-DD' })
              .optional(),
          })
          .strict(),
      )
      .max(200)
      .refine(all => new Set(all.map(({ id }) => id)).size === all.length, {
        message: 'must have ids that differ',
      }),
    wave: filledText(200).nullable(),
    intendedSchedule: answeredSchedule.nullable(),
    expectedActive: z.number().int().min(1).max(10_000),
    reviewDate: z
      .string()
      .refine(isDay, { message: 'must be a day as YYYY-MM-DD' })
      .nullable(),
    notes: freeText(20_000).nullable(),
    steps: stepsSchema(ownerRef),
    // Most plans have none: left out, it stays as it is.
    canary: canarySchema.nullable().optional(),
  })
  .strict();

/**
 * A plan as a whole, for `PUT`: what is left out would be lost, so nothing
 * may be. `version` comes from `If-Match`; that of the body is not read.
 */
export const planSchema = planFields
  .extend({ version: z.number().int().optional() })
  .transform(({ version, ...plan }) => plan);

/** What a file says of one plan: what is left out stays as it is. */
export const planEntrySchema = planFields
  .extend({
    intendedSchedule: schedule.superRefine(checkExpression).nullable(),
  })
  .partial();

export const planImportSchema = z
  .object({
    text: z.string(),
    dryRun: z.boolean().default(false),
    merge: z.boolean().default(false),
  })
  .strict();

/** One change of many plans: what is left out stays as it is. */
export const bulkPlanSchema = z
  .object({
    plans: z
      .array(
        z
          .object({
            workloadId: z.string().min(1).max(200),
            version: z.number().int().min(0),
            steps: stepsSchema(ownerRef).optional(),
            restore: z.number().int().min(0).optional(),
          })
          .strict()
          .refine(one => !one.steps || one.restore === undefined, {
            path: ['restore'],
            message: 'must not stand beside steps: the version has its own',
          }),
      )
      .min(1)
      .max(MAX_PLANS)
      .refine(
        all => new Set(all.map(one => one.workloadId)).size === all.length,
        { message: 'must name each workload once' },
      ),
    change: planFields
      // Each job has a schedule of its own.
      .omit({ intendedSchedule: true })
      .partial(),
  })
  .strict()
  .refine(
    ({ plans, change }) =>
      Object.keys(change).length > 0 ||
      plans.some(({ steps, restore }) => steps || restore !== undefined),
    {
      path: ['change'],
      message: 'must set at least one field of the plans',
    },
  )
  .refine(
    ({ plans, change }) =>
      Object.keys(change).length === 0 ||
      plans.every(({ restore }) => restore === undefined),
    {
      path: ['change'],
      message: 'must be empty where plans are restored',
    },
  );

function isDay(value: string): boolean {
  const time = Date.parse(`${value}T00:00:00Z`);
  return (
    !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === value
  );
}
