import { ATTESTED_FACTS } from 'backstage-plugin-batch-migration-common';
import { z } from 'zod';
import { filledText } from './storedText';

/** A job that runs for longer than 30 days is a worker. */
const MAX_SECONDS = 30 * 24 * 60 * 60;

/** With a zone, because a person's midnight is not UTC's. */
const instant = z
  .string()
  .datetime({
    offset: true,
    message:
      'must be an instant with its zone, such as 2026-06-30T18:00:00+09:00',
  })
  .transform(value => new Date(value).toISOString());

export const attestationSchema = z
  .object({
    fact: z.enum(ATTESTED_FACTS),
    seconds: z.number().int().min(1).max(MAX_SECONDS),
    reason: filledText(2000),
    expiresAt: instant,
  })
  .strict();
