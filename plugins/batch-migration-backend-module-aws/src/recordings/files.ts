import { InputError, toError } from '@backstage/errors';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Whether a name may be one segment of a path: names come from the refs that
 * people link, and must not lead out of the recordings.
 */
export function isSafeSegment(name: string): boolean {
  return (
    name !== '' &&
    name !== '.' &&
    name !== '..' &&
    Buffer.byteLength(name) <= 240 &&
    // eslint-disable-next-line no-control-regex
    !/[/\\\u0000-\u001f\u007f]/.test(name)
  );
}

/**
 * The path below the recordings.
 *
 * @throws InputError for a name that is no single segment
 */
export function recordingPath(root: string, segments: string[]): string {
  const bad = segments.find(segment => !isSafeSegment(segment));
  if (bad !== undefined) {
    throw new InputError(`"${bad}" cannot be the name of a recording`);
  }
  return join(root, ...segments);
}

export async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/**
 * A recording as it is on disk now; `undefined` where there is none. It is read at
 * every call, so that a changed answer is seen at the next refresh.
 *
 * @throws Error where the file is there and cannot be read as JSON
 */
export async function readRecording(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const { code, message } = toError(error) as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new Error(`The recording ${path} cannot be read: ${message}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(
      `The recording ${path} is not JSON: ${toError(error).message}`,
    );
  }
}
