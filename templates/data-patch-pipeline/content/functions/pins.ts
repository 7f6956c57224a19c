import { createHash } from 'node:crypto';
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';

/**
 * What CloudFormation hands to a function of a custom resource.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
 */
export interface CustomResourceEvent {
  RequestType: 'Create' | 'Update' | 'Delete';
  ResponseURL: string;
  StackId: string;
  RequestId: string;
  LogicalResourceId: string;
  PhysicalResourceId?: string;
  ResourceProperties: { Pins?: string };
}

export interface PinsProps {
  bucket: string;
  key: string;
  put(input: PutObjectCommandInput): Promise<unknown>;
  /** Puts the answer where CloudFormation waits for it. */
  respond(url: string, body: string): Promise<void>;
}

/** Writes the pins of a deployment. What was written stays: the stack's deletion leaves its evidence. */
export function pinsHandler({ bucket, key, put, respond }: PinsProps) {
  return async (event: CustomResourceEvent): Promise<void> => {
    const { ResponseURL, StackId, RequestId, LogicalResourceId } = event;
    const answer = { StackId, RequestId, LogicalResourceId, PhysicalResourceId: key };
    try {
      if (event.RequestType !== 'Delete') await write(event.ResourceProperties.Pins);
      await respond(ResponseURL, JSON.stringify({ ...answer, Status: 'SUCCESS' }));
    } catch (error) {
      // Without an answer the deployment would wait for an hour.
      await respond(ResponseURL, JSON.stringify({ ...answer, Status: 'FAILED', Reason: String(error) }));
    }
  };

  async function write(pins: string | undefined): Promise<void> {
    if (pins === undefined) throw new Error('The deployment names no pins');
    const Body = Buffer.from(`${JSON.stringify(JSON.parse(pins), null, 2)}\n`);
    // S3 wants a checksum where the bucket locks what comes in.
    const ChecksumSHA256 = createHash('sha256').update(Body).digest('base64');
    await put({ Bucket: bucket, Key: key, Body, ChecksumSHA256, ContentType: 'application/json' });
  }
}
