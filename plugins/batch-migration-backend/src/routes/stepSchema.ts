import {
  MAX_BAKE_HOURS,
  STEP_ACTIONS,
  STEP_CONDITIONS,
  type CutoverStep,
  type StepCheck,
} from 'backstage-plugin-batch-migration-common';
import { z } from 'zod';
import { filledText, freeText } from './storedText';

/** More steps than this are several cutovers. */
const MAX_STEPS = 50;

/** It stands in an address, and what was done is kept under it. */
export const STEP_ID = /^[\w.-]{1,64}$/;

const check = z
  .object({
    type: z.enum(['attestation', 'observation']),
    condition: z.enum(STEP_CONDITIONS).optional(),
    atLeast: z.number().min(1).max(100).optional(),
  })
  .strict()
  .transform((given, context): StepCheck => {
    const { type, condition, atLeast } = given;
    const refuse = (path: string, message: string) => {
      context.addIssue({ code: 'custom', path: [path], message });
      return z.NEVER;
    };
    if (type === 'attestation') {
      return condition === undefined && atLeast === undefined
        ? { type }
        : refuse('type', 'must be observation where a condition is named');
    }
    if (condition === undefined) {
      return refuse(
        'condition',
        `must be one of ${STEP_CONDITIONS.join(', ')}`,
      );
    }
    if (condition === 'target-weight') {
      return atLeast === undefined
        ? refuse('atLeast', 'must say how many per cent, from 1 to 100')
        : { type, condition, atLeast };
    }
    return atLeast === undefined
      ? { type, condition }
      : refuse('atLeast', 'is for target-weight alone');
  });

/** The steps of a plan, in their order. */
export function stepsSchema(
  ownerRef: z.ZodType<string, z.ZodTypeDef, string>,
): z.ZodType<CutoverStep[], z.ZodTypeDef, unknown> {
  return z
    .array(
      z
        .object({
          id: z.string().regex(STEP_ID, {
            message: 'must be 1 to 64 letters, digits, dots, _ and -',
          }),
          title: filledText(200),
          instructions: freeText(5000),
          ownerRef: ownerRef.nullable(),
          check,
          reversible: z.boolean(),
          undo: freeText(5000).nullable(),
          secondPerson: z.boolean().optional(),
          bakeHours: z.number().positive().max(MAX_BAKE_HOURS).optional(),
        })
        .strict()
        .refine(({ reversible, undo }) => reversible || undo === null, {
          path: ['undo'],
          message: 'must be null for a step that cannot be taken back',
        }),
    )
    .max(MAX_STEPS)
    .refine(all => new Set(all.map(({ id }) => id)).size === all.length, {
      message: 'must have ids that differ',
    });
}

export const stepRequestSchema = z
  .object({
    action: z.enum(STEP_ACTIONS),
    version: z.number().int().min(0),
    reason: filledText(2000).optional(),
  })
  .strict();
