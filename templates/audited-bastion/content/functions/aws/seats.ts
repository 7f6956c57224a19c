import { DescribeTasksCommand, type ECSClient, ListTasksCommand, StopTaskCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import type { Seats } from '../../session/sessions';

const STOPPED = 'The session has ended';

/** One service for each seat, `console-1` and so on, with no task until somebody asks: docs/adr/0004. */
export function ecsSeats(client: Pick<ECSClient, 'send'>, cluster: string): Seats {
  const running = async (seat: number): Promise<string[]> => {
    // Tasks that are about to start are in it, too; a session has one, so one page holds them all.
    const { taskArns = [] } = await client.send(new ListTasksCommand({ cluster, serviceName: serviceOf(seat), desiredStatus: 'RUNNING' }));
    return taskArns;
  };
  /** `undefined` for what is no task, and about an hour after its end. */
  const describe = async (task: string) => {
    if (!isTask(task)) return undefined;
    const { tasks = [] } = await client.send(new DescribeTasksCommand({ cluster, tasks: [task] }));
    return tasks[0];
  };
  return {
    running,
    async start(seat) {
      await client.send(new UpdateServiceCommand({ cluster, service: serviceOf(seat), desiredCount: 1 }));
    },
    async stop(seat) {
      // First the service, or it would start another one.
      await client.send(new UpdateServiceCommand({ cluster, service: serviceOf(seat), desiredCount: 0 }));
      for (const task of await running(seat)) {
        await client.send(new StopTaskCommand({ cluster, task, reason: STOPPED }));
      }
    },
    async seatOf(task) {
      return seatOfGroup((await describe(task))?.group ?? '');
    },
    async isRunning(task) {
      const found = await describe(task);
      return found !== undefined && found.lastStatus !== 'STOPPED';
    },
    async stopTask(task) {
      await client.send(new StopTaskCommand({ cluster, task, reason: STOPPED }));
    },
  };
}

/** An id or an ARN; ECS refuses to be asked for anything else. */
export function isTask(task: string): boolean {
  return /^(?:arn:[\w:-]+:task\/(?:[\w-]+\/)?)?(?:[0-9a-f]{32}|[0-9a-f-]{36})$/.test(task);
}

export function serviceOf(seat: number): string {
  return `console-${seat}`;
}

/** `service:console-1` → 1. */
export function seatOfGroup(group: string): number | null {
  const [, seat] = /^service:console-(\d{1,2})$/.exec(group) ?? [];
  return seat === undefined ? null : Number(seat);
}
