import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import type { Cluster } from './config';

/** Where a cluster's API begins, and what every call of it carries. */
export interface ClusterAccess {
  /** Without a slash at the end. */
  url: string;
  headers: Record<string, string>;
}

/**
 * The ways to a cluster: its own address with a token, or the proxy of
 * Backstage's Kubernetes backend, which knows address, certificate authority
 * and credentials of the clusters in `kubernetes.clusterLocatorMethods`.
 * Nobody is signed in here, so that the cluster's `authProvider` has to be one
 * of the server: `serviceAccount`, `aws`, `googleServiceAccount`, `azure`.
 */
export class ClusterAccesses {
  constructor(
    private readonly services: {
      auth: AuthService;
      discovery: DiscoveryService;
    },
  ) {}

  async of({ name, url, token, via }: Cluster): Promise<ClusterAccess> {
    if (via === 'kubernetes-plugin') return this.proxyOf(name);
    const headers = token ? { authorization: `Bearer ${token}` } : undefined;
    return { url: url!, headers: { ...headers } };
  }

  private async proxyOf(cluster: string): Promise<ClusterAccess> {
    const { auth, discovery } = this.services;
    // It is good for minutes, and a round may take longer: one for each call.
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'kubernetes',
    });
    return {
      url: `${await discovery.getBaseUrl('kubernetes')}/proxy`,
      headers: {
        authorization: `Bearer ${token}`,
        'Backstage-Kubernetes-Cluster': cluster,
      },
    };
  }
}
