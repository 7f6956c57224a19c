import type { IamEvent } from '../../people/iam/calls';
import type { CloudTrailEvent } from '../../people/watch/cloudTrail';
import type { BuildEvent } from '../builds';

// Events after the shapes that AWS documents, written by us: none was recorded.

const ACCOUNT = '111122223333';

export const who = (name: string, role = 'Operator') => `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${name}`;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export function iamCall(userArn: string | undefined, body: object): IamEvent {
  return { body: JSON.stringify(body), isBase64Encoded: false, requestContext: { authorizer: { iam: { userArn } } } };
}

/** https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications.html */
export function buildState(project: string, id: string, status: string): BuildEvent {
  return {
    source: 'aws.codebuild',
    'detail-type': 'CodeBuild Build State Change',
    detail: { 'build-status': status, 'project-name': project, 'build-id': `arn:aws:codebuild:ap-northeast-1:${ACCOUNT}:build/${id}` },
  };
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html */
export function cloudTrail(given: { eventSource: string; eventName: string; by: string; at: Date; requestParameters?: Record<string, unknown>; errorCode?: string }): CloudTrailEvent {
  const { eventSource, eventName, by, at, requestParameters = {}, errorCode } = given;
  return {
    'detail-type': 'AWS API Call via CloudTrail',
    source: `aws.${eventSource.split('.')[0]}`,
    detail: {
      eventID: `0f0e1d2c-0000-4000-8000-${eventName.padEnd(12, '0').slice(0, 12)}`,
      eventTime: at.toISOString().replace(/\.\d+Z$/, 'Z'),
      eventSource,
      eventName,
      awsRegion: 'ap-northeast-1',
      sourceIPAddress: '192.0.2.10',
      userIdentity: { type: 'AssumedRole', principalId: `AROAEXAMPLE:${by.split('/').pop()}`, arn: by },
      requestParameters,
      responseElements: null,
      ...(errorCode ? { errorCode } : {}),
    },
  };
}
