import type {
  ObservationDetail,
  QueueDetail,
  ServiceDetail,
  TrafficDetail,
} from './model';

/** Numbers of an observation that move by themselves, beside those of its facts. */
const MOVING = ['pendingCount', 'desiredCount', 'runningCount'];

/**
 * What an observation says, without the numbers that move while nothing
 * happens: how many messages wait, how many requests came, how many copies a
 * scaling rule wants. What they mean for a danger stays: a dead-letter queue
 * that fills, a queue that nobody consumes, a copy that is missing or one too
 * many, a target that is not healthy. Two looks that are equal here say the
 * same.
 */
export function steadyDetail(detail: ObservationDetail): ObservationDetail {
  const { service, queue, traffic, ...rest } = detail;
  const steady: ObservationDetail = { ...rest };
  for (const name of MOVING) {
    const value = rest[name];
    if (typeof value === 'number') steady[name] = value > 0;
  }
  return {
    ...steady,
    ...(service && { steadyService: steadyService(service) }),
    ...(queue && { steadyQueue: steadyQueue(queue) }),
    ...(traffic && { steadyTraffic: steadyTraffic(traffic) }),
  };
}

/** More than one copy matters where only one may run. */
function steadyService({ desired, running, ...rest }: ServiceDetail) {
  return {
    ...rest,
    desired: Math.min(desired, 2),
    lacks: running < desired,
    runs: running > 0,
  };
}

function steadyQueue({ name, receives, deadLetter, unread }: QueueDetail) {
  return {
    name,
    isConsumed: receives && receives > 0,
    deadLetter: deadLetter && {
      name: deadLetter.name,
      isFilled: deadLetter.visible === null ? null : deadLetter.visible > 0,
    },
    isUnread: unread !== null,
  };
}

function steadyTraffic({ requests, targets, unread, ...rest }: TrafficDetail) {
  return {
    ...rest,
    targets: targets && {
      lacks: targets.healthy < targets.registered,
      answers: targets.healthy > 0,
    },
    isCounted: requests !== null,
    isUnread: unread.length > 0,
  };
}
