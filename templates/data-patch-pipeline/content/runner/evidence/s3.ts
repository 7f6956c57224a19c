import { createHash } from 'node:crypto';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { EvidenceStore } from './evidence';

/**
 * Files of one build: `runs/<uuid>/started.json`, `run.json` and `log.txt`. Each is written once: what a patch
 * wrote there first, with the role that it shares with us, makes our own write fail, and that is told. The
 * bucket's default retention locks them; a function outside of the build makes the manifest.
 */
export function s3Evidence(client: Pick<S3Client, 'send'>, Bucket: string): EvidenceStore {
  const put = async (build: string, name: string, content: Uint8Array) => {
    const Key = `runs/${folderOf(build)}/${name}`;
    const ChecksumSHA256 = createHash('sha256').update(content).digest('base64');
    await client.send(new PutObjectCommand({ Bucket, Key, Body: content, ChecksumSHA256, IfNoneMatch: '*' }));
    return `s3://${Bucket}/${Key}`;
  };
  return {
    async begin(record) {
      await put(record.build, 'started.json', Buffer.from(`${JSON.stringify(record, null, 2)}\n`));
    },
    async keep(record, _order, files) {
      const written = [];
      for (const { name, content } of files) written.push(await put(record.build, name, content));
      return written.join(', ');
    },
  };
}

/** The UUID of `project:uuid`; a build that named none of ours leaves its evidence beside. */
function folderOf(build: string): string {
  const [, uuid] = /^[\w-]+:([0-9a-f-]{36})$/.exec(build) ?? [];
  return uuid ?? `unknown/${createHash('sha256').update(build).digest('hex').slice(0, 32)}`;
}
