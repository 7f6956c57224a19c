import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_WORKLOAD,
  STAGES,
  type EntityRef,
  type Stage,
} from 'backstage-plugin-batch-migration-common';
import { z } from 'zod';
import { NONE, type AssessmentCondition } from '../stores';

/** What the rules look at. */
export interface WorkloadResource {
  id: string;
  /** The plan's owner, else the inventory's. */
  ownerRef: EntityRef | null;
  stage: Stage;
}

export const workloadResourceRef = createPermissionResourceRef<
  WorkloadResource,
  AssessmentCondition
>().with({
  pluginId: 'batch-migration',
  resourceType: RESOURCE_TYPE_WORKLOAD,
});

/**
 * Backstage has a zod of its own. To compare the types of two copies takes the
 * compiler minutes, so the parameters are typed by hand beside the schema.
 */
function asParamsSchema(schema: z.ZodTypeAny): never {
  return schema as never;
}

const isOwner = createPermissionRule<
  typeof workloadResourceRef,
  { owners: EntityRef[] }
>({
  name: 'IS_OWNER',
  description: 'Allow workloads that belong to one of the given owners',
  resourceRef: workloadResourceRef,
  paramsSchema: asParamsSchema(
    z.object({
      owners: z
        .array(z.string())
        .describe('Entity refs, for example those that a user claims'),
    }),
  ),
  apply: ({ ownerRef }, { owners }) =>
    ownerRef !== null && owners.includes(ownerRef),
  // A workload without owner is nobody's, whatever the policy passes.
  toQuery: ({ owners }) => ({
    key: 'owner',
    values: owners.filter(owner => owner !== NONE),
  }),
});

const hasStage = createPermissionRule<
  typeof workloadResourceRef,
  { stages: Stage[] }
>({
  name: 'HAS_STAGE',
  description: 'Allow workloads that are at one of the given stages',
  resourceRef: workloadResourceRef,
  paramsSchema: asParamsSchema(z.object({ stages: z.array(z.enum(STAGES)) })),
  apply: ({ stage }, { stages }) => stages.includes(stage),
  toQuery: ({ stages }) => ({ key: 'stage', values: stages }),
});

export const workloadRules = { isOwner, hasStage };

/** For policies: `createWorkloadConditionalDecision(permission, workloadConditions.isOwner({ owners }))`. */
export const {
  conditions: workloadConditions,
  createConditionalDecision: createWorkloadConditionalDecision,
} = createConditionExports({
  resourceRef: workloadResourceRef,
  rules: workloadRules,
});
