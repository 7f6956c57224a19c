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
import {
  createConditionAuthorizer,
  type ConditionTransformer,
  type PermissionRuleset,
} from '@backstage/plugin-permission-node';
import {
  workloadReadPermission,
  type RESOURCE_TYPE_WORKLOAD,
} from 'backstage-plugin-batch-migration-common';
import type { AssessmentCondition } from '../stores';
import type { WorkloadResource } from './workloadRules';

/**
 * About so many workloads the permission backend is asked one by one. It reads
 * no body over 100 kB, so about more it is asked for its conditions.
 */
const ASKED_ONE_BY_ONE = 100;

type WorkloadPermission = ResourcePermission<typeof RESOURCE_TYPE_WORKLOAD>;

/** What someone may read: everything, nothing, or what meets the criteria. */
export type Readable = ReadableSome | { scope: 'nothing' };

/** What someone may read who may read anything; `criteria` only with `some`. */
export type ReadableSome =
  | { scope: 'all'; criteria?: undefined }
  | { scope: 'some'; criteria: PermissionCriteria<AssessmentCondition> };

/** What the conditions of a policy are applied to. */
export interface WorkloadRules {
  toCriteria: ConditionTransformer<AssessmentCondition>;
  ruleset: PermissionRuleset<
    WorkloadResource,
    AssessmentCondition,
    typeof RESOURCE_TYPE_WORKLOAD
  >;
  /** In the order of the ids; `undefined` for unknown ones. */
  resources(
    ids: readonly string[],
  ): Promise<Array<WorkloadResource | undefined>>;
}

/** Asks Backstage who may do what. Allows on `ALLOW` only. */
export class WorkloadAccess {
  constructor(
    private readonly permissions: PermissionsService,
    private readonly rules: WorkloadRules,
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
          criteria: this.rules.toCriteria(decision.conditions),
        };
      default:
        return { scope: 'nothing' };
    }
  }

  /**
   * Counts over all workloads are for those who may read some of them.
   *
   * @throws NotAllowedError naming the permission
   */
  async assertReadsSome(
    credentials: BackstageCredentials,
  ): Promise<ReadableSome> {
    const readable = await this.readable(credentials);
    if (readable.scope === 'nothing') {
      throw new NotAllowedError(
        `You need the permission ${workloadReadPermission.name}`,
      );
    }
    return readable;
  }

  /** Which of the workloads someone may read. */
  async readableIds(
    credentials: BackstageCredentials,
    ids: readonly string[],
  ): Promise<Set<string>> {
    return this.allowed(credentials, workloadReadPermission, ids);
  }

  /** On which of the workloads someone has a permission. */
  async allowedIds(
    credentials: BackstageCredentials,
    permission: WorkloadPermission,
    ids: readonly string[],
  ): Promise<Set<string>> {
    return this.allowed(credentials, permission, ids);
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

  /**
   * Whether someone has the permission on every workload, whatever becomes of
   * it: a policy that asks for conditions does not say so.
   */
  async mayEverywhere(
    credentials: BackstageCredentials,
    permission: WorkloadPermission,
  ): Promise<boolean> {
    const [decision] = await this.permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    return decision.result === AuthorizeResult.ALLOW;
  }

  /**
   * Whether someone may have the permission on some workload: a policy that
   * asks for conditions does not say on which.
   */
  async maySomewhere(
    credentials: BackstageCredentials,
    permission: WorkloadPermission,
  ): Promise<boolean> {
    const [decision] = await this.permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    return (
      decision.result === AuthorizeResult.ALLOW ||
      decision.result === AuthorizeResult.CONDITIONAL
    );
  }

  /** @throws NotAllowedError naming the permission */
  async assertMayEverywhere(
    credentials: BackstageCredentials,
    permission: WorkloadPermission,
  ): Promise<void> {
    if (await this.mayEverywhere(credentials, permission)) return;
    throw new NotAllowedError(
      `You need the permission ${permission.name} on every workload, without a condition`,
    );
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
    if (ids.length > ASKED_ONE_BY_ONE) {
      return this.allowedByConditions(credentials, permission, ids);
    }
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

  private async allowedByConditions(
    credentials: BackstageCredentials,
    permission: WorkloadPermission,
    ids: readonly string[],
  ): Promise<Set<string>> {
    const [decision] = await this.permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    if (decision.result === AuthorizeResult.ALLOW) return new Set(ids);
    if (decision.result === AuthorizeResult.DENY) return new Set();
    const isAllowed = createConditionAuthorizer(this.rules.ruleset);
    const resources = await this.rules.resources(ids);
    return new Set(
      ids.filter((_id, index) => isAllowed(decision, resources[index])),
    );
  }
}

/** Says the same of what does not exist and of what one may not read. */
export function noWorkload(ids: readonly string[]): NotFoundError {
  return new NotFoundError(`No workload has the id ${ids.join(', ')}`);
}
