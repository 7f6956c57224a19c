import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Publish the folder repository of the workspace',
    example: stringify({
      steps: [
        {
          id: 'publish',
          action: 'batch-migration:repository:publish',
          input: { path: 'repository', name: 'news-batch-jobs' },
        },
      ],
    }),
  },
];
