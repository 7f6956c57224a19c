import {
  type ActionExecutionDetail,
  GetPipelineStateCommand,
  paginateListActionExecutions,
  type StageState,
} from '@aws-sdk/client-codepipeline';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  LocationRef,
  ObservedState,
  RunOutcome,
} from 'backstage-plugin-batch-migration-common';
import type {
  Probe,
  ProbeAnswer,
  ProbedRun,
  RunsOptions,
} from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { consoleAt } from '../consoles';
import { type AwsPlace, parsePlace } from '../places';
import { byRef } from './answers';
import { observeBatches } from './observeBatches';
import { readRunsOf } from './readRunsOf';

const SCHEME = 'codepipeline';
/** CodePipeline publishes no rate: few at a time, and the SDK backs off. */
const CONCURRENT_CALLS = 2;
/** `<stage>/<action>`, both as CodePipeline's reference allows them. */
const KEY = /^([A-Za-z0-9.@_-]{1,100})\/([A-Za-z0-9.@_-]{1,100})$/;

/**
 * State of one action: `active` while a change can come to its stage, so while
 * no transition on the way there is closed.
 */
export function actionState(
  stages: readonly StageState[],
  stageName: string,
  actionName: string,
): { state: ObservedState; reason?: string } {
  const index = stages.findIndex(stage => stage.stageName === stageName);
  const actions = stages[index]?.actionStates ?? [];
  if (!actions.some(action => action.actionName === actionName)) {
    return { state: 'absent' };
  }
  // Nothing leads into the first stage but its own trigger.
  const onTheWay = stages.slice(1, index + 1);
  const closed = onTheWay.find(
    ({ inboundTransitionState }) => inboundTransitionState?.enabled === false,
  );
  if (closed) {
    const why = closed.inboundTransitionState?.disabledReason;
    return {
      state: 'idle',
      reason: `The transition into stage ${closed.stageName} is disabled${
        why ? `: ${why}` : ''
      }`,
    };
  }
  const untold = onTheWay.find(
    ({ inboundTransitionState }) => inboundTransitionState?.enabled !== true,
  );
  return untold
    ? {
        state: 'unknown',
        reason: `CodePipeline did not tell whether the transition into stage ${untold.stageName} is enabled`,
      }
    : { state: 'active' };
}

/** How one execution of an action counts; a word to come is never good. */
export function actionOutcome(status: string | undefined): RunOutcome {
  switch (status) {
    case 'InProgress':
      return 'running';
    case 'Succeeded':
      return 'succeeded';
    default:
      return 'failed';
  }
}

/** Looks at actions of CodePipeline, such as one that migrates a database. */
export class CodePipelineActionProbe implements Probe {
  readonly id = 'aws-codepipeline-action';

  constructor(
    private readonly clients: AwsClients,
    private readonly logger: LoggerService,
  ) {}

  handles({ ref }: LocationRef): boolean {
    return ref.startsWith(`${SCHEME}:`);
  }

  async observe(
    locations: LocationRef[],
    { signal }: { now: Date; signal?: AbortSignal },
  ): Promise<ProbeAnswer[]> {
    return observeBatches(
      locations,
      {
        scheme: SCHEME,
        shape: 'named',
        action: 'codepipeline:GetPipelineState',
        concurrentCalls: CONCURRENT_CALLS,
        misnamed: ({ key }) =>
          KEY.test(key)
            ? null
            : `"${key}" names no action; expected <stage>/<action>`,
        gone: (name, ref) =>
          name === 'PipelineNotFoundException'
            ? { reason: `There is no pipeline ${ref}` }
            : null,
        look: (group, pipeline) => this.look(group, pipeline, signal),
      },
      signal,
    );
  }

  async runs(
    locations: LocationRef[],
    options: RunsOptions,
  ): Promise<ProbedRun[]> {
    return readRunsOf(
      [...byRef(locations)],
      {
        action: 'codepipeline:ListActionExecutions',
        concurrentCalls: CONCURRENT_CALLS,
        logger: this.logger,
        nameOf: ([ref]) => ref,
        locationsOf: ([, group]) => group,
        isGone: name => name === 'PipelineNotFoundException',
        read: ([ref, group]) => this.executionsOf(ref, group, options),
      },
      options,
    );
  }

  private async look(
    locations: LocationRef[],
    pipeline: AwsPlace & { name: string },
    signal?: AbortSignal,
  ): Promise<ProbeAnswer[]> {
    const client = await this.clients.get('codepipeline', pipeline);
    const { stageStates = [] } = await client.send(
      new GetPipelineStateCommand({ name: pipeline.name }),
      { abortSignal: signal },
    );
    return locations.map(location => {
      const [, stage, action] = KEY.exec(location.key)!;
      const { state, reason } = actionState(stageStates, stage, action);
      return { location, state, detail: reason ? { reason } : {} };
    });
  }

  private async executionsOf(
    ref: string,
    locations: LocationRef[],
    { since, signal }: RunsOptions,
  ): Promise<ProbedRun[]> {
    const pipeline = parsePlace(ref, SCHEME, 'named');
    const client = await this.clients.get('codepipeline', pipeline);
    const byKey = new Map(locations.map(location => [location.key, location]));
    const url = consoleAt(
      pipeline.region,
      `codesuite/codepipeline/pipelines/${encodeURIComponent(
        pipeline.name,
      )}/executions`,
    );
    const found: ProbedRun[] = [];
    const pages = paginateListActionExecutions(
      { client, pageSize: 100 },
      { pipelineName: pipeline.name },
      { abortSignal: signal },
    );
    for await (const { actionExecutionDetails = [] } of pages) {
      const recent = actionExecutionDetails.filter(
        ({ startTime }) => startTime && startTime >= since,
      );
      for (const execution of recent) {
        const location = byKey.get(
          `${execution.stageName}/${execution.actionName}`,
        );
        if (location) found.push(toRun(location, execution, url));
      }
      // The most recent come first: after the first older one all are older.
      if (recent.length < actionExecutionDetails.length) break;
    }
    return found;
  }
}

function toRun(
  location: LocationRef,
  execution: ActionExecutionDetail,
  pipelineUrl: string,
): ProbedRun {
  const outcome = actionOutcome(execution.status);
  return {
    location,
    scheduledFor: null,
    startedAt: execution.startTime!,
    endedAt:
      outcome === 'running'
        ? null
        : execution.lastUpdateTime ?? execution.startTime!,
    outcome,
    externalId: execution.actionExecutionId!,
    url: `${pipelineUrl}/${execution.pipelineExecutionId}/timeline`,
  };
}
