import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { existsSync, statSync } from 'node:fs';
import type { AwsClients } from '../clients';
import { resolveFromRoot } from '../config';
import type { AwsPlace } from '../places';
import { QueueRunEventSource } from './QueueRunEventSource';
import { RecordedRunQueue, SqsRunQueue, type RunQueue } from './runQueue';

const KEY = 'batchMigration.aws.events';

/**
 * What `batchMigration.aws.events` says; `null` where runs are only polled.
 *
 * @throws InputError naming the key that is wrong
 */
export function createRunEventSource(options: {
  config: Config;
  clients: AwsClients;
  logger: LoggerService;
  metrics: MetricsService;
}): QueueRunEventSource | null {
  const { config, clients, logger, metrics } = options;
  const queue = readQueue(config, clients);
  if (!queue) return null;
  const unreadable = metrics.createCounter(
    'batch_migration.unreadable_run_events.count',
    { description: 'Deliveries of run events that nobody can read' },
  );
  return new QueueRunEventSource(queue, logger, () => unreadable.add(1));
}

function readQueue(config: Config, clients: AwsClients): RunQueue | null {
  const queueUrl = config.getOptionalString(`${KEY}.queueUrl`);
  const recordings = config.getOptionalString(`${KEY}.recordings`);
  if (config.getOptionalString('batchMigration.aws.mode') === 'replay') {
    // Replayed, no queue is asked, whatever is configured for live.
    return recordings === undefined ? null : recordedQueue(recordings);
  }
  if (queueUrl === undefined) return null;
  const region = config.getOptionalString(`${KEY}.region`);
  return new SqsRunQueue(clients, queueUrl, queuePlace(queueUrl, region));
}

function recordedQueue(recordings: string): RunQueue {
  const directory = resolveFromRoot(recordings, process.cwd());
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    throw new InputError(
      `${KEY}.recordings: there is no directory ${directory}`,
    );
  }
  return new RecordedRunQueue(directory);
}

/** Where `https://sqs.<region>.amazonaws.com/<account>/<name>` is. */
export function queuePlace(queueUrl: string, region?: string): AwsPlace {
  const url = URL.canParse(queueUrl) ? new URL(queueUrl) : null;
  const found = /^sqs\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$/.exec(
    url?.hostname ?? '',
  );
  const [, accountId, name] = url?.pathname.split('/') ?? [];
  if (!url || !/^\d{12}$/.test(accountId ?? '') || !name) {
    throw new InputError(
      `${KEY}.queueUrl: expected https://sqs.<region>.amazonaws.com/<account>/<name>, got: ${queueUrl}`,
    );
  }
  const where = region ?? found?.[1];
  if (where === undefined) {
    throw new InputError(
      `${KEY}.region: the address of the queue names no region, so it must be given`,
    );
  }
  return { accountId, region: where };
}
