import { z } from 'zod';
import { instant } from './instant';

const MAX_SECONDS = 86_400;

const seconds = () => z.number().int().min(0).max(MAX_SECONDS).optional();

export const handoverSchema = z
  .object({
    workloadIds: z
      .array(
        z.string().regex(/^[\w.-]{1,64}$/, {
          message: 'must be the id of a workload',
        }),
      )
      .min(1)
      .max(1000)
      .refine(ids => new Set(ids).size === ids.length, {
        message: 'must have ids that differ',
      }),
    from: instant().optional(),
    withinDays: z.number().int().min(1).max(62).optional(),
    settleSeconds: seconds(),
    marginSeconds: seconds(),
    deploySeconds: seconds(),
    switchAt: instant()
      .refine(at => at.getTime() % 60_000 === 0, {
        message: 'must be a whole minute',
      })
      .optional(),
  })
  .strict()
  .transform(({ settleSeconds, marginSeconds, deploySeconds, ...request }) => ({
    ...request,
    safety: { settleSeconds, marginSeconds, deploySeconds },
  }));
