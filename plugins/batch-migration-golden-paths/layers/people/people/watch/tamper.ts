import { code } from '../slack/text';
import type { CloudTrailEvent } from './cloudTrail';

/** Calls by the service that takes them. Also the pattern of the rule. */
export type WatchedCalls = Record<string, string[]>;

/** Calls that could silence what watches, in every golden path that asks people. */
export const WATCHED_CALLS: WatchedCalls = {
  'cloudtrail.amazonaws.com': ['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors', 'DeleteEventDataStore'],
  'events.amazonaws.com': ['DisableRule', 'DeleteRule', 'RemoveTargets', 'PutRule', 'PutTargets'],
  'lambda.amazonaws.com': [
    'DeleteFunction20150331', 'UpdateFunctionCode20150331v2', 'UpdateFunctionConfiguration20150331v2',
    'PutFunctionConcurrency20171031', 'DeleteEventSourceMapping20150331', 'UpdateEventSourceMapping20150331', 'RemovePermission20150331v2',
    // Another way in, past Slack's signature and IAM.
    'AddPermission20150331v2', 'CreateEventSourceMapping20150331', 'CreateFunctionUrlConfig',
  ],
  // Also a route or a stage that is made anew: nobody need be asked who calls it.
  'apigateway.amazonaws.com': [
    'DeleteApi', 'UpdateApi', 'ReimportApi', 'CreateRoute', 'UpdateRoute', 'DeleteRoute', 'CreateIntegration', 'UpdateIntegration', 'DeleteIntegration',
    'CreateStage', 'UpdateStage', 'DeleteStage', 'DeleteRouteSettings', 'DeleteAccessLogSettings', 'CreateDeployment',
  ],
  'logs.amazonaws.com': ['DeleteSubscriptionFilter', 'PutSubscriptionFilter', 'DeleteLogGroup', 'DeleteLogStream', 'PutRetentionPolicy'],
  's3.amazonaws.com': ['PutBucketPolicy', 'DeleteBucketPolicy', 'PutBucketObjectLockConfiguration', 'PutBucketLifecycle', 'PutBucketVersioning'],
  'dynamodb.amazonaws.com': ['PutResourcePolicy', 'DeleteResourcePolicy', 'DeleteTable', 'UpdateTable', 'UpdateTimeToLive'],
  'sqs.amazonaws.com': ['DeleteQueue', 'PurgeQueue', 'SetQueueAttributes'],
  'sns.amazonaws.com': ['DeleteTopic', 'Unsubscribe', 'SetTopicAttributes'],
  'monitoring.amazonaws.com': ['DeleteAlarms', 'DisableAlarmActions'],
  'scheduler.amazonaws.com': ['DeleteSchedule', 'UpdateSchedule', 'DeleteScheduleGroup'],
  'kms.amazonaws.com': ['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy'],
};

export interface TamperProps {
  calls: WatchedCalls;
  /** Names and ids that are ours: a part of ARNs, of parameters and of answers. */
  ours: string[];
  /** Roles that change these things as their work: the deployment, and our own functions. */
  allowedRoles: string[];
  /** Calls that name nothing of ours and concern us all the same. */
  concerns?: (name: string, parameters: string) => boolean;
  tell(finding: { key: string; what: string }): Promise<void>;
}

/**
 * Tells calls that could silence the watch. The same rule publishes them to the
 * topic of alerts, past this function: it may be what was stopped.
 */
export function tamperHandler({ calls, ours, allowedRoles, concerns = () => false, tell }: TamperProps) {
  return async ({ detail }: CloudTrailEvent): Promise<void> => {
    const { eventSource, eventName, eventID, userIdentity, requestParameters, responseElements, errorCode, sourceIPAddress } = detail;
    if (!calls[eventSource]?.includes(eventName)) return;
    const parameters = JSON.stringify(requestParameters ?? {});
    // A trail is the whole account's, and its name need not be ours.
    // What feeds a function is asked for by an id of its own; the answer names the function as well.
    const named = `${parameters}${JSON.stringify(responseElements ?? {})}`;
    const isOurs = eventSource === 'cloudtrail.amazonaws.com' || ours.some(each => named.includes(each));
    if (!isOurs && !concerns(eventName, parameters)) return;
    const arn = userIdentity?.arn ?? userIdentity?.invokedBy ?? 'unknown';
    if (allowedRoles.some(role => arn.includes(`:assumed-role/${role}/`))) return;
    const outcome = errorCode ? ` (${code(errorCode)})` : '';
    await tell({
      key: eventID,
      what: `${code(`${eventSource.split('.')[0]}:${eventName}`)}${outcome} · ${code(arn)} · ${code(sourceIPAddress ?? '?')}\n${code(parameters, 300)}`,
    });
  };
}
