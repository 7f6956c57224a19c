import { type CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import type { Login } from '../../session/session';
import { readLogin } from '../login';

/** Logins that CloudTrail holds since a time: what a lost event left. CloudTrail takes two such calls a second. */
export function loginsSince(client: Pick<CloudTrailClient, 'send'>, cluster: string) {
  return async (from: Date): Promise<Login[]> => {
    const logins: Login[] = [];
    let NextToken: string | undefined;
    do {
      const answer = await client.send(
        new LookupEventsCommand({ LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'ExecuteCommand' }], StartTime: from, NextToken }),
      );
      for (const { CloudTrailEvent } of answer.Events ?? []) {
        const login = CloudTrailEvent ? readLogin(JSON.parse(CloudTrailEvent), cluster) : null;
        if (login) logins.push(login);
      }
      NextToken = answer.NextToken;
    } while (NextToken);
    return logins;
  };
}
