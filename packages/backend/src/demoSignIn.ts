import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

/** The four people of the demo, by the id of the provider that signs them in. */
const DEMO_PEOPLE = {
  'demo-sre': 'user:default/mori',
  'demo-job-owner': 'user:default/sato',
  'demo-manager': 'user:default/ando',
  'demo-auditor': 'user:default/kimura',
};

const authenticator = createProxyAuthenticator({
  defaultProfileTransform: async () => ({ profile: {} }),
  initialize() {},
  async authenticate() {
    return { result: {} };
  },
});

/**
 * Signs in without a password as one of four people. It refuses to start
 * outside development, so that a copied configuration cannot open a portal.
 */
export default createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo-sign-in',
  register(env) {
    env.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ providers, config }) {
        const configured = Object.entries(DEMO_PEOPLE).filter(([providerId]) =>
          config.has(`auth.providers.${providerId}`),
        );
        if (configured.length === 0) return;
        if (process.env.NODE_ENV !== 'development') {
          throw new Error(
            `The demo sign-in lets anyone in without a password and runs only with NODE_ENV=development. Remove auth.providers.${configured[0][0]} from the configuration and set up a real provider.`,
          );
        }
        for (const [providerId, entityRef] of configured) {
          providers.registerProvider({
            providerId,
            factory: createProxyAuthProviderFactory({
              authenticator,
              signInResolver: async (_, ctx) =>
                ctx.signInWithCatalogUser({ entityRef }),
            }),
          });
        }
      },
    });
  },
});
