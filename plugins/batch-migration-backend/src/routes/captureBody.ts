import { InputError } from '@backstage/errors';
import type { InventoryFiles } from 'backstage-plugin-batch-migration-common';
import type { Request } from 'express';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { PayloadTooLargeError } from '../errors';
import { ARCHIVE_LIMITS, readArchive, TooLargeError } from '../inventory';

const TYPES = ['application/x-tar', 'application/gzip', 'application/x-gzip'];

const GZIP = Buffer.from([0x1f, 0x8b]);

/** Whether a request brings a whole capture. */
export function isArchive(request: Request): boolean {
  return Boolean(request.is(TYPES));
}

/**
 * Reads a capture from the body while it arrives: a tar archive, packed with
 * gzip or not, whatever its type says.
 *
 * @throws InputError naming what cannot be taken
 * @throws PayloadTooLargeError
 */
export async function archiveBody(request: Request): Promise<InventoryFiles> {
  try {
    return await readArchive(unpacked(request, ARCHIVE_LIMITS.maxBytes));
  } catch (error) {
    // Else whoever sends the rest waits for somebody to read it, and reads no answer.
    request.removeAllListeners('readable');
    request.resume();
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof TooLargeError) {
      throw new PayloadTooLargeError(
        `The capture is too large: this call takes at most ${
          ARCHIVE_LIMITS.maxBytes / 1024 / 1024
        } MiB once it is unpacked. Leave out the oldest logs.`,
      );
    }
    if (code?.startsWith('Z_')) {
      throw new InputError(
        'The archive cannot be unpacked with gzip: it was cut on its way. Send it again.',
      );
    }
    throw error;
  }
}

async function* unpacked(
  request: Request,
  maxBytes: number,
): AsyncGenerator<Buffer> {
  const packed = received(request, maxBytes);
  let head = Buffer.alloc(0);
  while (head.length < GZIP.length) {
    const { done, value } = await packed.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  const whole = after(head, packed);
  if (head.subarray(0, GZIP.length).equals(GZIP)) {
    // What goes wrong is thrown where the bytes are read.
    yield* pipeline(Readable.from(whole), createGunzip(), () => {});
  } else {
    yield* whole;
  }
}

async function* after(
  head: Buffer,
  rest: AsyncGenerator<Buffer>,
): AsyncGenerator<Buffer> {
  yield head;
  yield* rest;
}

/** What arrives, and no more: gzip can pack nothing into any number of bytes. */
async function* received(
  request: Request,
  maxBytes: number,
): AsyncGenerator<Buffer> {
  let seen = 0;
  // A request that is destroyed cannot be answered.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    seen += chunk.length;
    if (seen > maxBytes) throw new TooLargeError(maxBytes);
    yield chunk;
  }
}
