import { ConflictError, CustomErrorBase, InputError } from '@backstage/errors';
import type {
  FileIssue,
  PlanConflict,
} from 'backstage-plugin-batch-migration-common';

/**
 * A change that names no version (`If-Match`). Backstage has no error for
 * 428; its error middleware answers with the `statusCode` that it finds here.
 */
export class PreconditionRequiredError extends CustomErrorBase {
  name = 'PreconditionRequiredError' as const;
  readonly statusCode = 428;
}

/** A change of a version that is no longer the current one: 412. */
export class PreconditionFailedError extends CustomErrorBase {
  name = 'PreconditionFailedError' as const;
  readonly statusCode = 412;
}

/** A body that is larger than the call takes: 413. */
export class PayloadTooLargeError extends CustomErrorBase {
  name = 'PayloadTooLargeError' as const;
  readonly statusCode = 413;
}

/** Somebody tried too often: 429, with `Retry-After` where it is known. */
export class TooManyRequestsError extends CustomErrorBase {
  name = 'TooManyRequestsError' as const;
  readonly statusCode = 429;

  constructor(message: string, readonly retryAfterSeconds?: number) {
    super(message);
  }
}

/** A change of several plans of which some changed meanwhile: 409, with those. */
export class PlansChangedError extends ConflictError {
  constructor(message: string, readonly conflicts: PlanConflict[]) {
    super(message);
  }
}

/** A file of plans in which something is wrong: 400, with line and column of each. */
export class PlanFileError extends InputError {
  constructor(readonly issues: FileIssue[]) {
    const [{ line, column, message }] = issues;
    const more = issues.length - 1;
    super(
      `The file is wrong, so nothing was changed. Line ${line}, column ${column}: ${message}${
        more > 0 ? ` (and ${more} more in error.issues)` : ''
      }`,
    );
  }
}
