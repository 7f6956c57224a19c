import type { S3Client } from '@aws-sdk/client-s3';

interface Kept {
  Body: Uint8Array;
  ChecksumSHA256: string;
  ObjectLockMode: string;
  ObjectLockRetainUntilDate: Date;
}

/** A bucket with versions hidden: the four calls that we make, and their refusals. */
export class FakeObjects {
  readonly objects = new Map<string, Kept>();
  outage: Error | undefined;

  get client(): Pick<S3Client, 'send'> {
    return { send: (command: { constructor: { name: string }; input: any }) => this.send(command) } as unknown as S3Client;
  }

  private async send({ constructor: { name }, input }: { constructor: { name: string }; input: any }): Promise<any> {
    if (this.outage) throw this.outage;
    const kept = this.objects.get(input.Key);
    switch (name) {
      case 'PutObjectCommand':
        // As the bucket's policy does.
        if (input.IfNoneMatch !== '*') throw refusal('AccessDenied');
        if (kept) throw refusal('PreconditionFailed');
        this.objects.set(input.Key, { ...input, Body: Uint8Array.from(input.Body) });
        return {};
      case 'HeadObjectCommand':
        return { ChecksumSHA256: input.ChecksumMode === 'ENABLED' ? kept!.ChecksumSHA256 : undefined };
      case 'GetObjectCommand':
        if (!kept) throw refusal('NoSuchKey');
        return { Body: { transformToByteArray: async () => kept.Body }, ObjectLockRetainUntilDate: kept.ObjectLockRetainUntilDate };
      default:
        throw new Error(`This bucket does not know ${name}`);
    }
  }
}

function refusal(name: string): Error {
  return Object.assign(new Error(name), { name });
}
