import { ResponseError } from '@backstage/errors';

/** Why nobody of the plugin's backend answered. */
export const ABSENCES = ['noBackend', 'unreachable'] as const;
export type Absence = (typeof ABSENCES)[number];

/** What Chromium, Firefox and Safari say where no answer came. */
const NO_ANSWER =
  /^(Failed to fetch|NetworkError when attempting to fetch resource\.|Load failed)$/;

/** What stands before a portal's backend answers so in its place. */
const GATEWAY = [502, 503, 504];

/**
 * `undefined` where the plugin answered, whatever it said. Its own refusals
 * have a name; `ResponseError` calls those of others plainly `Error`.
 */
export function absenceOf(error: Error): Absence | undefined {
  if (!(error instanceof ResponseError)) {
    return NO_ANSWER.test(error.message) ? 'unreachable' : undefined;
  }
  if (error.body.error?.name !== 'Error') return undefined;
  if (error.statusCode === 404) return 'noBackend';
  return GATEWAY.includes(error.statusCode) ? 'unreachable' : undefined;
}

/** The plugin answered that there is no such thing. */
export function isMissing(error: Error): boolean {
  return (
    error instanceof ResponseError &&
    error.statusCode === 404 &&
    absenceOf(error) === undefined
  );
}
