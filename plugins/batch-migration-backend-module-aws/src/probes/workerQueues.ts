import type { Service } from '@aws-sdk/client-ecs';
import type { ObservationDetail } from 'backstage-plugin-batch-migration-common';
import type { ProbeAnswer } from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { reasonOf } from '../failure';
import type { AwsPlace } from '../places';
import { isQueueName, type QueueReading, readQueues } from './queueFacts';

/** A service's tag that names the queue it empties, in its own account and region. */
const QUEUE_TAG = 'batch-migration:queue';

/** A worker's answer, and the queue that it names. */
export interface WorkerAnswer {
  answer: ProbeAnswer;
  place: AwsPlace;
  /** `null` where it names none. */
  queue: string | null;
}

/** The queue that a service names in its tags; `null` where it names none. */
export function queueOf({ tags = [] }: Service): string | null {
  return tags.find(({ key }) => key === QUEUE_TAG)?.value || null;
}

/**
 * Adds what is known of the queues. All of a region are read at once, because
 * one call tells the metrics of many.
 */
export async function withQueues(
  clients: AwsClients,
  workers: readonly WorkerAnswer[],
  options: { now: Date; signal?: AbortSignal },
): Promise<ProbeAnswer[]> {
  const regions = new Map<string, { place: AwsPlace; names: string[] }>();
  for (const { place, queue } of workers) {
    if (queue === null || !isQueueName(queue)) continue;
    const region = regions.get(nameOf(place)) ?? { place, names: [] };
    region.names.push(queue);
    regions.set(nameOf(place), region);
  }
  const readings = new Map<string, QueueReading>();
  for (const [name, { place, names }] of regions) {
    try {
      const found = await readQueues(clients, place, names, options);
      for (const [queue, reading] of found) {
        readings.set(`${name}/${queue}`, reading);
      }
    } catch (error) {
      // The workers' own states were read and stand.
      const reason = reasonOf(error, 'sqs:GetQueueAttributes', name);
      for (const queue of names) {
        readings.set(`${name}/${queue}`, { status: 'unknown', reason });
      }
    }
  }
  return workers.map(({ answer, place, queue }) => {
    if (queue === null) return answer;
    const reading = readings.get(`${nameOf(place)}/${queue}`);
    return {
      ...answer,
      detail: { ...answer.detail, ...detailOf(queue, reading) },
    };
  });
}

function detailOf(
  queue: string,
  reading: QueueReading | undefined,
): ObservationDetail {
  if (reading?.status === 'read') return { queue: reading.queue };
  return {
    queueUnread:
      reading?.status === 'unknown'
        ? reading.reason
        : `There is no queue "${queue}", which its tag ${QUEUE_TAG} names`,
  };
}

function nameOf({ accountId, region }: AwsPlace): string {
  return `${accountId}/${region}`;
}
