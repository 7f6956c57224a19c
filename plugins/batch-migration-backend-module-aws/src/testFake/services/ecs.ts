import * as sdk from '@aws-sdk/client-ecs';
import type { FakeRegion } from '../region';
import { AwsFault } from '../fault';
import type { FakeService } from '../service';

/** Elastic Container Service. */
export const ecs: FakeService = {
  sdk,
  Client: sdk.ECSClient,
  invalid: 'InvalidParameterException',
  operations: {
    DescribeServices: {
      // "You may specify up to 10 services to describe in a single operation."
      limits: {
        services: { items: [1, 10], length: [1, 2048] },
        include: { oneOf: sdk.ServiceField },
      },
      answer(input: sdk.DescribeServicesRequest, { region }) {
        const found = clusterOf(region, input.cluster);
        if (!found) {
          throw new AwsFault('ClusterNotFoundException', 'Cluster not found.');
        }
        const services: sdk.Service[] = [];
        const failures: sdk.Failure[] = [];
        for (const asked of input.services!) {
          const name = asked.split('/').pop()!;
          const service = found.services.get(name);
          if (service) {
            const { tags, ...rest } = service;
            const withTags = input.include?.includes('TAGS');
            services.push({
              serviceName: name,
              ...rest,
              ...(withTags && { tags: tags ?? [] }),
            });
          } else {
            const arn = region.arn(
              'ecs',
              `service/${found.cluster.clusterName}/${name}`,
            );
            failures.push({ arn, reason: 'MISSING' });
          }
        }
        return { services, failures };
      },
    },
    DescribeClusters: {
      limits: {
        clusters: { items: [0, 100] },
        include: { oneOf: sdk.ClusterField },
      },
      answer(
        { clusters = ['default'], include = [] }: sdk.DescribeClustersRequest,
        { region },
      ) {
        const described: sdk.Cluster[] = [];
        const failures: sdk.Failure[] = [];
        for (const asked of clusters) {
          const found = clusterOf(region, asked);
          if (found) {
            const { configuration, ...rest } = found.cluster;
            described.push({
              ...rest,
              ...(include.includes('CONFIGURATIONS') && { configuration }),
            });
          } else {
            const arn = region.arn('ecs', `cluster/${asked.split('/').pop()}`);
            failures.push({ arn, reason: 'MISSING' });
          }
        }
        return { clusters: described, failures };
      },
    },
  },
};

function clusterOf(region: FakeRegion, asked: string = 'default') {
  if (asked.startsWith('arn:') && !asked.startsWith(region.arn('ecs', ''))) {
    return undefined;
  }
  return region.clusters.get(asked.split('/').pop()!);
}
