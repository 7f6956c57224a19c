/**
 * Gives the dead letters of a worker back to its queue, once their cause is
 * mended:
 *
 *   npm run redrive -- WORKER            starts it
 *   npm run redrive -- WORKER --status   says how far it is
 *   npm run redrive -- WORKER --cancel   stops it; what was moved stays moved
 *   npm run redrive -- WORKER --rate 10  at most so many messages a second
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  CancelMessageMoveTaskCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListMessageMoveTasksCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');

/** Name of the queue that holds the dead letters of a worker. */
export function deadLettersOf(name, { workers }, { name: stack }) {
  const worker = workers.find(each => each.name === name);
  if (!worker) {
    throw new Error(`workers.yaml has no worker ${name}; there are: ${workers.map(each => each.name).join(', ')}`);
  }
  if (worker.queue.kind === 'new') return `${stack}-${name}-dlq`;
  if (worker.queue.deadLetters) return worker.queue.deadLetters;
  throw new Error(`workers.yaml names no queue for the dead letters of ${name}`);
}

/** What is asked of SQS, and the sentences that it answers. */
export async function redrive({ queueName, action, rate, client }) {
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: queueName }));
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn', 'ApproximateNumberOfMessages'] }),
  );
  const SourceArn = Attributes.QueueArn;
  if (action === 'start') {
    if (Attributes.ApproximateNumberOfMessages === '0') return [`${queueName} is empty: there is nothing to give back`];
    await client.send(
      new StartMessageMoveTaskCommand({ SourceArn, ...(rate ? { MaxNumberOfMessagesPerSecond: rate } : {}) }),
    );
    return [`About ${Attributes.ApproximateNumberOfMessages} messages of ${queueName} go back to the queue they came from`];
  }
  const { Results = [] } = await client.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 10 }));
  if (action === 'status') {
    return Results.length === 0 ? [`Nothing of ${queueName} was given back yet`] : Results.map(inWords);
  }
  const running = Results.find(({ Status }) => Status === 'RUNNING');
  if (!running) return [`Nothing of ${queueName} is being given back`];
  await client.send(new CancelMessageMoveTaskCommand({ TaskHandle: running.TaskHandle }));
  return [`Stopped: ${running.ApproximateNumberOfMessagesMoved} messages were moved before`];
}

function inWords({ Status, StartedTimestamp, ApproximateNumberOfMessagesMoved: moved, ApproximateNumberOfMessagesToMove: all, FailureReason }) {
  const when = StartedTimestamp ? ` since ${new Date(StartedTimestamp).toISOString()}` : '';
  return `${Status}${when}: ${moved ?? 0} of ${all ?? 'an unknown number of'} messages${FailureReason ? `, ${FailureReason}` : ''}`;
}

if (process.argv[1] === import.meta.filename) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { status: { type: 'boolean' }, cancel: { type: 'boolean' }, rate: { type: 'string' } },
  });
  const rate = values.rate === undefined ? undefined : Number(values.rate);
  if (positionals.length !== 1 || (rate !== undefined && !(rate >= 1 && rate <= 500))) {
    throw new Error('npm run redrive -- WORKER [--status | --cancel | --rate 1 to 500]');
  }
  const config = JSON.parse(readFileSync(join(root, 'infra/config.json'), 'utf8'));
  const workers = parse(readFileSync(join(root, 'workers.yaml'), 'utf8'));
  const action = values.status ? 'status' : values.cancel ? 'cancel' : 'start';
  const lines = await redrive({
    queueName: deadLettersOf(positionals[0], workers, config),
    action,
    rate,
    client: new SQSClient({ region: config.region }),
  });
  for (const line of lines) console.log(line);
}
