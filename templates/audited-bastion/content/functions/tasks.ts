/**
 * A task of ECS changed its state.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
export interface TaskEvent {
  'detail-type': 'ECS Task State Change';
  time: string;
  detail: { taskArn: string; group?: string; lastStatus: string; desiredStatus: string; startedAt?: string; stoppedAt?: string; stoppedReason?: string };
}

/** At a session's time limit; the schedule was made with it. */
export interface LimitEvent {
  limitOf: string;
}

/** Every few minutes. */
export interface SweepEvent {
  sweep: true;
}

export interface TasksProps {
  taskChanged(task: string, change: { type: 'task-started' | 'task-stopped'; at: string }): Promise<void>;
  reconcile(session: string): Promise<unknown>;
  sweep(): Promise<void>;
}

/** Starts and stops of tasks, the hard end of sessions, and the sweep. */
export function tasksHandler({ taskChanged, reconcile, sweep }: TasksProps) {
  return async (event: TaskEvent | LimitEvent | SweepEvent): Promise<void> => {
    if ('sweep' in event) return sweep();
    if ('limitOf' in event) return void (await reconcile(event.limitOf));
    const { taskArn, lastStatus, startedAt, stoppedAt } = event.detail;
    if (lastStatus === 'RUNNING') await taskChanged(taskArn, { type: 'task-started', at: iso(startedAt ?? event.time) });
    if (lastStatus === 'STOPPED') await taskChanged(taskArn, { type: 'task-stopped', at: iso(stoppedAt ?? event.time) });
  };
}

function iso(time: string): string {
  return new Date(time).toISOString();
}
