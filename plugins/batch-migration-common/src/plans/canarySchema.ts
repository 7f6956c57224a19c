import {
  GUARDRAIL_LIMITS,
  GUARDRAIL_UNITS,
  METRIC_TAKES,
} from '../canary/model';

const metric = {
  type: ['object', 'null'],
  additionalProperties: false,
  required: ['ref', 'key'],
  properties: {
    ref: {
      type: 'string',
      description: 'For example cloudwatch:111122223333/ap-northeast-1',
    },
    key: {
      type: 'string',
      description: 'For example Payments/Declined?Stack=ecs',
    },
    outOf: { type: 'string', description: 'What it is counted from' },
  },
} as const;

/** JSON Schema of what a plan says of a service that moves by weights. */
export const canarySchema = {
  type: ['object', 'null'],
  description:
    'Of a service that moves by weights; weights and bakes are steps',
  additionalProperties: false,
  required: ['guardrails', 'rollback', 'monitoringUrl', 'requestsPerTarget'],
  properties: {
    guardrails: {
      type: 'array',
      maxItems: 20,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'title', 'measure', 'limit'],
        properties: {
          id: { type: 'string', pattern: '^[A-Za-z0-9_.-]{1,64}$' },
          title: { type: 'string' },
          measure: {
            type: 'object',
            additionalProperties: false,
            required: ['type'],
            properties: {
              type: {
                enum: ['errors-5xx', 'slowest', 'metric', 'attestation'],
              },
              unit: { enum: [...GUARDRAIL_UNITS] },
              take: { enum: [...METRIC_TAKES] },
              legacy: metric,
              target: metric,
            },
          },
          limit: {
            type: ['object', 'null'],
            additionalProperties: false,
            required: ['type', 'value'],
            properties: {
              type: { enum: [...GUARDRAIL_LIMITS] },
              value: { type: 'number', minimum: 0 },
            },
          },
        },
      },
    },
    rollback: {
      type: ['object', 'null'],
      additionalProperties: false,
      required: ['command', 'url', 'rehearsedOn', 'rehearsedSeconds'],
      properties: {
        command: { type: 'string' },
        url: { type: ['string', 'null'] },
        rehearsedOn: { type: ['string', 'null'], format: 'date' },
        rehearsedSeconds: { type: ['number', 'null'], minimum: 0 },
      },
    },
    monitoringUrl: { type: ['string', 'null'] },
    requestsPerTarget: { type: ['number', 'null'], exclusiveMinimum: 0 },
  },
} as const;
