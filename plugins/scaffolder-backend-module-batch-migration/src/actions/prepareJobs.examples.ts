import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const settings = {
  repository: 'news-batch-jobs',
  owner: 'group:default/news-platform',
  taskSize: '256/512',
  account: '111122223333',
  region: 'ap-northeast-1',
  vpcId: 'vpc-0a1b2c3d4e5f60718',
  subnetIds: ['subnet-0a1b2c3d4e5f60718'],
};

export const examples: TemplateExample[] = [
  {
    description: 'Move two workloads into one repository',
    example: stringify({
      steps: [
        {
          id: 'prepare',
          action: 'batch-migration:jobs:prepare',
          input: { ...settings, workloadIds: ['wl-1', 'wl-2'] },
        },
      ],
    }),
  },
  {
    description: 'A new job without a legacy side',
    example: stringify({
      steps: [
        {
          id: 'prepare',
          action: 'batch-migration:jobs:prepare',
          input: {
            ...settings,
            newJob: {
              name: 'feed-import',
              expression: 'cron(15 4 ? * MON-FRI *)',
              timezone: 'Asia/Tokyo',
              command: 'node jobs/hello.mjs',
            },
          },
        },
      ],
    }),
  },
];
