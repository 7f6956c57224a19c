import {
  CRONS,
  CRONTAB_DIALECTS,
  isTimezone,
} from 'backstage-plugin-batch-migration-common';
import { z } from 'zod';
import { hostPath, serverRef } from './captureSchema';
import { maskedText, storedText } from './storedText';

/** A crontab of a thousand lines takes some 100 kB. */
const MAX_CRONTAB = 500_000;

export const previewSchema = z
  .object({
    text: z.string().max(MAX_CRONTAB),
    server: serverRef().optional(),
    path: hostPath().optional(),
    dialect: z.enum(CRONTAB_DIALECTS),
    cron: z.enum(CRONS).optional(),
    cronVersion: z.string().max(50).optional(),
    timezone: z
      .string()
      .refine(isTimezone, {
        message: 'must be an IANA zone such as Asia/Tokyo',
      })
      .optional(),
  })
  .strict();

const repository = maskedText(
  storedText()
    .trim()
    .min(1)
    .max(1000)
    .refine(value => !/^[a-z][a-z0-9+.-]*:\/\/[^/@]*@/i.test(value), {
      message: 'must hold no user or password',
    }),
  1000,
);

/** `scheduler:111122223333/ap-northeast-1/group`: a scheme, then the place. */
const placeRef = storedText()
  .max(500)
  .regex(/^[a-z][a-z0-9-]*:\S+$/, {
    message:
      'must be a place such as scheduler:111122223333/ap-northeast-1/group',
  });

export const targetLinksSchema = z
  .object({
    /** `null` where a person links what was found. */
    repository: repository.nullable(),
    links: z
      .array(
        z
          .object({
            workloadIds: z
              .array(
                z.string().regex(/^[\w.-]{1,64}$/, {
                  message: 'must be the id of a workload',
                }),
              )
              .min(1)
              .max(500),
            location: z
              .object({
                ref: placeRef,
                key: storedText().trim().min(1).max(500),
              })
              .strict(),
          })
          .strict(),
      )
      .min(1)
      .max(500),
  })
  .strict();
