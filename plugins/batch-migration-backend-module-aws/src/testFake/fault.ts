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

/** "Common errors" of the services' references: those that their schemas leave out. */
const COMMON_ERRORS = [
  'AccessDenied',
  'AccessDeniedException',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InternalFailure',
  'InvalidAction',
  'InvalidParameterCombination',
  'InvalidParameterValue',
  'MissingAuthenticationTokenException',
  'SerializationException',
  'ServiceUnavailable',
  'Throttling',
  'ThrottlingException',
  'UnknownOperationException',
  'UnrecognizedClientException',
  'ValidationError',
  'ValidationException',
];

/** Whether a service can answer with an error. EC2 models none of its own. */
export function isErrorOf(
  { sdk, protocol }: { sdk: Record<string, unknown>; protocol: string },
  code: string,
): boolean {
  return (
    `${code}$` in sdk ||
    COMMON_ERRORS.includes(code) ||
    protocol.includes('ec2')
  );
}
