import { BatchGetBuildsCommand, BatchGetProjectsCommand, type CodeBuildClient, ListBuildsForProjectCommand } from '@aws-sdk/client-codebuild';
import type { Project } from '../../runner/approval/build';
import type { PastBuild } from '../facts';

/** Pages of 100: more than a hundred builds an hour, all month, are not those of a pipeline for patches. */
const MOST_PAGES = 1000;

export interface ListedBuild {
  id: string;
  build?: PastBuild;
  unreadable?: string;
}

export interface PastBuilds {
  /**
   * Builds that began in a period, both bounds included, a page at a time and newest first. One whose record
   * CodeBuild does not give comes with its id alone, and why.
   */
  pages(from: Date, until: Date): AsyncIterable<ListedBuild[]>;
  project(): Promise<Project | undefined>;
}

export function codeBuildPast(client: Pick<CodeBuildClient, 'send'>, projectName: string): PastBuilds {
  async function records(ids: string[]): Promise<ListedBuild[]> {
    try {
      const { builds = [] } = await client.send(new BatchGetBuildsCommand({ ids }));
      const byId = new Map((builds as PastBuild[]).map(build => [build.id, build]));
      return ids.map(id => (byId.has(id) ? { id, build: byId.get(id) } : { id, unreadable: 'CodeBuild has no record of it' }));
    } catch (error) {
      return ids.map(id => ({ id, unreadable: `CodeBuild does not give its record: ${(error as Error).name}` }));
    }
  }
  return {
    async *pages(from, until) {
      let nextToken: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const answer = await client.send(new ListBuildsForProjectCommand({ projectName, sortOrder: 'DESCENDING', nextToken }));
        const ids = answer.ids ?? [];
        const found = ids.length > 0 ? await records(ids) : [];
        const began = (build?: PastBuild) => build?.startTime?.getTime();
        yield found.filter(({ build }) => {
          const time = began(build);
          return time === undefined || (time >= from.getTime() && time <= until.getTime());
        });
        // The list is in order: behind a page of older ones there are only older ones.
        const isOver = found.length > 0 && found.every(({ build }) => (began(build) ?? Infinity) < from.getTime());
        nextToken = answer.nextToken;
        if (!nextToken || isOver) return;
      }
      throw new Error(`${projectName} has more than ${MOST_PAGES} pages of builds`);
    },
    async project() {
      const { projects = [] } = await client.send(new BatchGetProjectsCommand({ names: [projectName] }));
      return projects[0] as Project | undefined;
    },
  };
}
