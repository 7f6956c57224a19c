import { MAX_BAKE_HOURS, STEP_CONDITIONS } from '../cutover/model';
import { SCHEDULE_DIALECTS, STRATEGIES } from '../workload/model';
import { canarySchema } from './canarySchema';
import { PLAN_FIELDS } from './planFields';

/** Changes with the meaning of the format; readers refuse what they do not know. */
export const PLAN_FILE_VERSION = 'batch-migration/v1';
export const PLAN_FILE_KIND = 'Plans';

/** So many plans are changed at once: they are locked together. */
export const MAX_FILE_PLANS = 1_000;

/** Characters of a file. A thousand plans take some 600,000. */
export const MAX_PLAN_FILE = 2_000_000;

const textOrNull = { type: ['string', 'null'] };

const FIELD_SCHEMAS = {
  ownerRef: {
    ...textOrNull,
    description: 'A group or user of the catalog, such as group:default/sre',
    pattern: '^([Gg]roup|[Uu]ser):.+$',
  },
  strategy: { enum: [...STRATEGIES, null] },
  targetPlatform: {
    ...textOrNull,
    description: 'For example ecs-fargate, lambda, ec2-run-command, codebuild',
  },
  decision: {
    type: ['object', 'null'],
    description:
      'At most one candidate is adopted; with rehost and retain it says why',
    additionalProperties: false,
    required: ['candidates'],
    properties: {
      candidates: {
        type: 'array',
        maxItems: 50,
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['name', 'reason', 'adopted'],
          properties: {
            name: { type: 'string' },
            reason: { type: 'string' },
            adopted: { type: 'boolean' },
          },
        },
      },
    },
  },
  requirements: {
    type: 'array',
    maxItems: 200,
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['id', 'text', 'check'],
      properties: {
        id: { type: 'string' },
        text: { type: 'string' },
        check: { enum: ['probe', 'attestation', 'link', null] },
        evidence: {
          type: 'string',
          description: 'What shows it: who attested, or an https:// address',
        },
        expiresOn: {
          type: 'string',
          format: 'date',
          description: 'Of an attestation: it counts until the end of this day',
        },
      },
    },
  },
  wave: textOrNull,
  intendedSchedule: {
    type: ['object', 'null'],
    description:
      'Where the new schedule is meant to differ; another person approves it in the portal',
    additionalProperties: false,
    required: ['dialect', 'expression', 'timezone', 'reason'],
    properties: {
      dialect: { enum: [...SCHEDULE_DIALECTS] },
      expression: { type: 'string' },
      timezone: { type: 'string', description: 'For example Asia/Tokyo' },
      reason: { type: 'string' },
    },
  },
  expectedActive: {
    type: 'integer',
    minimum: 1,
    maximum: 10_000,
    description: 'How many legacy locations may be active at once',
  },
  reviewDate: {
    type: ['string', 'null'],
    format: 'date',
    description: 'When to look at what is retained again',
  },
  notes: textOrNull,
  steps: {
    type: 'array',
    maxItems: 50,
    description: 'Cutover steps in their order; what is done of them stays',
    items: {
      type: 'object',
      additionalProperties: false,
      required: [
        'id',
        'title',
        'instructions',
        'ownerRef',
        'check',
        'reversible',
        'undo',
      ],
      properties: {
        id: { type: 'string', pattern: '^[A-Za-z0-9_.-]{1,64}$' },
        title: { type: 'string' },
        instructions: { type: 'string' },
        ownerRef: textOrNull,
        check: {
          type: 'object',
          additionalProperties: false,
          required: ['type'],
          properties: {
            type: { enum: ['attestation', 'observation'] },
            condition: { enum: [...STEP_CONDITIONS] },
            atLeast: { type: 'number', minimum: 1, maximum: 100 },
          },
        },
        reversible: { type: 'boolean' },
        undo: textOrNull,
        secondPerson: { type: 'boolean' },
        bakeHours: {
          type: 'number',
          exclusiveMinimum: 0,
          maximum: MAX_BAKE_HOURS,
        },
      },
    },
  },
  canary: canarySchema,
} satisfies Record<(typeof PLAN_FIELDS)[number], object>;

/**
 * JSON Schema (2020-12) of a file of plans, for completion in editors. What it
 * cannot say, such as whether an expression is a schedule, the import checks.
 */
export const PLAN_FILE_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Plans of Batch Migration',
  type: 'object',
  additionalProperties: false,
  required: ['apiVersion', 'kind', 'plans'],
  properties: {
    apiVersion: { const: PLAN_FILE_VERSION },
    kind: { const: PLAN_FILE_KIND },
    plans: {
      type: 'array',
      maxItems: MAX_FILE_PLANS,
      items: {
        type: 'object',
        description: 'A field that is left out stays as it is',
        additionalProperties: false,
        required: ['workload', 'version'],
        properties: {
          workload: {
            type: 'string',
            description: 'Id of the workload; its name is only a comment',
          },
          version: {
            type: 'integer',
            minimum: 0,
            description:
              'Version of the plan that was exported; 0 where nothing was planned. It is not edited.',
          },
          ...FIELD_SCHEMAS,
        },
      },
    },
  },
} as const;
