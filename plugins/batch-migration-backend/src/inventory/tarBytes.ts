import { InputError } from '@backstage/errors';

/** Everything in a tar archive fills blocks of this many bytes. */
export const BLOCK = 512;

/** An archive holds more bytes than are taken. */
export class TooLargeError extends Error {
  constructor(readonly maxBytes: number) {
    super(`The archive is larger than ${maxBytes} bytes`);
  }
}

/** Takes bytes one piece after the other, and no more than a limit. */
export class TarBytes {
  private readonly chunks: AsyncIterator<Buffer>;
  private rest = Buffer.alloc(0);
  private seen = 0;

  constructor(chunks: AsyncIterable<Buffer>, private readonly max: number) {
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  async take(size: number): Promise<Buffer> {
    const parts = [this.rest];
    let have = this.rest.length;
    while (have < size) {
      const chunk = await this.next();
      if (chunk === null) {
        throw new InputError(
          'The archive ends in the middle: it was cut on its way. Send it again.',
        );
      }
      parts.push(chunk);
      have += chunk.length;
    }
    const all = parts.length === 1 ? parts[0] : Buffer.concat(parts, have);
    this.rest = all.subarray(size);
    return all.subarray(0, size);
  }

  /** An entry, without the padding that fills its last block. */
  async takeEntry(size: number): Promise<Buffer> {
    const padded = await this.take(Math.ceil(size / BLOCK) * BLOCK);
    // A copy: else one small file would keep the whole chunk.
    return Buffer.from(padded.subarray(0, size));
  }

  async skipEntry(size: number): Promise<void> {
    let left = Math.ceil(size / BLOCK) * BLOCK;
    while (left > 0) {
      const piece = Math.min(left, 64 * BLOCK);
      await this.take(piece);
      left -= piece;
    }
  }

  /** To the end, so that the sender may send all of it. */
  async drain(): Promise<void> {
    while ((await this.next()) !== null);
  }

  private async next(): Promise<Buffer | null> {
    const { done, value } = await this.chunks.next();
    if (done) return null;
    this.seen += value.length;
    if (this.seen > this.max) throw new TooLargeError(this.max);
    return value;
  }
}
