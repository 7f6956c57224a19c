import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Clock } from '../clock';

export interface Lock {
  /** COMPLIANCE: nobody, not even root, can shorten it. GOVERNANCE: a permission can. */
  mode: 'COMPLIANCE' | 'GOVERNANCE';
  days: number;
}

/** Objects that nobody overwrites or deletes before their time. */
export interface LockedObjects {
  /**
   * Writes an object, or finds the very same one there.
   * @throws EvidenceDiffers where another one has its place
   */
  put(key: string, content: Uint8Array): Promise<void>;
}

export class EvidenceDiffers extends Error {
  readonly name = 'EvidenceDiffers';
}

export function s3LockedObjects(
  client: Pick<S3Client, 'send'>,
  { bucket: Bucket, lock, clock }: { bucket: string; lock: Lock; clock: Clock },
): LockedObjects {
  return {
    async put(Key, Body) {
      const ChecksumSHA256 = createHash('sha256').update(Body).digest('base64');
      try {
        await client.send(
          new PutObjectCommand({
            Bucket,
            Key,
            Body,
            // S3 wants both where an object comes with its lock.
            ChecksumAlgorithm: 'SHA256',
            ChecksumSHA256,
            IfNoneMatch: '*',
            ObjectLockMode: lock.mode,
            ObjectLockRetainUntilDate: new Date(clock().getTime() + lock.days * 86_400_000),
          }),
        );
      } catch (error) {
        // 412: it is there. 409: somebody writes it at this moment; the caller comes again.
        if ((error as { name?: string }).name !== 'PreconditionFailed') throw error;
        const there = await client.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
        if (there.ChecksumSHA256 !== ChecksumSHA256) throw new EvidenceDiffers(`${Key} is there with another content`);
      }
    },
  };
}

/** What `verify` reads: a bucket, or a folder with what was downloaded from it. */
export interface EvidenceReader {
  /** `retainUntil` is `null` without a lock, and left out where none can be seen. */
  read(key: string): Promise<{ content: Uint8Array; retainUntil?: Date | null } | undefined>;
}

export function folderEvidenceReader(folder: string): EvidenceReader {
  return {
    async read(key) {
      // A manifest of somebody else may name any path.
      const path = resolve(folder, key);
      if (!path.startsWith(resolve(folder) + sep)) return undefined;
      try {
        return { content: await readFile(path) };
      } catch (error) {
        if ((error as { code?: string }).code === 'ENOENT') return undefined;
        throw error;
      }
    },
  };
}

export function s3EvidenceReader(client: Pick<S3Client, 'send'>, Bucket: string): EvidenceReader {
  return {
    async read(Key) {
      try {
        const found = await client.send(new GetObjectCommand({ Bucket, Key }));
        const content = await found.Body!.transformToByteArray();
        return { content, retainUntil: found.ObjectLockRetainUntilDate ?? null };
      } catch (error) {
        if ((error as { name?: string }).name === 'NoSuchKey') return undefined;
        throw error;
      }
    },
  };
}
