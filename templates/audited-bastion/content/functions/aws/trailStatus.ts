import {
  type AdvancedFieldSelector,
  type CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  type GetEventSelectorsCommandOutput,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';

/**
 * Why EventBridge would hear of no login here; `null` where a trail has them.
 * A trail is stopped and changed in its home region, one of an organization in
 * another account: no rule of this region hears of that call.
 */
export function whyNoTrail(client: Pick<CloudTrailClient, 'send'>) {
  return async (): Promise<string | null> => {
    // With the shadows of trails whose home is another region or the organization's account; those are asked for by their ARN.
    const { trailList = [] } = await client.send(new DescribeTrailsCommand({}));
    const reasons: string[] = [];
    for (const { TrailARN = '' } of trailList) {
      const reason = await whySilent(client, TrailARN);
      if (reason === null) return null;
      reasons.push(`${TrailARN}: ${reason}`);
    }
    return reasons.join('; ') || 'there is none';
  };
}

async function whySilent(client: Pick<CloudTrailClient, 'send'>, arn: string): Promise<string | null> {
  try {
    const { IsLogging } = await client.send(new GetTrailStatusCommand({ Name: arn }));
    if (!IsLogging) return 'it is stopped';
    return hasLogins(await client.send(new GetEventSelectorsCommand({ TrailName: arn }))) ? null : 'it leaves logins out';
  } catch (error) {
    // Another trail may log all the same.
    return `it cannot be read (${(error as { name?: string }).name})`;
  }
}

/** A login as selectors see it. */
const LOGIN: Record<string, string> = { eventCategory: 'Management', readOnly: 'false', eventSource: 'ecs.amazonaws.com', eventName: 'ExecuteCommand', eventType: 'AwsApiCall' };

/** Whether a trail has the logins of everybody. */
function hasLogins({ EventSelectors = [], AdvancedEventSelectors = [] }: Pick<GetEventSelectorsCommandOutput, 'EventSelectors' | 'AdvancedEventSelectors'>): boolean {
  return (
    EventSelectors.some(({ IncludeManagementEvents = true, ReadWriteType }) => IncludeManagementEvents && ReadWriteType !== 'ReadOnly') ||
    AdvancedEventSelectors.some(({ FieldSelectors = [] }) => FieldSelectors.every(takesLogin))
  );
}

function takesLogin({ Field = '', Equals, StartsWith, EndsWith, NotEquals = [], NotStartsWith = [], NotEndsWith = [] }: AdvancedFieldSelector): boolean {
  const value = LOGIN[Field];
  // By who it was, and the like: then some logins are missing.
  if (value === undefined) return false;
  const isTaken = [Equals?.includes(value), StartsWith?.some(each => value.startsWith(each)), EndsWith?.some(each => value.endsWith(each))].filter(each => each !== undefined);
  const isLeftOut = NotEquals.includes(value) || NotStartsWith.some(each => value.startsWith(each)) || NotEndsWith.some(each => value.endsWith(each));
  return !isLeftOut && (isTaken.length === 0 || isTaken.includes(true));
}
