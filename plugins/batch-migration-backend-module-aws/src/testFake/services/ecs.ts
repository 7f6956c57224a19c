import * as sdk from '@aws-sdk/client-ecs';
import type { FakeRegion } from '../region';
import { AwsFault, FakeDefect } from '../fault';
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
    ListTasks: {
      limits: {
        maxResults: { range: [1, 100] },
        desiredStatus: { oneOf: sdk.DesiredStatus },
        launchType: { oneOf: sdk.LaunchType },
      },
      answer(input: sdk.ListTasksRequest, { region, pages }) {
        const { nextToken, maxResults = 100, ...question } = input;
        const { desiredStatus = 'RUNNING', startedBy, family } = question;
        if (family || question.serviceName || question.containerInstance) {
          throw new FakeDefect(
            'The fake lists tasks by status and starter only',
          );
        }
        const { items, token } = pages.turn(
          tasksOf(region, question.cluster).filter(
            task =>
              task.desiredStatus === desiredStatus &&
              (!startedBy || task.startedBy === startedBy),
          ),
          {
            question: ['ListTasks', question],
            token: nextToken,
            size: maxResults,
            invalid: 'InvalidParameterException',
          },
        );
        return {
          taskArns: items.map(({ taskArn }) => taskArn),
          nextToken: token,
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
  },
};

function existing(region: FakeRegion, asked: string | undefined) {
  const found = clusterOf(region, asked);
  if (!found) {
    throw new AwsFault('ClusterNotFoundException', 'Cluster not found.');
  }
  return found;
}

function tasksOf(region: FakeRegion, cluster: string | undefined) {
  return existing(region, cluster).tasks ?? [];
}

function clusterOf(region: FakeRegion, asked: string = 'default') {
  if (asked.startsWith('arn:') && !asked.startsWith(region.arn('ecs', ''))) {
    return undefined;
  }
  return region.clusters.get(asked.split('/').pop()!);
}
