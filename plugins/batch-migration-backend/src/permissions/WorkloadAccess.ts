import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
  type PermissionCriteria,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { ConditionTransformer } from '@backstage/plugin-permission-node';
import {
  workloadReadPermission,
  type RESOURCE_TYPE_WORKLOAD,
} from 'backstage-plugin-batch-migration-common';
import type { AssessmentCondition } from '../stores';

type WorkloadPermission = ResourcePermission<typeof RESOURCE_TYPE_WORKLOAD>;

/** What someone may read: everything, nothing, or what meets the criteria. */
export type Readable =
  | { scope: 'all' | 'nothing' }
  | { scope: 'some'; criteria: PermissionCriteria<AssessmentCondition> };

/** Asks Backstage who may do what. Allows on `ALLOW` only. */
export class WorkloadAccess {
  constructor(
    private readonly permissions: PermissionsService,
    private readonly toCriteria: ConditionTransformer<AssessmentCondition>,
  ) {}

  async readable(credentials: BackstageCredentials): Promise<Readable> {
    const [decision] = await this.permissions.authorizeConditional(
      [{ permission: workloadReadPermission }],
      { credentials },
    );
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return { scope: 'all' };
      case AuthorizeResult.CONDITIONAL:
        return {
          scope: 'some',
          criteria: this.toCriteria(decision.conditions),
        };
      default:
        return { scope: 'nothing' };
    }
  }

  /** Which of the workloads someone may read. */
  async readableIds(
    credentials: BackstageCredentials,
    ids: readonly string[],
  ): Promise<Set<string>> {
    return this.allowed(credentials, workloadReadPermission, ids);
  }

  /**
   * What one may not read looks as if it did not exist.
   * @throws NotFoundError naming the ids
   */
  async assertReadable(
    credentials: BackstageCredentials,
    ids: readonly string[],
  ): Promise<void> {
    const readable = await this.readableIds(credentials, ids);
    const hidden = ids.filter(id => !readable.has(id));
    if (hidden.length > 0) throw noWorkload(hidden);
  }

  /** @throws NotAllowedError naming the permission and the ids */
  async assertMay(
    credentials: BackstageCredentials,
    permission: WorkloadPermission,
    ids: readonly string[],
  ): Promise<void> {
    const allowed = await this.allowed(credentials, permission, ids);
    const refused = ids.filter(id => !allowed.has(id));
    if (refused.length > 0) {
      throw new NotAllowedError(
        `You need the permission ${permission.name} on ${refused.join(', ')}`,
      );
    }
  }

  /** @throws NotAllowedError naming the permission */
  async assertMayGenerally(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<void> {
    const [decision] = await this.permissions.authorize([{ permission }], {
      credentials,
    });
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(`You need the permission ${permission.name}`);
    }
  }

  private async allowed(
    credentials: BackstageCredentials,
    permission: WorkloadPermission,
    ids: readonly string[],
  ): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const decisions = await this.permissions.authorize(
      ids.map(resourceRef => ({ permission, resourceRef })),
      { credentials },
    );
    return new Set(
      ids.filter(
        (_id, index) => decisions[index].result === AuthorizeResult.ALLOW,
      ),
    );
  }
}

/** Says the same of what does not exist and of what one may not read. */
export function noWorkload(ids: readonly string[]): NotFoundError {
  return new NotFoundError(`No workload has the id ${ids.join(', ')}`);
}
