import { taskOutcome, taskStarter } from '../probes/ecsTaskRuns';
import {
  instantOf,
  isObject,
  textOf,
  unreadable,
  type Envelope,
  type EventReading,
} from './envelope';

/**
 * Reads an "ECS Task State Change" of a task that a schedule or a rule started
 * itself. Tasks of services, of people and of state machines are no runs of
 * their own.
 */
export function readEcsTask(envelope: Envelope): EventReading {
  const { account, region, sentAt, detail } = envelope;
  const starter = taskStarter(textOf(detail.startedBy));
  if (!starter) return { type: 'ignored' };
  const task = textOf(detail.taskArn);
  const status = textOf(detail.lastStatus);
  const createdAt = instantOf(detail.createdAt);
  if (!task || !status || !createdAt) {
    return unreadable('its detail lacks taskArn, lastStatus or createdAt');
  }
  if (!task.includes(`:ecs:${region}:${account}:task/`)) {
    return unreadable(`${task} is not of ${account} in ${region}`);
  }
  const isOver = status === 'STOPPED';
  return {
    type: 'run',
    event: {
      sentAt,
      startedBy: {
        ref: `${starter.scheme}:${account}/${region}/`,
        key: starter.key,
      },
      targetArns: [],
      run: {
        // ECS is not told for which tick it starts the task.
        scheduledFor: null,
        // When it was asked for: pulling the image takes its time, and is late by itself.
        startedAt: createdAt,
        endedAt: isOver ? instantOf(detail.stoppedAt) ?? sentAt : null,
        outcome: taskOutcome(status, exitCodes(detail)),
        externalId: task,
      },
    },
  };
}

function exitCodes({ containers }: Record<string, unknown>): unknown[] {
  const all = Array.isArray(containers) ? containers : [];
  return all.map(one => (isObject(one) ? one.exitCode : undefined));
}
