import { join } from 'node:path';
import type { AwsPlace } from '../places';
import { decodeRecording } from './decode';
import { isDirectory, readRecording, recordingPath } from './files';
import { RECORDED_OPERATIONS } from './operations';

/** What the middleware stacks of all clients share. */
interface MiddlewareStack {
  add(middleware: Middleware, options: object): void;
}

type Middleware = (
  next: unknown,
  context: { commandName?: string },
) => (args: { input: object }) => Promise<{ response: unknown; output: any }>;

/**
 * Answers a client's calls from the recordings of one account and region, in
 * the step before the SDK would build a request: nothing is signed or sent.
 */
export function replayFrom(
  client: { middlewareStack: MiddlewareStack },
  recordings: string,
  place: AwsPlace,
): void {
  const answer: Middleware =
    (_next, { commandName = 'no command' }) =>
    async ({ input }) => ({
      response: {},
      output: await replay(recordings, place, commandName, input),
    });
  client.middlewareStack.add(answer, {
    step: 'initialize',
    name: 'replayRecordings',
    // Last of its step: what the SDK does to an input is done before.
    priority: 'low',
  });
}

async function replay(
  recordings: string,
  { accountId, region }: AwsPlace,
  commandName: string,
  input: object,
) {
  const operation = RECORDED_OPERATIONS[commandName];
  if (!operation) {
    throw new Error(`Recordings hold no answers for ${commandName}`);
  }
  const place = recordingPath(recordings, [accountId, region]);
  if (!(await isDirectory(place))) {
    throw new Error(
      `Nothing is recorded of account ${accountId} in ${region}: there is no folder ${place}`,
    );
  }
  const names = operation.names(input);
  const segments = [...operation.folder, ...names];
  const path = `${join(place, recordingPath('', segments))}.json`;
  const json = (await readRecording(path)) ?? operation.absent;
  if (json === undefined) {
    if (operation.missing) throw operation.missing(names);
    throw new Error(`Nothing is recorded: there is no file ${path}`);
  }
  const { value, problems } = decodeRecording(
    operation.schema[5],
    operation.prepare?.(json) ?? json,
  );
  if (problems.length > 0) {
    const [{ path: at, message }] = problems;
    throw new Error(
      `The recording ${path} is not an answer of ${commandName}: ${at}: ${message}`,
    );
  }
  const output = value as Record<string, unknown>;
  return {
    ...(operation.narrow?.(output, input) ?? output),
    $metadata: { httpStatusCode: 200, attempts: 1, totalRetryDelay: 0 },
  };
}
