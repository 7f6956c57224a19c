import * as sdk from '@aws-sdk/client-ecs';
import { FakeDefect } from '../fault';
import type { FakeService } from '../service';
import { existing, tasksOf } from './ecsClusters';

/** Bounds of every list of ECS. */
const maxResults = { range: [1, 100] as [number, number] };
const invalid = 'InvalidParameterException';

/** Lists of Elastic Container Service. */
export const ecsListOperations: FakeService['operations'] = {
  ListClusters: {
    limits: { maxResults },
    answer(input: sdk.ListClustersRequest, { region, pages }) {
      const { nextToken, maxResults: size = 100, ...question } = input;
      const { items, token } = pages.turn([...region.clusters.keys()], {
        question: ['ListClusters', question],
        token: nextToken,
        size,
        invalid,
      });
      return {
        clusterArns: items.map(name => region.arn('ecs', `cluster/${name}`)),
        nextToken: token,
      };
    },
  },
  ListServices: {
    limits: {
      maxResults,
      launchType: { oneOf: sdk.LaunchType },
      schedulingStrategy: { oneOf: sdk.SchedulingStrategy },
    },
    answer(input: sdk.ListServicesRequest, { region, pages }) {
      // Ten a page where nothing else is asked for, unlike the other lists.
      const { nextToken, maxResults: size = 10, ...question } = input;
      const { cluster, ...filters } = question;
      if (Object.keys(filters).length > 0) {
        throw new FakeDefect('The fake lists services by cluster only');
      }
      const { services, cluster: found } = existing(region, cluster);
      const { items, token } = pages.turn([...services.keys()], {
        question: ['ListServices', question],
        token: nextToken,
        size,
        invalid,
      });
      return {
        serviceArns: items.map(name =>
          region.arn('ecs', `service/${found.clusterName}/${name}`),
        ),
        nextToken: token,
      };
    },
  },
  ListTasks: {
    limits: {
      maxResults,
      desiredStatus: { oneOf: sdk.DesiredStatus },
      launchType: { oneOf: sdk.LaunchType },
    },
    answer(input: sdk.ListTasksRequest, { region, pages }) {
      const { nextToken, maxResults: size = 100, ...question } = input;
      const { desiredStatus = 'RUNNING', startedBy, family } = question;
      if (family || question.serviceName || question.containerInstance) {
        throw new FakeDefect('The fake lists tasks by status and starter only');
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
          size,
          invalid,
        },
      );
      return {
        taskArns: items.map(({ taskArn }) => taskArn),
        nextToken: token,
      };
    },
  },
};
