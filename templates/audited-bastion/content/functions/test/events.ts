import { gzipSync } from 'node:zlib';
import type { IamEvent } from '../../people/iam/calls';
import type { CloudTrailEvent } from '../../people/watch/cloudTrail';
import type { SubscriptionEvent } from '../commands';
import type { TaskEvent } from '../tasks';

// Events after the shapes that AWS documents, written by us: none was recorded.

const ACCOUNT = '111122223333';

export const who = (name: string, role = 'Operator') => `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${name}`;

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/logging-using-cloudtrail.html */
export function executeCommand(given: { task: string; by: string; at: Date; id?: string; command?: string; execId?: string; cluster?: string }): CloudTrailEvent {
  const { task, by, at, id = '0f0e1d2c-0000-4000-8000-000000000001', command = '/opt/bastion/shell', execId = 'ecs-execute-command-0a1b2c3d4e5f60718', cluster = 'bastion' } = given;
  return cloudTrail({
    source: 'aws.ecs', eventSource: 'ecs.amazonaws.com', eventName: 'ExecuteCommand', by, at, id,
    requestParameters: { cluster, container: 'console', command, interactive: true, task },
    responseElements: {
      clusterArn: `arn:aws:ecs:ap-northeast-1:${ACCOUNT}:cluster/${cluster}`,
      containerName: 'console',
      interactive: true,
      session: { sessionId: execId, streamUrl: 'HIDDEN_DUE_TO_SECURITY_REASONS', tokenValue: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
      taskArn: task,
    },
  });
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html */
export function cloudTrail(given: {
  source: string; eventSource: string; eventName: string; by: string; at: Date; id: string;
  requestParameters?: Record<string, unknown>; responseElements?: Record<string, unknown> | null; errorCode?: string;
}): CloudTrailEvent {
  const { source, eventSource, eventName, by, at, id, requestParameters = {}, responseElements = null, errorCode } = given;
  return {
    'detail-type': 'AWS API Call via CloudTrail',
    source,
    detail: {
      eventID: id,
      eventTime: at.toISOString().replace(/\.\d+Z$/, 'Z'),
      eventSource,
      eventName,
      awsRegion: 'ap-northeast-1',
      sourceIPAddress: '192.0.2.10',
      userIdentity: { type: 'AssumedRole', principalId: `AROAEXAMPLE:${by.split('/').pop()}`, arn: by },
      requestParameters,
      responseElements,
      ...(errorCode ? { errorCode } : {}),
    },
  };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html */
export function taskChange(taskArn: string, lastStatus: 'RUNNING' | 'STOPPED', at: Date): TaskEvent {
  const time = at.toISOString();
  return {
    'detail-type': 'ECS Task State Change',
    time,
    detail: { taskArn, group: 'service:console-1', lastStatus, desiredStatus: lastStatus, ...(lastStatus === 'RUNNING' ? { startedAt: time } : { stoppedAt: time, stoppedReason: 'Scaling activity initiated by deployment' }) },
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html */
export function subscription(logStream: string, messages: string[], at: Date | ((message: string) => Date), idFrom = 1): SubscriptionEvent {
  const payload = {
    messageType: 'DATA_MESSAGE',
    owner: ACCOUNT,
    logGroup: '/bastion/console',
    logStream,
    subscriptionFilters: ['Commands'],
    logEvents: messages.map((message, index) => ({ id: `3195310660696698337880902507980421114328961542429${String(idFrom + index).padStart(7, '0')}`, timestamp: (typeof at === 'function' ? at(message) : at).getTime(), message })),
  };
  return { awslogs: { data: gzipSync(JSON.stringify(payload)).toString('base64') } };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export function iamCall(userArn: string | undefined, body: object): IamEvent {
  return { body: JSON.stringify(body), isBase64Encoded: false, requestContext: { authorizer: { iam: { userArn } } } };
}
