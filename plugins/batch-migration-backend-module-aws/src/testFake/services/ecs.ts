import * as sdk from '@aws-sdk/client-ecs';
import { AwsFault } from '../fault';
import type { FakeRegion } from '../region';
import type { FakeService } from '../service';
import { clusterOf, existing, tasksOf } from './ecsClusters';
import { ecsListOperations } from './ecsLists';

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
        const found = existing(region, input.cluster);
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
    DescribeTaskDefinition: {
      limits: { include: { oneOf: sdk.TaskDefinitionField } },
      answer(input: sdk.DescribeTaskDefinitionRequest, { region }) {
        const asked = input.taskDefinition!;
        const revision = revisionOf(region, asked);
        const found = region.taskDefinitions.get(revision ?? '');
        if (!revision || !found) {
          throw new AwsFault(
            'ClientException',
            'Unable to describe task definition.',
          );
        }
        const [family, number] = revision.split(':');
        return {
          taskDefinition: {
            taskDefinitionArn: region.arn('ecs', `task-definition/${revision}`),
            family,
            revision: Number(number),
            status: 'ACTIVE',
            ...found,
          },
        };
      },
    },
    DescribeTasks: {
      limits: {
        tasks: { items: [1, 100], length: [1, 2048] },
        include: { oneOf: sdk.TaskField },
      },
      answer({ cluster, tasks = [] }: sdk.DescribeTasksRequest, { region }) {
        const known = new Map(
          tasksOf(region, cluster).map(task => [task.taskArn!, task]),
        );
        return {
          tasks: tasks.flatMap(asked => known.get(asked) ?? []),
          failures: tasks
            .filter(asked => !known.has(asked))
            .map(arn => ({ arn, reason: 'MISSING' })),
        };
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
    ...ecsListOperations,
  },
};

/** `<family>:<revision>` of an ARN or of a name; the newest one of a family alone. */
function revisionOf(region: FakeRegion, asked: string): string | undefined {
  const own = region.arn('ecs', 'task-definition/');
  if (asked.startsWith('arn:') && !asked.startsWith(own)) return undefined;
  const name = asked.split('/').pop()!;
  if (name.includes(':')) return name;
  return [...region.taskDefinitions.keys()]
    .filter(key => key.startsWith(`${name}:`))
    .sort((a, b) => Number(b.split(':')[1]) - Number(a.split(':')[1]))[0];
}
