import {
  type ActionExecutionDetail,
  GetPipelineStateCommand,
  paginateListActionExecutions,
  type StageState,
} from '@aws-sdk/client-codepipeline';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  LocationRef,
  ObservedState,
  RunOutcome,
} from 'backstage-plugin-batch-migration-common';
import type {
  Probe,
  ProbeAnswer,
  ProbedRun,
} from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { mapConcurrently } from '../concurrent';
import { consoleAt } from '../consoles';
import { reasonOf } from '../failure';
import { parsePlace } from '../places';
import { byRef, unknown } from './answers';

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
    const answers = await mapConcurrently(
      [...byRef(locations)],
      CONCURRENT_CALLS,
      ([ref, group]) => this.observePipeline(ref, group, signal),
      signal,
    );
    return answers.flat();
  }

  async runs(
    locations: LocationRef[],
    { since, signal }: { now: Date; since: Date; signal?: AbortSignal },
  ): Promise<ProbedRun[]> {
    const pipelines = [...byRef(locations)];
    const failures: Error[] = [];
    const runs = await mapConcurrently(
      pipelines,
      CONCURRENT_CALLS,
      async ([ref, group]) => {
        try {
          return await this.executionsOf(ref, group, since, signal);
        } catch (error) {
          // A pipeline that is gone has no executions to tell of.
          if (toError(error).name === 'PipelineNotFoundException') return [];
          const action = 'codepipeline:ListActionExecutions';
          const reason = reasonOf(error, action, ref);
          this.logger.warn(reason);
          failures.push(new Error(reason));
          return [];
        }
      },
      signal,
    );
    // Nothing read is not "no runs".
    if (failures.length > 0 && failures.length === pipelines.length) {
      throw failures[0];
    }
    return runs.flat();
  }

  private async observePipeline(
    ref: string,
    locations: LocationRef[],
    signal?: AbortSignal,
  ): Promise<ProbeAnswer[]> {
    try {
      const pipeline = parsePlace(ref, SCHEME, 'named');
      const client = await this.clients.get('codepipeline', pipeline);
      const { stageStates = [] } = await client.send(
        new GetPipelineStateCommand({ name: pipeline.name }),
        { abortSignal: signal },
      );
      return locations.map(location => {
        const [, stage, action] = KEY.exec(location.key) ?? [];
        if (!stage) return unknown(location, misnamed(location));
        const { state, reason } = actionState(stageStates, stage, action);
        return { location, state, detail: reason ? { reason } : {} };
      });
    } catch (error) {
      const isGone = toError(error).name === 'PipelineNotFoundException';
      const reason = reasonOf(error, 'codepipeline:GetPipelineState', ref);
      return locations.map(location => {
        if (!KEY.test(location.key)) {
          return unknown(location, misnamed(location));
        }
        return isGone
          ? {
              location,
              state: 'absent',
              detail: { reason: `There is no pipeline ${ref}` },
            }
          : unknown(location, reason);
      });
    }
  }

  private async executionsOf(
    ref: string,
    locations: LocationRef[],
    since: Date,
    signal?: AbortSignal,
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

function misnamed({ key }: LocationRef): string {
  return `"${key}" names no action; expected <stage>/<action>`;
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
