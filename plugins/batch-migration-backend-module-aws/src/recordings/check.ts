import { toError } from '@backstage/errors';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { decodeRecording, type RecordingProblem } from './decode';
import { readRecording } from './files';
import { RECORDED_OPERATIONS } from './operations';

/** A problem with the file in which it stands, relative to the recordings. */
export type FileProblem = RecordingProblem & { file: string };

/**
 * Checks every JSON file below `<recordings>/<account>/<region>` against the
 * output schema of the operation that its folders name.
 *
 * @returns the number of files read, and every problem found
 */
export async function checkRecordings(
  recordings: string,
): Promise<{ files: number; problems: FileProblem[] }> {
  const entries = await readdir(recordings, {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries
    .filter(entry => entry.isFile() && entry.name.endsWith('.json'))
    .map(entry => relative(recordings, join(entry.parentPath, entry.name)))
    .sort();
  const problems: FileProblem[] = [];
  for (const file of files) {
    try {
      const json = await readRecording(join(recordings, file));
      for (const problem of problemsOf(file, json)) {
        problems.push({ file, ...problem });
      }
    } catch (error) {
      problems.push({ file, path: '$', message: toError(error).message });
    }
  }
  return { files: files.length, problems };
}

function problemsOf(file: string, json: unknown): RecordingProblem[] {
  const [, , service, operation, ...names] = file
    .slice(0, -'.json'.length)
    .split(sep);
  const known = Object.values(RECORDED_OPERATIONS).find(
    ({ folder }) => folder[0] === service && folder[1] === operation,
  );
  if (!known) {
    const message = `${service}/${operation} is no operation that can be replayed`;
    return [{ path: '$', message }];
  }
  const expected = known.isPath ? names.length : known.names({}).length;
  if (names.length !== expected) {
    const message = `expected ${expected} names below ${service}/${operation}, got: ${names.length}`;
    return [{ path: '$', message }];
  }
  const answer = known.prepare?.(json) ?? json;
  return decodeRecording(known.schema[5], answer).problems;
}
