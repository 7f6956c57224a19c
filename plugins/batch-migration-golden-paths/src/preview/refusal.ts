import { isError } from '@backstage/errors';

/** What a person can settle in the form; anything else is a fault. */
export function isRefusal(error: unknown): error is Error {
  return (
    isError(error) &&
    (error.name === 'InputError' || error.name === 'NotFoundError')
  );
}

/** That the portal has no such workload, or may not show it. */
export function isNotFound(error: unknown): boolean {
  return (
    isError(error) &&
    (error.statusCode === 404 || error.name === 'NotFoundError')
  );
}
