import {
  maskSecrets,
  readViewQuery,
} from 'backstage-plugin-batch-migration-common';
import { z } from 'zod';
import { filledText, storedText } from './storedText';

export const viewSchema = z
  .object({
    title: filledText(100),
    query: storedText().transform((text, context) => {
      const read = readViewQuery(withoutSecrets(text));
      if ('query' in read) return read.query;
      context.addIssue({ code: 'custom', message: read.problem });
      return z.NEVER;
    }),
    shared: z.boolean(),
  })
  .strict();

/** Words that were searched for may hold a credential. */
function withoutSecrets(query: string): string {
  const masked = [...new URLSearchParams(query)].map(([name, value]) => [
    name,
    maskSecrets(value).text,
  ]);
  return new URLSearchParams(masked).toString();
}
