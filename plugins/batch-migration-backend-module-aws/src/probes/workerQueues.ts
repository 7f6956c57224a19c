import type { Service } from '@aws-sdk/client-ecs';
import type { QueueDetail } from 'backstage-plugin-batch-migration-common';
import type { ProbeAnswer } from 'backstage-plugin-batch-migration-node';
import type { AwsClients } from '../clients';
import { reasonOf } from '../failure';
import type { AwsPlace } from '../places';
import { isQueueName, type QueueReading, readQueues } from './queueFacts';

/** A service's tag that names the queue it empties, in its own account and region. */
const QUEUE_TAG = 'batch-migration:queue';

/** A scaling rule has started a task so long after a message came, in seconds. */
const STARTS_WITHIN_SECONDS = 15 * 60;

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
    if (reading?.status === 'read') return withQueueOf(answer, reading.queue);
    const queueUnread =
      reading?.status === 'unknown'
        ? reading.reason
        : `There is no queue "${queue}", which its tag ${QUEUE_TAG} names`;
    return { ...answer, detail: { ...answer.detail, queueUnread } };
  });
}

/**
 * Adds the facts of the queue. A worker that stands at zero is active on an
 * empty queue only: where messages wait and nobody receives them, its trigger
 * came and it does not do its work. Time to start is left to its rule, and
 * what is not known is not held against it.
 */
export function withQueueOf(
  answer: ProbeAnswer,
  queue: QueueDetail,
): ProbeAnswer {
  const { state, detail } = answer;
  const { visible, oldestMessageSeconds: age, receives, name } = queue;
  const isAtZero =
    state === 'active' &&
    detail.service?.desired === 0 &&
    detail.service.running === 0;
  const isLeftAlone =
    visible > 0 &&
    receives === 0 &&
    age !== null &&
    age >= STARTS_WITHIN_SECONDS;
  if (!isAtZero || !isLeftAlone) {
    return { ...answer, detail: { ...detail, queue } };
  }
  const reason = `It stands at zero, and its rule starts nothing: ${visible} messages wait in ${name}, the oldest for ${Math.floor(
    age / 60,
  )} minutes, and nobody receives them`;
  return { ...answer, state: 'idle', detail: { ...detail, queue, reason } };
}

function nameOf({ accountId, region }: AwsPlace): string {
  return `${accountId}/${region}`;
}
