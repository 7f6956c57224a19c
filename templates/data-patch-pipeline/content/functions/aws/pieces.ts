import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Piece } from '../ask';

/** In base64 it is 4 MB, of the 6 MB that Lambda answers. */
export const PIECE_BYTES = 3 * 1024 * 1024;

/** Parts of objects of a bucket. */
export function s3Pieces(client: Pick<S3Client, 'send'>, Bucket: string) {
  return async (Key: string, from: number): Promise<Piece | undefined> => {
    try {
      const { Body, ContentRange } = await client.send(new GetObjectCommand({ Bucket, Key, Range: `bytes=${from}-${from + PIECE_BYTES - 1}` }));
      const content = (await Body?.transformToByteArray()) ?? new Uint8Array();
      const total = Number(/\/(\d+)$/.exec(ContentRange ?? '')?.[1] ?? from + content.byteLength);
      const next = from + content.byteLength;
      return { content, next: next < total ? next : null };
    } catch (error) {
      const { name } = error as { name?: string };
      if (name === 'NoSuchKey') return undefined;
      // Past the end, or of an empty file.
      if (name === 'InvalidRange') return { content: new Uint8Array(), next: null };
      throw error;
    }
  };
}
