import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Link the workers of a published repository, as the last step',
    example: stringify({
      steps: [
        {
          id: 'link',
          action: 'batch-migration:worker:link',
          input: {
            repository: '${{ steps.publish.output.repository }}',
            account: '111122223333',
            region: 'ap-northeast-1',
            cluster: 'news-workers',
            workers: '${{ steps.prepare.output.workers }}',
          },
        },
      ],
    }),
  },
];
