import type { RunOutcome } from 'backstage-plugin-batch-migration-common';
import {
  instantOf,
  isObject,
  textOf,
  unreadable,
  type Envelope,
  type EventReading,
} from './envelope';

/** How ECS names who started a task: the name of a schedule or rule, not its group or bus. */
const STARTERS = [
  { prefix: 'chronos-schedule/', scheme: 'scheduler' },
  { prefix: 'events-rule/', scheme: 'rule' },
];

/**
 * Reads an "ECS Task State Change" of a task that a schedule or a rule started
 * itself. Tasks of services, of people and of state machines are no runs of
 * their own.
 */
export function readEcsTask(envelope: Envelope): EventReading {
  const { account, region, sentAt, detail } = envelope;
  const startedBy = textOf(detail.startedBy) ?? '';
  const starter = STARTERS.find(({ prefix }) => startedBy.startsWith(prefix));
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
        key: startedBy.slice(starter.prefix.length),
      },
      targetArns: [],
      run: {
        // ECS is not told for which tick it starts the task.
        scheduledFor: null,
        // When it was asked for: pulling the image takes its time, and is late by itself.
        startedAt: createdAt,
        endedAt: isOver ? instantOf(detail.stoppedAt) ?? sentAt : null,
        outcome: isOver ? taskOutcome(detail) : 'running',
        externalId: task,
      },
    },
  };
}

/** Good only if every container said so: which of them are essential the event does not tell. */
function taskOutcome({ containers }: Record<string, unknown>): RunOutcome {
  const all = Array.isArray(containers) ? containers : [];
  return all.length > 0 &&
    all.every(container => isObject(container) && container.exitCode === 0)
    ? 'succeeded'
    : 'failed';
}
