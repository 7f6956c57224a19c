import { readEcsTask } from './ecsTaskEvent';
import {
  instantOf,
  isObject,
  unreadable,
  type Envelope,
  type EventReading,
} from './envelope';
import { readExecution } from './executionEvent';

type Reader = (envelope: Envelope) => EventReading;

/** By source and detail type. */
const READERS: Record<string, Reader> = {
  'aws.states Step Functions Execution Status Change': readExecution,
  'aws.ecs ECS Task State Change': readEcsTask,
};

/** Reads one event as EventBridge sends it. It came through a queue: anything may stand in it. */
export function readEvent(body: string | undefined): EventReading {
  let event: unknown;
  try {
    event = JSON.parse(body ?? '');
  } catch {
    return unreadable('it is no JSON');
  }
  if (!isObject(event)) return unreadable('it is no event of EventBridge');
  const { source, account, region, time, detail } = event;
  const type = event['detail-type'];
  if (typeof source !== 'string' || typeof type !== 'string') {
    return unreadable('it is no event of EventBridge');
  }
  const kind = `${source} ${type}`;
  const read = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
  if (!read) return { type: 'ignored' };
  const sentAt = instantOf(time);
  if (
    typeof account !== 'string' ||
    typeof region !== 'string' ||
    sentAt === null ||
    !isObject(detail)
  ) {
    return unreadable(`the ${type} lacks account, region, time or detail`);
  }
  return read({ account, region, sentAt, detail });
}
