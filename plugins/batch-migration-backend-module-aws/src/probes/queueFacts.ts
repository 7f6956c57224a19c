import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type QueueAttributeName,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { toError } from '@backstage/errors';
import type { QueueDetail } from 'backstage-plugin-batch-migration-common';
import type { AwsClients } from '../clients';
import { mapConcurrently } from '../concurrent';
import { reasonOf } from '../failure';
import { type MetricQuestion, readMetrics } from '../metrics';
import type { AwsPlace } from '../places';

/**
 * A FIFO queue takes 300 calls a second for each action (SQS's quotas), a
 * standard one nearly any number; this keeps a round from being a burst.
 */
const CONCURRENT_CALLS = 8;
/** Up to 80 characters, `.fifo` included: `CreateQueue` in the SQS reference. */
const NAME = /^(?=.{1,80}$)[0-9A-Za-z_-]+(\.fifo)?$/;

const ATTRIBUTES: QueueAttributeName[] = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
  'RedrivePolicy',
];
const AGE = 'ApproximateAgeOfOldestMessage';
/** A consumer that finds nothing leaves an empty receive. */
const RECEIVES = ['NumberOfMessagesReceived', 'NumberOfEmptyReceives'];

/** What was seen of a queue. */
export type QueueReading =
  | { status: 'read'; queue: QueueDetail }
  | { status: 'absent' }
  | { status: 'unknown'; reason: string };

/** Whether a text can be the name of a queue. */
export function isQueueName(name: string): boolean {
  return NAME.test(name);
}

/**
 * Facts of queues by name. The numbers of messages are SQS's own, and
 * approximate; the age of the oldest one is known to CloudWatch alone.
 */
export async function readQueues(
  clients: AwsClients,
  place: AwsPlace,
  names: readonly string[],
  options: { now: Date; signal?: AbortSignal },
): Promise<Map<string, QueueReading>> {
  const readings = new Map<string, QueueReading>();
  await mapConcurrently(
    [...new Set(names)],
    CONCURRENT_CALLS,
    async name => {
      readings.set(name, await readQueue(clients, place, name, options.signal));
    },
    options.signal,
  );
  await addMetrics(clients, place, readings, options);
  return readings;
}

async function readQueue(
  clients: AwsClients,
  place: AwsPlace,
  name: string,
  signal?: AbortSignal,
): Promise<QueueReading> {
  let attributes: Record<string, string>;
  let client: SQSClient;
  try {
    client = await clients.get('sqs', place);
    attributes = await attributesOf(client, name, signal);
  } catch (error) {
    if (isNoQueue(error)) return { status: 'absent' };
    const at = `queue:${place.accountId}/${place.region}/${name}`;
    const reason = reasonOf(error, 'sqs:GetQueueAttributes', at);
    return { status: 'unknown', reason };
  }
  const [visible, inFlight, delayed] = ATTRIBUTES.slice(0, 3).map(attribute =>
    countOf(attributes[attribute]),
  );
  if (visible === null || inFlight === null || delayed === null) {
    const reason = `SQS did not tell how many messages are in ${name}`;
    return { status: 'unknown', reason };
  }
  const queue: QueueDetail = {
    name,
    visible,
    inFlight,
    delayed,
    oldestMessageSeconds: null,
    receives: null,
    deadLetter: null,
    unread: null,
  };
  const deadLetter = deadLetterOf(attributes.RedrivePolicy);
  if (deadLetter) {
    queue.deadLetter = { name: deadLetter, visible: null };
    try {
      const dead = await attributesOf(client, deadLetter, signal);
      queue.deadLetter.visible = countOf(dead.ApproximateNumberOfMessages);
    } catch (error) {
      queue.unread = isNoQueue(error)
        ? `Its dead-letter queue ${deadLetter} does not exist: messages that fail are kept and tried again`
        : reasonOf(error, 'sqs:GetQueueAttributes', deadLetter);
    }
  }
  return { status: 'read', queue };
}

async function attributesOf(
  client: SQSClient,
  name: string,
  signal?: AbortSignal,
): Promise<Record<string, string>> {
  const options = { abortSignal: signal };
  const { QueueUrl } = await client.send(
    new GetQueueUrlCommand({ QueueName: name }),
    options,
  );
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ATTRIBUTES }),
    options,
  );
  return Attributes;
}

/** Adds age and receives; without them the other numbers still stand. */
async function addMetrics(
  clients: AwsClients,
  place: AwsPlace,
  readings: ReadonlyMap<string, QueueReading>,
  options: { now: Date; signal?: AbortSignal },
): Promise<void> {
  const queues = [...readings.values()].flatMap(reading =>
    reading.status === 'read' ? reading.queue : [],
  );
  try {
    const questions = queues.flatMap(({ name }) => questionsOf(name));
    const values = await readMetrics(clients, place, questions, options);
    for (const queue of queues) {
      const valueOf = (metric: string) => values.get(`${queue.name} ${metric}`);
      const age = valueOf(AGE);
      const receives = RECEIVES.map(valueOf);
      const isEmpty = queue.visible + queue.inFlight + queue.delayed === 0;
      queue.oldestMessageSeconds = isEmpty ? 0 : age ?? null;
      queue.receives = receives.some(value => value !== undefined)
        ? receives.reduce<number>((sum, value) => sum + (value ?? 0), 0)
        : null;
      if (queue.oldestMessageSeconds === null || queue.receives === null) {
        // A queue that nobody touched for six hours tells no metrics.
        queue.unread ??=
          'CloudWatch has no values of the last 15 minutes: nobody may have used the queue for six hours';
      }
    }
  } catch (error) {
    const at = `${place.accountId}/${place.region}`;
    const reason = reasonOf(error, 'cloudwatch:GetMetricData', at);
    for (const queue of queues) queue.unread ??= reason;
  }
}

function questionsOf(name: string): MetricQuestion[] {
  return [AGE, ...RECEIVES].map(metric => ({
    label: `${name} ${metric}`,
    namespace: 'AWS/SQS',
    metric,
    dimensions: { QueueName: name },
    take: metric === AGE ? 'latest' : 'sum',
  }));
}

/** `QueueDoesNotExist`, and what the older wire format calls it. */
function isNoQueue(error: unknown): boolean {
  return /QueueDoesNotExist|NonExistentQueue/.test(toError(error).name);
}

/** A count as SQS writes it; `null` for what is no count. */
function countOf(text: string | undefined): number | null {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}

/** It is in the account and region of its queue: the SQS guide says so. */
function deadLetterOf(redrivePolicy: string | undefined): string | null {
  try {
    const { deadLetterTargetArn } = JSON.parse(redrivePolicy ?? '{}');
    const name = String(deadLetterTargetArn ?? '')
      .split(':')
      .pop()!;
    return isQueueName(name) ? name : null;
  } catch {
    return null;
  }
}
