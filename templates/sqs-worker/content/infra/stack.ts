import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config } from './config';
import { Alerts } from './constructs/alerts';
import { PrivateNetwork } from './constructs/private-network';
import { QueueWorker } from './constructs/queue-worker';
import { StackKey } from './constructs/stack-key';
import { WorkerPlatform } from './constructs/worker-platform';
import type { Worker } from './workers/worker';

export interface WorkersStackProps extends StackProps {
  config: Config;
  workers: Worker[];
}

/** All workers of `workers.yaml`, in a network that exists already. */
export class WorkersStack extends Stack {
  constructor(scope: Construct, id: string, { config, workers, ...props }: WorkersStackProps) {
    super(scope, id, { ...props, tags: { owner: config.owner } });
    const network = new PrivateNetwork(this, 'Network', { config });
    const { key } = new StackKey(this, 'Key');
    const platform = new WorkerPlatform(this, 'Platform', { network, config, key });
    const alerts = new Alerts(this, 'Alerts', { email: config.alertEmail, key });
    alerts.onTrouble(platform.cluster);
    for (const worker of workers) {
      new QueueWorker(this, worker.name, { worker, platform, alerts, key });
    }
  }
}
