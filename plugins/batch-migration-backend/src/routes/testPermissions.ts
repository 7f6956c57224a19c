// Only tests import this file, so it is no part of the package.
/* eslint-disable @backstage/no-undeclared-imports */
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import permissionBackend from '@backstage/plugin-permission-backend';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';

/** The people of `examples/estate/catalog/org.yaml`, with the group of each. */
export const PEOPLE = {
  SRE: { user: 'user:default/mori', group: 'group:default/sre' },
  'job owner': {
    user: 'user:default/sato',
    group: 'group:default/news-platform',
  },
  manager: {
    user: 'user:default/ando',
    group: 'group:default/engineering-management',
  },
  auditor: { user: 'user:default/kimura', group: 'group:default/audit' },
} as const;
/** Another SRE, for what takes two people. */
export const COLLEAGUE = {
  user: 'user:default/tanaka',
  group: PEOPLE.SRE.group,
};

export type Person = keyof typeof PEOPLE;

export const PERSONS = Object.keys(PEOPLE) as Person[];

/** Needed beside `permissionBackend`, which is else as open as without it. */
export const PERMISSIONS_ENABLED = { permission: { enabled: true } };

const userInfo = createServiceFactory({
  service: coreServices.userInfo,
  deps: {},
  factory: () => ({
    async getUserInfo({ principal }) {
      const { userEntityRef } = principal as { userEntityRef: string };
      const groups = [...Object.values(PEOPLE), COLLEAGUE]
        .filter(({ user }) => user === userEntityRef)
        .map(({ group }) => group);
      return { userEntityRef, ownershipEntityRefs: [userEntityRef, ...groups] };
    },
  }),
});

/** The mock forgets which plugin asks for a user, and then no conditions are told. */
const auth = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory: ({ plugin }) => {
    const mocked = mockServices.auth({ pluginId: plugin.getId() });
    const getPluginRequestToken: typeof mocked.getPluginRequestToken =
      async options => {
        const { onBehalfOf } = options;
        return mocked.isPrincipal(onBehalfOf, 'user')
          ? {
              token: mockCredentials.user.token(
                onBehalfOf.principal.userEntityRef,
                { actor: { subject: `plugin:${plugin.getId()}` } },
              ),
            }
          : mocked.getPluginRequestToken(options);
      };
    return Object.assign(mocked, { getPluginRequestToken });
  },
});

/** Backstage's own permission backend, asked over HTTP, with a policy. */
export function permissionBackendWith(
  policy: PermissionPolicy,
): BackendFeature[] {
  return [
    permissionBackend,
    permissionsServiceFactory,
    createBackendModule({
      pluginId: 'permission',
      moduleId: 'policy',
      register(env) {
        env.registerInit({
          deps: { point: policyExtensionPoint },
          async init({ point }) {
            point.setPolicy(policy);
          },
        });
      },
    }),
    userInfo,
    auth,
  ];
}
