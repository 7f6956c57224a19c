import type { LoggerService } from '@backstage/backend-plugin-api';
import type { LocationRef } from 'backstage-plugin-batch-migration-common';
import type {
  ProbedRun,
  RunsOptions,
} from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { parseCluster, readTaskRuns } from './ecsTaskRuns';
import { parseFunction, readInvocations } from './lambdaRuns';
import { parseStateMachine, readRuns } from './stateMachineRuns';

/**
 * Runs of what schedules and rules start: executions of state machines,
 * tasks, and invocations of functions. Whatever else they start tells of no runs.
 *
 * @throws Error where nothing of what tells of runs could be read
 */
export async function readRunsOfTargets(
  look: { clients: AwsClients; logger: LoggerService },
  startersByArn: ReadonlyMap<string, LocationRef[]>,
  options: RunsOptions,
): Promise<ProbedRun[]> {
  const startersOf = (isOne: (arn: string) => unknown) =>
    new Map([...startersByArn].filter(([arn]) => isOne(arn)));
  const read = await Promise.allSettled([
    readRuns(look, startersOf(parseStateMachine), options),
    readTaskRuns(look, startersOf(parseCluster), options),
    readInvocations(look, startersOf(parseFunction), options),
  ]);
  options.signal?.throwIfAborted();
  const runs = read.flatMap(one =>
    one.status === 'fulfilled' ? one.value : [],
  );
  const failed = read.find(one => one.status === 'rejected');
  // Of the locations whose runs could not be read onUnread was told.
  if (failed && runs.length === 0) throw failed.reason;
  return runs;
}
