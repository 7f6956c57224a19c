import { maskSecrets } from 'backstage-plugin-batch-migration-common';
import { z } from 'zod';

/** PostgreSQL stores no NUL, and UTF-8 has no half of a surrogate pair. */
const STORABLE = /^[^\0\p{Surrogate}]*$/u;

/** Text that every database stores, and answers as it was. */
export const storedText = () =>
  z.string().regex(STORABLE, {
    message: 'must hold no NUL and no half of a surrogate pair',
  });

/**
 * What people write in their own words, of at most so many characters. What
 * looks like a credential in it is masked here, before anything compares,
 * stores, logs or tells it; so nothing behind this door has to.
 */
export const freeText = (max: number) => maskedText(storedText().max(max), max);

/** The same of what may not be empty. */
export const filledText = (max: number) =>
  maskedText(storedText().trim().min(1).max(max), max);

/** The same of text with a rule of its own. */
export function maskedText(
  typed: z.ZodType<string, z.ZodTypeDef, string>,
  max: number,
) {
  return (
    typed
      .transform(text => maskSecrets(text).text)
      // A placeholder may be longer, and what is answered may be sent back.
      .pipe(
        z.string().max(max, {
          message: `must have at most ${max} characters once its credentials are masked`,
        }),
      )
  );
}
