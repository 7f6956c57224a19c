import type { SdkSchema } from './decode';

type Input = Record<string, any>;
type Output = Record<string, any>;

/** How one operation is answered from recordings. */
export interface RecordedOperation {
  /** Folder of the service and of the operation, as the AWS CLI spells them. */
  folder: [service: string, operation: string];
  /** The operation's schema as the SDK ships it; its sixth part is that of the output. */
  schema: readonly [...unknown[]] & { 5: SdkSchema };
  /** What the file is named after; none where one file answers for the whole region. */
  names(input: Input): string[];
  /** The name is a path of any depth, as of a log group. */
  isPath?: boolean;
  /**
   * The exception that the service throws where nothing is recorded; `null`
   * where the service has none, so that a missing file is a gap in the recording.
   */
  missing: ((names: string[]) => Error) | null;
  /** What the service answers where there is nothing, and no exception. */
  absent?: Output;
  /** Makes of what the CLI prints what the service answers, where these differ. */
  prepare?(answer: unknown): unknown;
  /** What the service would leave of the whole recorded answer for this input. */
  narrow?(output: Output, input: Input): Output;
}

export const metadata = {
  httpStatusCode: 400,
  attempts: 1,
  totalRetryDelay: 0,
};
