import type { LocationRef } from 'backstage-plugin-batch-migration-common';
import type { Probe, ProbeAnswer } from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { unknown } from './answers';
import { observeBatches } from './observeBatches';
import { isQueueName, type QueueReading, readQueues } from './queueFacts';

const SCHEME = 'queue';

/**
 * A queue as a location. It holds work and does none, so that it is never
 * `active`: a queue that somebody links must not count as a worker that runs.
 */
export function queueAnswer(
  location: LocationRef,
  reading: QueueReading,
): ProbeAnswer {
  switch (reading.status) {
    case 'read':
      return {
        location,
        state: 'idle',
        detail: {
          queue: reading.queue,
          reason:
            'A queue holds work and does none: link what consumes it, and name the queue in the tag batch-migration:queue of that service',
        },
      };
    case 'absent':
      return { location, state: 'absent', detail: {} };
    default:
      return unknown(location, reading.reason);
  }
}

/** Looks at queues of SQS: what waits, how long, and what could not be done. */
export class SqsQueueProbe implements Probe {
  readonly id = 'aws-sqs-queue';

  constructor(private readonly clients: AwsClients) {}

  handles({ ref }: LocationRef): boolean {
    return ref.startsWith(`${SCHEME}:`);
  }

  async observe(
    locations: LocationRef[],
    options: { now: Date; signal?: AbortSignal },
  ): Promise<ProbeAnswer[]> {
    return observeBatches(
      locations,
      {
        scheme: SCHEME,
        shape: 'region',
        action: 'sqs:GetQueueAttributes',
        concurrentCalls: 1,
        misnamed: ({ key }) =>
          isQueueName(key) ? null : `"${key}" is no name of a queue`,
        look: async (group, place) => {
          const names = group.map(({ key }) => key);
          const readings = await readQueues(
            this.clients,
            place,
            names,
            options,
          );
          return group.map(one => queueAnswer(one, readings.get(one.key)!));
        },
      },
      options.signal,
    );
  }
}
