import { InputError } from '@backstage/errors';
import { BLOCK, TarBytes } from './tarBytes';

/** A name that does not fit a header comes in an entry of its own. */
const MAX_NAME_BYTES = 8_192;

/** One file of an archive. Its bytes are left out where it is too large. */
export interface TarFile {
  name: string;
  size: number;
  bytes: Buffer | null;
}

export interface TarLimits {
  /** Of the archive once it is unpacked. */
  maxBytes: number;
  maxFiles: number;
  /** Of one file; a larger one is listed without its bytes. */
  maxFileBytes: number;
}

/**
 * Reads a tar archive as `tar` of GNU, busybox and BSD write it, in the order
 * of its bytes, holding one file at a time. Only files and folders are taken:
 * a link or a device has no place in a capture.
 *
 * @throws InputError where it is no such archive or exceeds a limit
 */
export async function* readTar(
  chunks: AsyncIterable<Buffer>,
  limits: TarLimits,
): AsyncGenerator<TarFile> {
  const input = new TarBytes(chunks, limits.maxBytes);
  let nextName: string | null = null;
  let files = 0;
  for (;;) {
    const header = await input.take(BLOCK);
    // Two empty blocks end an archive; what follows is padding.
    if (header.every(byte => byte === 0)) break;
    const entry = readHeader(header);
    if (entry.type === 'L' || entry.type === 'x' || entry.type === 'g') {
      if (entry.size > MAX_NAME_BYTES) {
        throw new InputError(
          `The archive has a name of more than ${MAX_NAME_BYTES} bytes`,
        );
      }
      const text = await input.takeEntry(entry.size);
      if (entry.type === 'L') nextName = utf8(cString(text));
      if (entry.type === 'x') nextName = pathOfPax(text) ?? nextName;
      continue;
    }
    const name = nextName ?? entry.name;
    nextName = null;
    if (entry.type === '5') {
      await input.takeEntry(entry.size);
      continue;
    }
    if (entry.type !== '0' && entry.type !== '\0') {
      throw new InputError(
        `The archive holds ${name}, which is neither a file nor a folder: a capture has no links`,
      );
    }
    files += 1;
    if (files > limits.maxFiles) {
      throw new InputError(
        `The archive holds more than ${limits.maxFiles} files`,
      );
    }
    const isTooLarge = entry.size > limits.maxFileBytes;
    if (isTooLarge) await input.skipEntry(entry.size);
    yield {
      name,
      size: entry.size,
      bytes: isTooLarge ? null : await input.takeEntry(entry.size),
    };
  }
  await input.drain();
}

interface Header {
  name: string;
  size: number;
  type: string;
}

function readHeader(header: Buffer): Header {
  const stored = octal(header.subarray(148, 156));
  const sum = header.reduce(
    (total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte),
    0,
  );
  const size = octal(header.subarray(124, 136));
  if (stored !== sum || size === null) {
    throw new InputError(
      'The body is no tar archive, or it was cut: make it with tar -cf from the folder of the capture',
    );
  }
  const isUstar = header.toString('latin1', 257, 263) === 'ustar\0';
  const prefix = isUstar ? cString(header.subarray(345, 500)) : Buffer.alloc(0);
  const name = utf8(cString(header.subarray(0, 100)));
  return {
    name: prefix.length > 0 ? `${utf8(prefix)}/${name}` : name,
    size,
    type: String.fromCharCode(header[156]),
  };
}

/** Sizes of 8 GiB and more are written otherwise; no capture has them. */
function octal(field: Buffer): number | null {
  const text = field.toString('latin1').replace(/[\0 ]+$/, '');
  return /^ *[0-7]{1,12}$/.test(text) ? parseInt(text.trim(), 8) : null;
}

function cString(field: Buffer): Buffer {
  const end = field.indexOf(0);
  return end < 0 ? field : field.subarray(0, end);
}

function utf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError(
      `The archive has a name that is not UTF-8: ${bytes
        .toString('latin1')
        .slice(0, 100)}`,
    );
  }
}

/** The path in an extended header of POSIX: lines of `<length> <key>=<value>`. */
function pathOfPax(text: Buffer): string | null {
  let path: string | null = null;
  for (let at = 0; at < text.length; ) {
    const blank = text.indexOf(0x20, at);
    const length = blank < 0 ? NaN : Number(text.toString('latin1', at, blank));
    if (!Number.isInteger(length) || length <= blank - at) break;
    const record = text.subarray(blank + 1, at + length - 1);
    const [key] = record.toString('latin1').split('=', 1);
    if (key === 'path') path = utf8(record.subarray('path='.length));
    if (key === 'size' || key.startsWith('GNU.sparse')) {
      throw new InputError(
        'The archive holds a file that is written in a way that captures have no use for',
      );
    }
    at += length;
  }
  return path;
}
