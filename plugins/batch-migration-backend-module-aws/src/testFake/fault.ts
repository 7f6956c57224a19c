/** An error as the service itself answers it, by the name of its shape or code. */
export class AwsFault extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** Where the service's schemas do not say another one. */
    readonly status: number = 400,
  ) {
    super(message);
  }
}

/**
 * Something that a test did, or asked for, that this fake cannot stand for. It
 * is no answer of AWS: `stop` throws it, so that no test passes beside it.
 */
export class FakeDefect extends Error {}
