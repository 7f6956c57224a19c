import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Link the console of a published repository, as the last step',
    example: stringify({
      steps: [
        {
          id: 'link',
          action: 'batch-migration:tool:link',
          input: {
            repository: '${{ steps.publish.output.repository }}',
            name: 'news-bastion',
            account: '111122223333',
            region: 'ap-northeast-1',
            runsOn: 'ecs-exec',
            workloadId: '3f2a9c0d1e4b',
          },
        },
      ],
    }),
  },
];
