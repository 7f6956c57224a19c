import { InputError } from '@backstage/errors';
import express, { type Request, type RequestHandler } from 'express';
import type { z } from 'zod';
import { PayloadTooLargeError } from '../errors';
import { fieldOf } from '../fieldOf';

const MAX_ISSUES = 5;

/**
 * Parses a body of at most this many kilobytes. The parser's own error holds
 * the body, and Backstage would answer with it: it is never passed on.
 */
export function jsonBody(maxKb: number): RequestHandler {
  const parse = express.json({ limit: maxKb * 1024 });
  return (req, res, next) =>
    parse(req, res, (error?: { type?: string }) => {
      if (!error) next();
      else next(bodyError(error, maxKb));
    });
}

function bodyError(error: { type?: string }, maxKb: number): unknown {
  switch (error.type) {
    case 'entity.parse.failed':
      return new InputError(
        'The body is not JSON: it must be one JSON object in UTF-8',
      );
    case 'entity.too.large':
      return new PayloadTooLargeError(
        `The body is too large: this call takes at most ${maxKb} kB`,
      );
    default:
      return error;
  }
}

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
  return checkBody(request.body, schema);
}

/** As `readBody`, of what came another way than in a request. */
export function checkBody<T extends z.ZodTypeAny>(
  body: unknown,
  schema: T,
): z.output<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues
    .slice(0, MAX_ISSUES)
    .map(({ path, message }) => `${fieldOf(path)}: ${message}`);
  throw new InputError(`The body is wrong. ${issues.join('; ')}`);
}
