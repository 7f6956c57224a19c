import { BatchGetBuildsCommand, type CodeBuildClient, ListBuildsForProjectCommand, StartBuildCommand, StopBuildCommand } from '@aws-sdk/client-codebuild';
import { AnotherRuns, type BuildFacts, type Builds } from '../../runs/builds';

/** Takes so many ids at once. */
const MOST_IDS = 100;

/** The project, by CodeBuild's API. A start names the project, the commit and a token, and nothing that overrides. */
export function codeBuild(client: Pick<CodeBuildClient, 'send'>, projectName: string): Builds {
  return {
    async start(sourceVersion, idempotencyToken) {
      try {
        const { build } = await client.send(new StartBuildCommand({ projectName, sourceVersion, idempotencyToken }));
        if (!build?.id) throw new Error('CodeBuild did not name the build');
        return build.id;
      } catch (error) {
        if ((error as { name?: string }).name === 'AccountLimitExceededException') throw new AnotherRuns('Another patch runs: wait for its end');
        throw error;
      }
    },
    async stop(id) {
      await client.send(new StopBuildCommand({ id }));
    },
    async get(ids) {
      const { builds = [] } = await client.send(new BatchGetBuildsCommand({ ids }));
      return builds as BuildFacts[];
    },
    async recent() {
      const { ids = [] } = await client.send(new ListBuildsForProjectCommand({ projectName, sortOrder: 'DESCENDING' }));
      return ids.slice(0, MOST_IDS);
    },
  };
}
