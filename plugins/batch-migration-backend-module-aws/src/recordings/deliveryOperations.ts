import * as codebuild from '@aws-sdk/client-codebuild';
import * as codepipeline from '@aws-sdk/client-codepipeline';
import { arrangePages } from './narrow';
import { metadata, type RecordedOperation } from './recordedOperation';

type Answer = Record<string, any>;

/** What `BatchGet…` leaves of everything recorded: what was asked for, and what is not there. */
function keepAsked(
  output: Answer,
  asked: string[] = [],
  names: { list: string; by: string; missing: string },
): Answer {
  const recorded: Answer[] = output[names.list] ?? [];
  const known = new Map(recorded.map(item => [item[names.by], item]));
  return {
    [names.list]: asked.flatMap(name => known.get(name) ?? []),
    [names.missing]: asked.filter(name => !known.has(name)),
  };
}

const noPipeline = ([name]: string[]) =>
  new codepipeline.PipelineNotFoundException({
    message: `Account does not have a pipeline with name '${name}'`,
    $metadata: metadata,
  });

/** CodeBuild and CodePipeline. */
export const deliveryOperations: Record<string, RecordedOperation> = {
  BatchGetProjectsCommand: {
    folder: ['codebuild', 'batch-get-projects'],
    schema: codebuild.BatchGetProjects$,
    names: () => [],
    missing: null,
    narrow: (output, { names }) =>
      keepAsked(output, names, {
        list: 'projects',
        by: 'name',
        missing: 'projectsNotFound',
      }),
  },
  ListBuildsForProjectCommand: {
    folder: ['codebuild', 'list-builds-for-project'],
    schema: codebuild.ListBuildsForProject$,
    names: ({ projectName }) => [projectName],
    missing: ([name]) =>
      new codebuild.ResourceNotFoundException({
        message: `The build project with name ${name} does not exist`,
        $metadata: metadata,
      }),
    narrow: (output, { nextToken }) =>
      arrangePages(output, 'ids', 'nextToken', { token: nextToken, size: 100 }),
  },
  BatchGetBuildsCommand: {
    folder: ['codebuild', 'batch-get-builds'],
    schema: codebuild.BatchGetBuilds$,
    // A build's id is `<project>:<uuid>`; one call asks for builds of one project.
    names: ({ ids }) => [String(ids?.[0] ?? '').split(':')[0]],
    missing: null,
    narrow: (output, { ids }) =>
      keepAsked(output, ids, {
        list: 'builds',
        by: 'id',
        missing: 'buildsNotFound',
      }),
  },
  GetPipelineStateCommand: {
    folder: ['codepipeline', 'get-pipeline-state'],
    schema: codepipeline.GetPipelineState$,
    names: ({ name }) => [name],
    missing: noPipeline,
  },
  ListActionExecutionsCommand: {
    folder: ['codepipeline', 'list-action-executions'],
    schema: codepipeline.ListActionExecutions$,
    names: ({ pipelineName }) => [pipelineName],
    missing: noPipeline,
    narrow: (output, { nextToken, maxResults }) => {
      const recorded: codepipeline.ActionExecutionDetail[] =
        output.actionExecutionDetails ?? [];
      // CodePipeline answers the most recent first, however the file was edited.
      const actionExecutionDetails = [...recorded].sort(
        (a, b) => Number(b.startTime) - Number(a.startTime),
      );
      return arrangePages(
        { ...output, actionExecutionDetails },
        'actionExecutionDetails',
        'nextToken',
        { token: nextToken, size: maxResults ?? 100 },
      );
    },
  },
};
