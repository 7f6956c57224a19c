import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** Outside of these, clocks and zones have other rules. */
const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

const withOffset = z.string().datetime({ offset: true });

function parse(text: string): Date | null {
  if (!withOffset.safeParse(text).success) return null;
  const at = new Date(text);
  const year = at.getUTCFullYear();
  return year >= FIRST_YEAR && year < LAST_YEAR ? at : null;
}

const RULE = `must be an ISO 8601 time with its offset, such as 2026-02-12T10:24:00+09:00, from ${FIRST_YEAR} to ${
  LAST_YEAR - 1
}`;

/** A field of a body that holds an instant. */
export const instant = () =>
  z.string().transform((text, context) => {
    const at = parse(text);
    if (at) return at;
    context.addIssue({ code: 'custom', message: RULE });
    return z.NEVER;
  });

/** @throws InputError naming the parameter */
export function readInstant(text: string, name: string): Date {
  const at = parse(text);
  if (!at) throw new InputError(`${name} ${RULE}, got: ${text}`);
  return at;
}
