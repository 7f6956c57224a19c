import * as sdk from '@aws-sdk/client-codebuild';
import { AwsFault, FakeDefect } from '../fault';
import type { FakeService } from '../service';

const INVALID = 'InvalidInputException';

/** CodeBuild: projects and their builds. */
export const codeBuild: FakeService = {
  sdk,
  Client: sdk.CodeBuildClient,
  invalid: INVALID,
  operations: {
    BatchGetProjects: {
      limits: { names: { items: [1, 100], length: [1, Infinity] } },
      answer({ names = [] }: sdk.BatchGetProjectsInput, { region }) {
        return {
          projects: names.flatMap(name => {
            const found = region.projects.get(name);
            return found ? { name, ...found.project } : [];
          }),
          projectsNotFound: names.filter(name => !region.projects.has(name)),
        };
      },
    },
    ListProjects: {
      limits: {
        sortBy: { oneOf: sdk.ProjectSortByType },
        sortOrder: { oneOf: sdk.SortOrderType },
        nextToken: { length: [1, Infinity] },
      },
      answer(input: sdk.ListProjectsInput, { region, pages }) {
        const { nextToken, ...question } = input;
        const { sortBy = 'NAME', sortOrder = 'ASCENDING' } = question;
        if (sortBy !== 'NAME') {
          throw new FakeDefect('The fake lists projects by name only');
        }
        const names = [...region.projects.keys()].sort();
        const { items, token } = pages.turn(
          sortOrder === 'DESCENDING' ? names.reverse() : names,
          {
            question: ['ListProjects', question],
            token: nextToken,
            // "Up to 100 at a time", and no way to ask for another size.
            size: 100,
            invalid: INVALID,
          },
        );
        return { projects: items, nextToken: token };
      },
    },
    ListBuildsForProject: {
      limits: {
        projectName: { length: [1, Infinity] },
        sortOrder: { oneOf: sdk.SortOrderType },
      },
      answer(input: sdk.ListBuildsForProjectInput, { region, pages }) {
        const { nextToken, ...question } = input;
        const found = region.projects.get(question.projectName!);
        if (!found) {
          throw new AwsFault(
            'ResourceNotFoundException',
            `The build project with name ${question.projectName} does not exist`,
          );
        }
        const newestFirst = [...found.builds].sort(
          (a, b) => Number(b.startTime) - Number(a.startTime),
        );
        const { items, token } = pages.turn(
          question.sortOrder === 'ASCENDING'
            ? newestFirst.reverse()
            : newestFirst,
          {
            question: ['ListBuildsForProject', question],
            token: nextToken,
            size: 100,
            invalid: INVALID,
          },
        );
        return { ids: items.map(({ id }) => id), nextToken: token };
      },
    },
    BatchGetBuilds: {
      limits: { ids: { items: [1, 100], length: [1, Infinity] } },
      answer({ ids = [] }: sdk.BatchGetBuildsInput, { region }) {
        const all = [...region.projects.values()].flatMap(one => one.builds);
        const builds = all.filter(({ id }) => ids.includes(id!));
        const known = new Set(builds.map(({ id }) => id));
        return { builds, buildsNotFound: ids.filter(id => !known.has(id)) };
      },
    },
  },
};
