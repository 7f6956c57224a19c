import {
  GUARDRAIL_LIMITS,
  GUARDRAIL_STATEMENTS,
  GUARDRAIL_UNITS,
  METRIC_TAKES,
  type CanaryPlan,
} from 'backstage-plugin-batch-migration-common';
import { z } from 'zod';
import { STEP_ID } from './stepSchema';
import { filledText, freeText, storedText } from './storedText';

/** More than a person can compare. */
const MAX_GUARDRAILS = 20;

const place = z
  .object({
    ref: storedText().trim().min(1).max(300),
    key: storedText().trim().min(1).max(1000),
    outOf: storedText().trim().min(1).max(1000).optional(),
  })
  .strict();

const measure = z.discriminatedUnion('type', [
  z.object({ type: z.literal('errors-5xx') }).strict(),
  z.object({ type: z.literal('slowest') }).strict(),
  z
    .object({
      type: z.literal('metric'),
      unit: z.enum(GUARDRAIL_UNITS),
      take: z.enum(METRIC_TAKES),
      legacy: place.nullable(),
      target: place,
    })
    .strict(),
  z.object({ type: z.literal('attestation') }).strict(),
]);

const guardrail = z
  .object({
    id: z.string().regex(STEP_ID, {
      message: 'must be 1 to 64 letters, digits, dots, _ and -',
    }),
    title: filledText(200),
    measure,
    limit: z
      .object({
        type: z.enum(GUARDRAIL_LIMITS),
        value: z.number().min(0).finite(),
      })
      .strict()
      .nullable(),
  })
  .strict()
  .superRefine((given, context) => {
    const refuse = (message: string) =>
      context.addIssue({ code: 'custom', path: ['limit'], message });
    const isAttested = given.measure.type === 'attestation';
    if (isAttested && given.limit) {
      refuse('must be null where a person attests: the title says what holds');
    }
    if (!isAttested && !given.limit) {
      refuse('must say where the target may not go beyond');
    }
    const { limit } = given;
    const hasNoLegacy =
      given.measure.type === 'metric' && given.measure.legacy === null;
    if (hasNoLegacy && limit && limit.type !== 'at-most') {
      refuse('must be at-most where the old side has no metric');
    }
  });

/** What a plan says of a service that moves by weights. */
export const canarySchema: z.ZodType<CanaryPlan, z.ZodTypeDef, unknown> = z
  .object({
    guardrails: z
      .array(guardrail)
      .max(MAX_GUARDRAILS)
      .refine(all => new Set(all.map(({ id }) => id)).size === all.length, {
        message: 'must have ids that differ',
      }),
    rollback: z
      .object({
        command: filledText(2000),
        url: freeText(2000).nullable(),
        rehearsedOn: z.string().date('must be a day as YYYY-MM-DD').nullable(),
        rehearsedSeconds: z.number().min(0).max(86_400).nullable(),
      })
      .strict()
      .nullable(),
    monitoringUrl: freeText(2000).nullable(),
    requestsPerTarget: z.number().positive().finite().nullable(),
  })
  .strict();

export const guardrailStatementSchema = z
  .object({
    statement: z.enum(GUARDRAIL_STATEMENTS),
    stepId: z.string().regex(STEP_ID),
    note: filledText(2000),
  })
  .strict();
