// Only tests import this file, so it is no part of the package.
/* eslint-disable @backstage/no-undeclared-imports */
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  resolvePackagePath,
  type AuditorService,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type ServiceMock,
} from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  inventorySourcesExtensionPoint,
  probesExtensionPoint,
} from 'backstage-plugin-batch-migration-node';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { Knex } from 'knex';
import { readFileSync } from 'node:fs';
import request, { type Response } from 'supertest';
import { parse } from 'yaml';
import { batchMigrationPlugin } from '../plugin';
import { cronItem, inventory, MemoryProbe, MemorySource } from '../testEstate';

/** The plugin's now at the first start. */
export const NOW = '2026-02-11T01:24:00.000Z';

export const BASE = '/api/batch-migration';

interface Operation {
  responses: Record<string, { $ref?: string }>;
}

const document: {
  paths: Record<string, Record<string, Operation>>;
} = parse(
  readFileSync(
    resolvePackagePath(
      'backstage-plugin-batch-migration-backend',
      'src/schema/openapi.yaml',
    ),
    'utf8',
  ),
);

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
export type Method = (typeof METHODS)[number];

/** Every operation of the OpenAPI document. */
export const operations = Object.entries(document.paths).flatMap(
  ([path, item]) =>
    METHODS.filter(method => item[method]).map(method => ({ method, path })),
);

const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
ajv.addSchema(document, 'openapi');

/** Checks an answer, error or not, against what the document says of the call. */
export function expectDocumented(response: Response): Response {
  const { method } = response.request as { method: string };
  const path = new URL(
    (response.request as { url: string }).url,
  ).pathname.slice(BASE.length);
  const found = Object.keys(document.paths)
    .filter(template =>
      new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(path),
    )
    .map(template => document.paths[template][method.toLowerCase()])
    .find(Boolean);
  if (!found) throw new Error(`${method} ${path} is not in openapi.yaml`);
  const answer =
    found.responses[String(response.status)] ?? found.responses.default;
  const name = answer.$ref!.replace('#/components/responses/', '');
  const validate = ajv.getSchema(
    `openapi#/components/responses/${name}/content/application~1json/schema`,
  ) as ValidateFunction;
  if (!validate(response.body)) {
    throw new Error(
      `${method} ${path} ${response.status}: ${ajv.errorsText(
        validate.errors,
      )}\n${JSON.stringify(response.body).slice(0, 2000)}`,
    );
  }
  return response;
}

/** A started backend with an inventory and a probe in memory. */
export async function startApi(options: {
  knex?: Knex;
  config?: JsonObject;
  /** Configuration beside that of the plugin. */
  portal?: JsonObject;
  features?: BackendFeature[];
}) {
  const source = new MemorySource();
  source.readings = [
    inventory([cronItem('digest'), cronItem('import'), cronItem('report')]),
  ];
  const scheduler = new MemoryProbe('scheduler');
  const instances = new MemoryProbe('ec2');
  instances.answers.set('i-1', { state: 'active' });
  const auditor: ServiceMock<AuditorService> = mockServices.auditor.mock({
    createEvent: jest.fn(async () => ({
      success: jest.fn(async () => {}),
      fail: jest.fn(async () => {}),
    })),
  });
  const backend = await startTestBackend({
    features: [
      batchMigrationPlugin,
      createBackendModule({
        pluginId: 'batch-migration',
        moduleId: 'memory',
        register(env) {
          env.registerInit({
            deps: {
              sources: inventorySourcesExtensionPoint,
              probes: probesExtensionPoint,
            },
            async init({ sources, probes }) {
              sources.addInventorySource(source);
              probes.addProbe(scheduler, instances);
            },
          });
        },
      }),
      mockServices.rootConfig.factory({
        data: {
          ...options.portal,
          batchMigration: {
            timezone: 'Asia/Tokyo',
            replay: { clock: NOW },
            ...options.config,
          },
        },
      }),
      auditor.factory,
      ...(options.knex ? [databaseOf(options.knex)] : []),
      ...(options.features ?? []),
    ],
  });

  const as =
    (authorization: string) =>
    (method: Method, path: string): request.Test => {
      return request(backend.server)
        [method](`${BASE}${path}`)
        .set('Authorization', authorization);
    };
  return {
    source,
    scheduler,
    instances,
    auditor,
    stop: () => backend.stop(),
    /** By the value of the header `Authorization`. */
    as,
    // Without a header the test backend takes a default user.
    nobody: as(mockCredentials.none.header()),
    user: as(mockCredentials.user.header('user:default/mori')),
    plugin: as(mockCredentials.service.header()),
  };
}

export type Api = Awaited<ReturnType<typeof startApi>>;

function databaseOf(knex: Knex) {
  return createServiceFactory({
    service: coreServices.database,
    deps: {},
    factory: () => ({ getClient: async () => knex }),
  });
}
