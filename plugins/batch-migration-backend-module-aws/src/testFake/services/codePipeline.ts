import * as sdk from '@aws-sdk/client-codepipeline';
import { AwsFault } from '../fault';
import type { FakeRegion } from '../region';
import type { FakeService } from '../service';

const NAME = {
  length: [1, 100] as [number, number],
  pattern: /^[A-Za-z0-9.@\-_]+$/,
};

/** CodePipeline: what a pipeline's stages do, and its runs. */
export const codePipeline: FakeService = {
  sdk,
  Client: sdk.CodePipelineClient,
  invalid: 'ValidationException',
  operations: {
    GetPipelineState: {
      limits: { name: NAME },
      answer({ name }: sdk.GetPipelineStateInput, { region }) {
        return { pipelineName: name, ...pipelineOf(region, name!).state };
      },
    },
    ListActionExecutions: {
      limits: { pipelineName: NAME, maxResults: { range: [1, 100] } },
      answer(input: sdk.ListActionExecutionsInput, { region, pages }) {
        const { nextToken, maxResults = 100, ...question } = input;
        const { pipelineName, filter } = question;
        const { items, token } = pages.turn(
          pipelineOf(region, pipelineName!)
            .executions.filter(
              ({ pipelineExecutionId }) =>
                !filter?.pipelineExecutionId ||
                pipelineExecutionId === filter.pipelineExecutionId,
            )
            .sort((a, b) => Number(b.startTime) - Number(a.startTime)),
          {
            question: ['ListActionExecutions', question],
            token: nextToken,
            size: maxResults,
            invalid: 'InvalidNextTokenException',
          },
        );
        return { actionExecutionDetails: items, nextToken: token };
      },
    },
  },
};

function pipelineOf(region: FakeRegion, name: string) {
  const found = region.pipelines.get(name);
  if (!found) {
    throw new AwsFault(
      'PipelineNotFoundException',
      `Account '${region.accountId}' does not have a pipeline with name '${name}'`,
    );
  }
  return found;
}
