import { type CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetObjectCommand, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';

/** Where both records of a session are. */
export interface RecordReader {
  /** What the hook of a task wrote, line by line. `isCut`: there is more than is read. */
  hookLines(task: string, from: Date): Promise<{ lines: string[]; isCut: boolean }>;
  /**
   * What ECS Exec uploaded of a login after its end; `null` where there is
   * nothing. It is written with the role of the task, so root in the console
   * could write one, too: more than one version is told.
   */
  transcript(execId: string): Promise<{ text: string; versions: number; isCut: boolean } | null>;
}

export interface RecordReaderProps {
  logs: Pick<CloudWatchLogsClient, 'send'>;
  s3: Pick<S3Client, 'send'>;
  logGroup: string;
  bucket: string;
}

/** More would be no session of a person, and more than the function holds. What is left out is told, and stays where it is. */
const MOST_BYTES = 10_000_000;
/** Also of pages without a line. */
const MOST_PAGES = 200;

export function recordReader({ logs, s3, logGroup, bucket }: RecordReaderProps): RecordReader {
  return {
    async hookLines(task, from) {
      const lines: string[] = [];
      let bytes = 0;
      let nextToken: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const answer = await logs.send(
          new FilterLogEventsCommand({ logGroupName: logGroup, logStreamNames: [streamOf(task)], startTime: from.getTime(), nextToken }),
        ).catch(error => {
          // A task that never wrote has no stream.
          if ((error as { name?: string }).name === 'ResourceNotFoundException') return { events: [], nextToken: undefined };
          throw error;
        });
        for (const { message = '' } of answer.events ?? []) {
          bytes += Buffer.byteLength(message);
          if (bytes > MOST_BYTES) return { lines, isCut: true };
          lines.push(message);
        }
        nextToken = answer.nextToken;
        if (!nextToken) return { lines, isCut: false };
      }
      return { lines, isCut: true };
    },
    async transcript(execId) {
      const Key = `exec/${execId}.log`;
      const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: Key }));
      const [newest, ...older] = Versions.filter(version => version.Key === Key);
      if (!newest) return null;
      const isCut = (newest.Size ?? 0) > MOST_BYTES;
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key, VersionId: newest.VersionId, ...(isCut && { Range: `bytes=0-${MOST_BYTES - 1}` }) }));
      return { text: (await Body?.transformToString()) ?? '', versions: 1 + older.length, isCut };
    },
  };
}

/** As the awslogs driver names it: prefix, container, task. */
export function streamOf(task: string): string {
  return `console/console/${task}`;
}

export function taskOfStream(stream: string): string | null {
  return /^console\/console\/([\w-]{1,64})$/.exec(stream)?.[1] ?? null;
}
