import type { CloudTrailEvent } from '../people/watch/cloudTrail';
import type { Login } from '../session/session';

export interface LoginProps {
  /** ARN or name of our cluster. */
  cluster: string;
  login(login: Login): Promise<void>;
  canary(id: string): Promise<void>;
}

/** What a login rule matches: `ExecuteCommand` of ECS, and our own test event. */
export function loginHandler({ cluster, login, canary }: LoginProps) {
  return async (event: CloudTrailEvent): Promise<void> => {
    if (event.source.startsWith('bastion.')) return canary(String(event.detail.requestParameters?.canary));
    const read = readLogin(event.detail, cluster);
    if (read) await login(read);
  };
}

/** A login into a task of our cluster; `null` for another cluster, and for one that AWS refused. */
export function readLogin(detail: CloudTrailEvent['detail'], cluster: string): Login | null {
  const { eventName, eventSource, errorCode, requestParameters, responseElements } = detail;
  if (eventSource !== 'ecs.amazonaws.com' || eventName !== 'ExecuteCommand' || errorCode !== undefined) return null;
  // The answer has the whole ARNs; what was asked for may be a short name.
  const where = String(responseElements?.clusterArn ?? requestParameters?.cluster ?? '');
  if (lastOf(where) !== lastOf(cluster)) return null;
  const execId = responseElements?.session?.sessionId;
  return {
    id: detail.eventID,
    at: new Date(detail.eventTime).toISOString(),
    who: detail.userIdentity?.arn ?? detail.userIdentity?.principalId ?? 'unknown',
    sourceIp: detail.sourceIPAddress ?? 'unknown',
    task: String(responseElements?.taskArn ?? requestParameters?.task ?? ''),
    command: String(requestParameters?.command ?? '').slice(0, 500),
    execId: typeof execId === 'string' && /^[\w-]{1,100}$/.test(execId) ? execId : null,
  };
}

function lastOf(arn: string): string {
  return arn.split('/').pop()!;
}
