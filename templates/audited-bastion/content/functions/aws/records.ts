import { type CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetObjectCommand, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';

/** Where both records of a session are. */
export interface RecordReader {
  /** What the hook of a task wrote, line by line. */
  hookLines(task: string, from: Date): Promise<string[]>;
  /**
   * What ECS Exec uploaded of a login after its end; `null` where there is
   * nothing. It is written with the role of the task, so root in the console
   * could write one, too: more than one version is told.
   */
  transcript(execId: string): Promise<{ text: string; versions: number } | null>;
}

export interface RecordReaderProps {
  logs: Pick<CloudWatchLogsClient, 'send'>;
  s3: Pick<S3Client, 'send'>;
  logGroup: string;
  bucket: string;
}

/** More would be no session of a person; what is left out is told by the manifest's count. */
const MOST_PAGES = 200;

export function recordReader({ logs, s3, logGroup, bucket }: RecordReaderProps): RecordReader {
  return {
    async hookLines(task, from) {
      const lines: string[] = [];
      let nextToken: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const answer = await logs.send(
          new FilterLogEventsCommand({ logGroupName: logGroup, logStreamNames: [streamOf(task)], startTime: from.getTime(), nextToken }),
        ).catch(error => {
          // A task that never wrote has no stream.
          if ((error as { name?: string }).name === 'ResourceNotFoundException') return { events: [], nextToken: undefined };
          throw error;
        });
        lines.push(...(answer.events ?? []).map(({ message }) => message ?? ''));
        nextToken = answer.nextToken;
        if (!nextToken) return lines;
      }
      throw new Error(`The log of task ${task} is longer than ${MOST_PAGES} pages`);
    },
    async transcript(execId) {
      const Key = `exec/${execId}.log`;
      const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: Key }));
      const [newest, ...older] = Versions.filter(version => version.Key === Key);
      if (!newest) return null;
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key, VersionId: newest.VersionId }));
      return { text: (await Body?.transformToString()) ?? '', versions: 1 + older.length };
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
