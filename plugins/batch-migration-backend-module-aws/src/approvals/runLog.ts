import { BatchGetBuildsCommand } from '@aws-sdk/client-codebuild';
import { paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { ApprovalLog } from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { reasonOf } from '../failure';
import type { ApprovalsTable } from './readApprovalsConfig';

/** What a line holds beyond it goes on in the next one: none is kept whole in memory. */
const LONGEST_LINE = 1_000_000;

/** As CodeBuild names a build. */
const BUILD = /^[\w-]+:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * The log of one run: the locked one where the bucket of evidence is
 * configured, else that of CodeBuild.
 *
 * @param build - `project:uuid`
 * @returns `null` where there is none, or none yet
 * @throws Error saying what to mend
 */
export async function readRunLog(
  clients: AwsClients,
  place: ApprovalsTable,
  build: string,
  signal?: AbortSignal,
): Promise<ApprovalLog | null> {
  const [, uuid] = BUILD.exec(build) ?? [];
  if (!uuid) return null;
  const name = `${place.name}-${uuid}.log`;
  if (place.evidenceBucket === null) {
    return logOfCodeBuild(clients, place, build, { name, signal });
  }
  const key = `runs/${uuid}/log.txt`;
  try {
    const client = await clients.get('s3', place);
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket: place.evidenceBucket, Key: key }),
      { abortSignal: signal },
    );
    return { name, lines: linesIn(Body as AsyncIterable<Uint8Array>) };
  } catch (error) {
    if ((error as Error).name === 'NoSuchKey') return null;
    const at = `${place.evidenceBucket}/${key}`;
    throw new Error(reasonOf(error, 's3:GetObject', at));
  }
}

async function* linesIn(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop()!;
    yield* lines;
    if (rest.length > LONGEST_LINE) {
      yield rest;
      rest = '';
    }
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

async function logOfCodeBuild(
  clients: AwsClients,
  place: ApprovalsTable,
  build: string,
  { name, signal }: { name: string; signal?: AbortSignal },
): Promise<ApprovalLog | null> {
  const at = `${place.accountId}/${place.region}/${build}`;
  let logGroup: string | undefined;
  let stream: string | undefined;
  try {
    const client = await clients.get('codebuild', place);
    const { builds = [] } = await client.send(
      new BatchGetBuildsCommand({ ids: [build] }),
      { abortSignal: signal },
    );
    logGroup = builds[0]?.logs?.groupName;
    stream = builds[0]?.logs?.streamName;
  } catch (error) {
    throw new Error(reasonOf(error, 'codebuild:BatchGetBuilds', at));
  }
  if (!logGroup || !stream) return null;
  const lines = linesOf(clients, place, { logGroup, stream, signal });
  // The first line is read now: what is refused is told before a file begins.
  const first = await lines.next();
  if (first.done) return null;
  async function* all() {
    yield first.value as string;
    yield* lines;
  }
  return { name, lines: all() };
}

async function* linesOf(
  clients: AwsClients,
  place: ApprovalsTable,
  where: { logGroup: string; stream: string; signal?: AbortSignal },
): AsyncGenerator<string> {
  const { logGroup: logGroupName, stream, signal } = where;
  try {
    const client = await clients.get('logs', place);
    const pages = paginateFilterLogEvents(
      { client },
      { logGroupName, logStreamNamePrefix: stream },
      { abortSignal: signal },
    );
    for await (const { events = [] } of pages) {
      for (const { message = '' } of events) {
        yield* message.replace(/\n$/, '').split('\n');
      }
    }
  } catch (error) {
    const at = `${place.accountId}/${place.region}/${logGroupName}`;
    throw new Error(reasonOf(error, 'logs:FilterLogEvents', at));
  }
}
