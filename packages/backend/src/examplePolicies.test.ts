import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import {
  attestPermission,
  batchMigrationPermissions,
  workloadReadPermission,
} from 'backstage-plugin-batch-migration-common';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { auditPolicy } from './auditPolicy';

const root = resolve(__dirname, '../../..');

/** Code of the documents that says in its first line which file it is. */
const shown = readdirSync(join(root, 'docs'))
  .filter(name => name.endsWith('.md'))
  .flatMap(name =>
    [
      ...readFileSync(join(root, 'docs', name), 'utf8').matchAll(
        /```ts\n\/\/ (\S+)\n([\s\S]*?)```/g,
      ),
    ].map(([, file, code]) => ({ name, file, code })),
  );

it('shows policies', () => {
  expect(shown.map(({ file }) => file)).toEqual(
    expect.arrayContaining([
      'packages/backend/src/auditPolicy.ts',
      'packages/backend/src/demoPolicy.ts',
    ]),
  );
});

it.each(shown)('$name shows $file as it is', ({ file, code }) => {
  expect(code).toBe(readFileSync(join(root, file), 'utf8'));
});

describe('auditPolicy', () => {
  const userEntityRef = 'user:default/kimura';
  const auditor = {
    credentials: mockCredentials.user(userEntityRef),
    info: {
      userEntityRef,
      ownershipEntityRefs: [userEntityRef, 'group:default/audit'],
    },
  };

  it('reads what is proven and what is its own', () => {
    expect(
      auditPolicy({ permission: workloadReadPermission }, auditor),
    ).toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'batch-migration',
      conditions: {
        anyOf: [
          { rule: 'HAS_STAGE', params: { stages: ['proven', 'retired'] } },
          {
            rule: 'IS_OWNER',
            params: { owners: [userEntityRef, 'group:default/audit'] },
          },
        ],
      },
    });
  });

  it.each(
    batchMigrationPermissions
      .filter(({ name }) => name !== workloadReadPermission.name)
      .map(permission => [permission.name, permission] as const),
  )('denies %s', (_, permission) => {
    expect(auditPolicy({ permission }, auditor).result).toBe(
      AuthorizeResult.DENY,
    );
  });

  it('leaves other plugins as they are', () => {
    const permission = createPermission({ name: 'other', attributes: {} });
    expect(auditPolicy({ permission }, auditor).result).toBe(
      AuthorizeResult.ALLOW,
    );
    expect(
      auditPolicy({ permission: attestPermission }, undefined).result,
    ).toBe(AuthorizeResult.DENY);
  });
});
