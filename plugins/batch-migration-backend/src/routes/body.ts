import { InputError } from '@backstage/errors';
import type { Request } from 'express';
import type { z } from 'zod';

const MAX_ISSUES = 5;

/**
 * The body of a request as its schema says.
 *
 * @throws InputError naming each field that is wrong, and the rule it breaks
 */
export function readBody<T extends z.ZodTypeAny>(
  request: Request,
  schema: T,
): z.output<T> {
  if (!request.is('application/json')) {
    throw new InputError(
      'The body must be JSON with Content-Type: application/json',
    );
  }
  const parsed = schema.safeParse(request.body);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues
    .slice(0, MAX_ISSUES)
    .map(({ path, message }) => `${fieldOf(path)}: ${message}`);
  throw new InputError(`The body is wrong. ${issues.join('; ')}`);
}

/** `decision.candidates[0].name` */
function fieldOf(path: ReadonlyArray<string | number>): string {
  return (
    path
      .map((part, index) => {
        if (typeof part === 'number') return `[${part}]`;
        return index === 0 ? part : `.${part}`;
      })
      .join('') || 'body'
  );
}
