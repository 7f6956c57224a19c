import { BatchGetBuildsCommand, BatchGetProjectsCommand, type CodeBuildClient, ListBuildsForProjectCommand } from '@aws-sdk/client-codebuild';
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Build, BuildApi, Project } from './approval/build';
import type { SqsAttributes } from './jobs/queues';

/** Builds of a project run for eight hours at most, and one at a time: more are not looked through. */
const LOOKED_AT = 100;

/** What CodeBuild says, by its own API. */
export function codeBuildApi(client: Pick<CodeBuildClient, 'send'>): BuildApi {
  const builds = async (ids: string[]) => {
    const { builds: found = [] } = ids.length > 0 ? await client.send(new BatchGetBuildsCommand({ ids })) : {};
    return found as Build[];
  };
  return {
    build: async id => (await builds([id])).find(each => each.id === id),
    async project(name) {
      const { projects = [] } = await client.send(new BatchGetProjectsCommand({ names: [name] }));
      return projects[0] as Project | undefined;
    },
    async running(projectName) {
      const { ids = [] } = await client.send(new ListBuildsForProjectCommand({ projectName, sortOrder: 'DESCENDING' }));
      const found = await builds(ids.slice(0, LOOKED_AT));
      return found.filter(({ buildComplete }) => buildComplete !== true).map(({ id = '' }) => id);
    },
  };
}

export function sqsAttributes(client: Pick<SQSClient, 'send'>): SqsAttributes {
  return async QueueUrl => {
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible', 'ApproximateNumberOfMessagesDelayed'] }),
    );
    return Attributes as Record<string, string>;
  };
}
