import type { CreateLogStreamCommandInput, PutLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { PutEventsCommandInput, PutEventsCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Clock } from '../../people/clock';
import type { Path } from '../canary';
import { CANARY_STREAM } from '../commands';

export interface CanarySenderProps {
  stackName: string;
  logGroup: string;
  clock: Clock;
  createStream(input: CreateLogStreamCommandInput): Promise<unknown>;
  putLog(input: PutLogEventsCommandInput): Promise<unknown>;
  putEvent(input: PutEventsCommandInput): Promise<PutEventsCommandOutput>;
}

/** Puts a test event in where real ones begin: as close to them as AWS lets us. */
export function canarySender({ stackName, logGroup, clock, createStream, putLog, putEvent }: CanarySenderProps) {
  return async (path: Path, id: string): Promise<void> => {
    const now = clock();
    if (path === 'login') {
      // Only AWS itself sends as `aws.…`: the rule matches our own source beside it.
      const Detail = JSON.stringify({ eventName: 'ExecuteCommand', eventSource: 'ecs.amazonaws.com', eventID: id, eventTime: now.toISOString(), requestParameters: { canary: id } });
      const answer = await putEvent({ Entries: [{ Source: `bastion.${stackName}`, DetailType: 'AWS API Call via CloudTrail', Detail }] });
      // EventBridge says so in its answer, and does not throw.
      if (answer.FailedEntryCount) throw new Error(`EventBridge did not take the test event: ${answer.Entries?.[0]?.ErrorCode}`);
      return;
    }
    const stream = { logGroupName: logGroup, logStreamName: CANARY_STREAM };
    await createStream(stream).catch(error => {
      if ((error as { name?: string }).name !== 'ResourceAlreadyExistsException') throw error;
    });
    const line = { bastion: 1, type: 'canary', stream: 'canary', seq: 0, at: now.toISOString(), tool: 'canary', user: '', tty: '', cwd: '', text: id };
    await putLog({ ...stream, logEvents: [{ timestamp: now.getTime(), message: JSON.stringify(line) }] });
  };
}
