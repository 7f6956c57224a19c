import { code } from '../people/slack/text';
import type { Finding } from '../session/tell';
import type { CloudTrailEvent } from './login';

/** Calls that could silence what watches, by the service that takes them. Also the pattern of the rule. */
export const WATCHED_CALLS: Record<string, string[]> = {
  'cloudtrail.amazonaws.com': ['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors', 'DeleteEventDataStore'],
  'events.amazonaws.com': ['DisableRule', 'DeleteRule', 'RemoveTargets', 'PutRule', 'PutTargets'],
  'lambda.amazonaws.com': [
    'DeleteFunction20150331', 'UpdateFunctionCode20150331v2', 'UpdateFunctionConfiguration20150331v2',
    'PutFunctionConcurrency20171031', 'DeleteEventSourceMapping20150331', 'UpdateEventSourceMapping20150331', 'RemovePermission20150331v2',
  ],
  'logs.amazonaws.com': ['DeleteSubscriptionFilter', 'PutSubscriptionFilter', 'DeleteLogGroup', 'DeleteLogStream', 'PutRetentionPolicy'],
  'ecs.amazonaws.com': ['RegisterTaskDefinition', 'UpdateService', 'UpdateCluster', 'RunTask', 'DeleteService'],
  's3.amazonaws.com': ['PutBucketPolicy', 'DeleteBucketPolicy', 'PutBucketObjectLockConfiguration', 'PutBucketLifecycle', 'PutBucketVersioning'],
  'sqs.amazonaws.com': ['DeleteQueue', 'PurgeQueue', 'SetQueueAttributes'],
  'sns.amazonaws.com': ['DeleteTopic', 'Unsubscribe', 'SetTopicAttributes'],
  'monitoring.amazonaws.com': ['DeleteAlarms', 'DisableAlarmActions'],
  'scheduler.amazonaws.com': ['DeleteSchedule', 'UpdateSchedule', 'DeleteScheduleGroup'],
  'kms.amazonaws.com': ['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy'],
  'ssm.amazonaws.com': ['StartSession'],
};

export interface TamperProps {
  /** Names that are ours: a part of ARNs and of parameters. */
  ours: string[];
  /** Roles that change these things as their work: the deployment, and our own functions. */
  allowedRoles: string[];
  tell(finding: Finding): Promise<void>;
}

/**
 * Tells calls that could silence the watch. The same rule publishes them to the
 * topic of alerts, past this function: it may be what was stopped.
 */
export function tamperHandler({ ours, allowedRoles, tell }: TamperProps) {
  return async ({ detail }: CloudTrailEvent): Promise<void> => {
    if (!WATCHED_CALLS[detail.eventSource]?.includes(detail.eventName)) return;
    const { userIdentity, requestParameters, errorCode } = detail;
    const parameters = JSON.stringify(requestParameters ?? {});
    if (!concernsUs(detail.eventSource, detail.eventName, parameters, ours)) return;
    const arn = userIdentity?.arn ?? userIdentity?.invokedBy ?? 'unknown';
    if (allowedRoles.some(role => arn.includes(`:assumed-role/${role}/`))) return;
    const outcome = errorCode ? ` (${code(errorCode)})` : '';
    await tell({
      kind: 'tampering',
      key: detail.eventID,
      what: `${code(`${detail.eventSource.split('.')[0]}:${detail.eventName}`)}${outcome} · ${code(arn)} · ${code(detail.sourceIPAddress ?? '?')}\n${code(parameters, 300)}`,
      loud: true,
    });
  };
}

function concernsUs(source: string, name: string, parameters: string, ours: string[]): boolean {
  // A trail is the whole account's, and its name need not be ours.
  if (source === 'cloudtrail.amazonaws.com') return true;
  // Past ECS: the target of such a session begins with `ecs:`.
  if (name === 'StartSession') return /"target"\s*:\s*"ecs:/.test(parameters);
  return ours.some(each => parameters.includes(each));
}
