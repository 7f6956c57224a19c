import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const settings = {
  repository: 'news-workers',
  owner: 'group:default/news-platform',
  taskSize: '256/512',
  account: '111122223333',
  region: 'ap-northeast-1',
  vpcId: 'vpc-0a1b2c3d4e5f60718',
  subnetIds: ['subnet-0a1b2c3d4e5f60718'],
};

export const examples: TemplateExample[] = [
  {
    description: 'Move a worker as it is, with its queue, as a singleton',
    example: stringify({
      steps: [
        {
          id: 'prepare',
          action: 'batch-migration:worker:prepare',
          input: {
            ...settings,
            workloadIds: ['wl-1'],
            poller: 'own',
            tasks: 'singleton',
            queue: 'existing',
            existingQueue: { name: 'mail', deadLetters: 'mail-dead' },
            maxProcessingSeconds: 60,
            repeatable: true,
          },
        },
      ],
    }),
  },
  {
    description: 'A new worker with the example poller, scaled by its queue',
    example: stringify({
      steps: [
        {
          id: 'prepare',
          action: 'batch-migration:worker:prepare',
          input: {
            ...settings,
            newWorker: { name: 'thumbnails', command: '' },
            poller: 'example',
            tasks: 'scaled',
            minTasks: 0,
            maxTasks: 20,
            queue: 'new',
            maxProcessingSeconds: 600,
            typicalProcessingSeconds: 20,
            repeatable: true,
          },
        },
      ],
    }),
  },
];
