import {
  paginateFilterLogEvents,
  type CloudWatchLogsClient,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  type CommandInvocation,
  paginateListCommandInvocations,
  SendCommandCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import type { RunCommandOptions } from '../inventory/readAwsInventories';

const PAGE = 50;
/** Hosts are asked a few at a time, so that none of them all work at once. */
const CONCURRENT_HOSTS = '5';
/** A host that does not take the command up in ten minutes is asked another day. */
const DELIVERY_SECONDS = 600;

/** What became of the document on hosts since an instant; newest first of each. */
export async function readInvocations(
  client: SSMClient,
  { document }: RunCommandOptions,
  since: Date,
  signal?: AbortSignal,
): Promise<CommandInvocation[]> {
  const found: CommandInvocation[] = [];
  const pages = paginateListCommandInvocations(
    { client, pageSize: PAGE },
    {
      Filters: [
        { key: 'DocumentName', value: document },
        {
          key: 'InvokedAfter',
          // The filter takes no fractions of a second.
          value: since.toISOString().replace(/\.\d+Z$/, 'Z'),
        },
      ],
    },
    { abortSignal: signal },
  );
  for await (const { CommandInvocations = [] } of pages) {
    found.push(
      ...CommandInvocations.filter(one => one.DocumentName === document),
    );
  }
  return found.sort(
    (a, b) => Number(b.RequestedDateTime) - Number(a.RequestedDateTime),
  );
}

/** Runs the document, in the version that was compared, on some hosts. It takes no parameters. */
export async function sendDocument(
  client: SSMClient,
  { document, logGroup }: RunCommandOptions,
  version: string,
  instanceIds: string[],
  signal?: AbortSignal,
): Promise<void> {
  await client.send(
    new SendCommandCommand({
      DocumentName: document,
      DocumentVersion: version,
      InstanceIds: instanceIds,
      Comment: 'Batch Migration reads crontabs',
      TimeoutSeconds: DELIVERY_SECONDS,
      MaxConcurrency: CONCURRENT_HOSTS,
      // One host that fails says nothing of the next.
      MaxErrors: '100%',
      CloudWatchOutputConfig: {
        CloudWatchLogGroupName: logGroup,
        CloudWatchOutputEnabled: true,
      },
    }),
    { abortSignal: signal },
  );
}

/**
 * All that a command printed on a host; `null` where nothing arrived. Inline
 * output ends after 24,000 characters, that in CloudWatch Logs does not.
 */
export async function readOutput(
  client: CloudWatchLogsClient,
  logGroup: string,
  { CommandId, InstanceId }: CommandInvocation,
  signal?: AbortSignal,
): Promise<string | null> {
  const messages: string[] = [];
  // Then follow the step and `stdout` or `stderr`.
  const ofHost = `${CommandId}/${InstanceId}/`;
  const pages = paginateFilterLogEvents(
    { client },
    {
      logGroupName: logGroup,
      logStreamNamePrefix: ofHost,
    },
    { abortSignal: signal },
  );
  for await (const { events = [] } of pages) {
    for (const { logStreamName = '', message = '' } of events) {
      // moto tells of all streams, and another host's lines must never count.
      if (
        logStreamName.startsWith(ofHost) &&
        logStreamName.endsWith('/stdout')
      ) {
        messages.push(message);
      }
    }
  }
  return messages.length > 0 ? messages.join('\n') : null;
}
