import {
  DescribeTasksCommand,
  type ECSClient,
  paginateListTasks,
  type Task,
} from '@aws-sdk/client-ecs';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  LocationRef,
  RunOutcome,
} from 'backstage-plugin-batch-migration-common';
import type {
  ProbedRun,
  RunsOptions,
} from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { inChunks } from '../concurrent';
import type { AwsPlace } from '../places';
import { readRunsOf } from './readRunsOf';

/** ECS shows a stopped task for at least this time: the reference of `DescribeTasks`. */
export const TASKS_KEPT_MS = 60 * 60_000;

/** `DescribeTasks` takes up to 100 tasks, and `ListTasks` answers with so many. */
const TASKS_PER_CALL = 100;

/** Clusters are read one after the other: both calls refill at 20 a second. */
const CONCURRENT_CLUSTERS = 1;

/** How ECS names who started a task: the name of a schedule or rule, not its group or bus. */
const STARTERS = [
  { prefix: 'chronos-schedule/', scheme: 'scheduler' },
  { prefix: 'events-rule/', scheme: 'rule' },
];

/** Where a cluster is; `null` for any other ARN. */
export function parseCluster(arn: string): AwsPlace | null {
  const match =
    /^arn:aws[a-z-]*:ecs:([a-z0-9-]+):(\d{12}):cluster\/[\w-]+$/.exec(arn);
  return match && { region: match[1], accountId: match[2] };
}

/** The schedule or rule that started a task itself; `null` for tasks of anything else. */
export function taskStarter(
  startedBy: string | null | undefined,
): { scheme: string; key: string } | null {
  const starter = STARTERS.find(({ prefix }) => startedBy?.startsWith(prefix));
  return starter
    ? { scheme: starter.scheme, key: startedBy!.slice(starter.prefix.length) }
    : null;
}

/** Good only if every container said so: which of them are essential nobody tells. */
export function taskOutcome(
  lastStatus: string,
  exitCodes: readonly unknown[],
): RunOutcome {
  if (lastStatus !== 'STOPPED') return 'running';
  return exitCodes.length > 0 && exitCodes.every(code => code === 0)
    ? 'succeeded'
    : 'failed';
}

/**
 * Tasks that schedules or rules started themselves, as far as ECS still shows
 * them. What several starters of one name may have started is nobody's: these
 * are told as unread.
 *
 * @param startersByArn - the locations that start tasks in each cluster
 */
export async function readTaskRuns(
  { clients, logger }: { clients: AwsClients; logger: LoggerService },
  startersByArn: ReadonlyMap<string, LocationRef[]>,
  options: RunsOptions,
): Promise<ProbedRun[]> {
  return readRunsOf(
    [...startersByArn],
    {
      action: 'ecs:ListTasks and ecs:DescribeTasks',
      concurrentCalls: CONCURRENT_CLUSTERS,
      logger,
      nameOf: ([arn]) => arn,
      locationsOf: ([, starters]) => starters,
      isGone: name => name === 'ClusterNotFoundException',
      read: async ([arn, starters]) => {
        const client = await clients.get('ecs', parseCluster(arn)!);
        const tasks = await tasksOf(client, arn, options.signal);
        return runsOf(tasks, starters, options);
      },
    },
    options,
  );
}

async function tasksOf(
  client: ECSClient,
  cluster: string,
  abortSignal?: AbortSignal,
): Promise<Task[]> {
  const arns = new Set<string>();
  // What stops between the two calls is in the second, and so in none too few.
  for (const desiredStatus of ['RUNNING', 'STOPPED'] as const) {
    const pages = paginateListTasks(
      { client, pageSize: TASKS_PER_CALL },
      { cluster, desiredStatus },
      { abortSignal },
    );
    for await (const { taskArns = [] } of pages) {
      taskArns.forEach(arn => arns.add(arn));
    }
  }
  const found: Task[] = [];
  for (const tasks of inChunks([...arns], TASKS_PER_CALL)) {
    const answer = await client.send(
      new DescribeTasksCommand({ cluster, tasks }),
      { abortSignal },
    );
    found.push(...(answer.tasks ?? []));
  }
  return found;
}

function runsOf(
  tasks: readonly Task[],
  starters: readonly LocationRef[],
  { now, since, onUnread }: RunsOptions,
): ProbedRun[] {
  const byStarter = new Map<string, LocationRef[]>();
  for (const one of starters) {
    const name = `${one.ref.split(':')[0]}/${one.key}`;
    byStarter.set(name, [...(byStarter.get(name) ?? []), one]);
  }
  for (const namesakes of byStarter.values()) {
    if (namesakes.length === 1) continue;
    namesakes.forEach(one =>
      onUnread?.(
        one,
        `ECS does not tell whose task it is where several groups have a schedule named ${one.key}: give each a name of its own`,
      ),
    );
  }
  return tasks.flatMap(task => {
    const starter = taskStarter(task.startedBy);
    const { taskArn, lastStatus, createdAt, stoppedAt } = task;
    if (!starter || !taskArn || !lastStatus || !createdAt) return [];
    const own = byStarter.get(`${starter.scheme}/${starter.key}`) ?? [];
    if (own.length !== 1 || createdAt < since) return [];
    const exitCodes = (task.containers ?? []).map(({ exitCode }) => exitCode);
    const isOver = lastStatus === 'STOPPED';
    return [
      {
        location: own[0],
        // ECS is not told for which tick it starts the task.
        scheduledFor: null,
        // When it was asked for: pulling the image takes its time, and is late by itself.
        startedAt: createdAt,
        endedAt: isOver ? stoppedAt ?? now : null,
        outcome: taskOutcome(lastStatus, exitCodes),
        externalId: taskArn,
      },
    ];
  });
}
