import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { HistoryHead } from 'backstage-plugin-batch-migration-common';
import type { HistoryHeadPublisher } from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { reasonOf } from '../failure';
import type { S3HeadsPlace } from './readS3Heads';

/**
 * Keeps each head of the history as an object of its own, which is never
 * written again: its key is made of the head. Objects are lines of JSON, so
 * that put together they are a file for `history:verify`.
 */
export class S3Heads implements HistoryHeadPublisher {
  readonly type = 's3';
  readonly id: string;
  readonly everyMs: number;

  constructor(
    private readonly clients: AwsClients,
    private readonly place: S3HeadsPlace,
  ) {
    this.id = `s3:${place.bucket}/${place.prefix}`;
    this.everyMs = place.everyMs;
  }

  async publish(
    { sequence, count, hash, at }: HistoryHead,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<void> {
    const { bucket, prefix } = this.place;
    // With the hash: of a history that was rewritten, the old head stays.
    const name = `${String(sequence).padStart(12, '0')}-${hash.slice(0, 16)}`;
    try {
      const client = await this.clients.get('s3', this.place);
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: `${prefix}${name}.json`,
          Body: `${JSON.stringify({ sequence, count, hash, at })}\n`,
          ContentType: 'application/json',
          IfNoneMatch: '*',
        }),
        { abortSignal: signal },
      );
    } catch (error) {
      // The head is there: what failed was to remember that.
      if ((error as Error).name === 'PreconditionFailed') return;
      throw new Error(reasonOf(error, 's3:PutObject', `${bucket}/${prefix}`));
    }
  }
}
