import { PreconditionRequiredError } from '../errors';

/** The strong validator of a version. */
export function etagOf(version: number): string {
  return `"v${version}"`;
}

/**
 * What `If-Match` says of a version (RFC 9110, 13.1.1). A weak validator
 * never matches; `*` names no version and would overwrite blindly.
 *
 * @throws PreconditionRequiredError where no version is named
 */
export function readIfMatch(
  header: string | undefined,
): (version: number) => boolean {
  const validators = (header ?? '').split(',').map(part => part.trim());
  if (validators.every(part => part === '' || part === '*')) {
    throw new PreconditionRequiredError(
      'If-Match must name the version that is changed, for example "v7": the ETag with which it was read',
    );
  }
  return version => validators.includes(etagOf(version));
}
