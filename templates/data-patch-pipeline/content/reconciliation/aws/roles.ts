import { GetRoleCommand, type IAMClient } from '@aws-sdk/client-iam';
import type { RoleTrust, WatchedRole } from '../facts';

/**
 * Whom roles trust now. EventBridge hears calls of IAM in us-east-1 alone, so nothing in this region tells that
 * somebody changed it.
 */
export function roleTrusts(client: Pick<IAMClient, 'send'>, roles: WatchedRole[]) {
  return async (): Promise<RoleTrust[]> =>
    Promise.all(
      roles.map(async each => {
        try {
          const { Role } = await client.send(new GetRoleCommand({ RoleName: each.role }));
          return { ...each, found: { policy: decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '') } };
        } catch (error) {
          return { ...each, found: { unreadable: (error as Error).name } };
        }
      }),
    );
}
