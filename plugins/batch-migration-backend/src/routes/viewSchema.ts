import { readViewQuery } from 'backstage-plugin-batch-migration-common';
import { z } from 'zod';
import { storedText } from './storedText';

export const viewSchema = z
  .object({
    title: storedText().trim().min(1).max(100),
    query: storedText().transform((text, context) => {
      const read = readViewQuery(text);
      if ('query' in read) return read.query;
      context.addIssue({ code: 'custom', message: read.problem });
      return z.NEVER;
    }),
    shared: z.boolean(),
  })
  .strict();
