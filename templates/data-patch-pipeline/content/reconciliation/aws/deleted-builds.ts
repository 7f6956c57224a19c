import { type CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import type { DeletedBuild } from '../facts';

/** `BatchDeleteBuilds` as CloudTrail records it; the fields that we read. */
interface DeletionEvent {
  eventTime: string;
  errorCode?: string;
  userIdentity?: { arn?: string };
  requestParameters?: { ids?: string[] };
}

/**
 * Builds whose record was taken away: CodeBuild does not list them any more, CloudTrail keeps the call for 90
 * days, also where the account has no trail.
 *
 * @see https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchDeleteBuilds.html
 */
export function deletedBuilds(client: Pick<CloudTrailClient, 'send'>, project: string) {
  return async (from: Date, until: Date): Promise<DeletedBuild[]> => {
    const deleted: DeletedBuild[] = [];
    let NextToken: string | undefined;
    do {
      const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: 'BatchDeleteBuilds' }];
      const answer = await client.send(new LookupEventsCommand({ LookupAttributes, StartTime: from, EndTime: until, NextToken }));
      for (const { CloudTrailEvent } of answer.Events ?? []) {
        const { eventTime: at, errorCode, userIdentity, requestParameters } = JSON.parse(CloudTrailEvent ?? '{}') as DeletionEvent;
        if (errorCode !== undefined) continue;
        // An id, or the ARN of a build.
        const ids = (requestParameters?.ids ?? []).map(id => id.replace(/^arn:[^/]*:build\//, '')).filter(id => id.startsWith(`${project}:`));
        deleted.push(...ids.map(id => ({ id, at: new Date(at).toISOString(), by: userIdentity?.arn ?? 'unknown' })));
      }
      NextToken = answer.NextToken;
    } while (NextToken);
    return deleted;
  };
}
