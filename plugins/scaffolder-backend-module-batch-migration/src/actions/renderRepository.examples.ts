import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Render the jobs that a step called prepare made',
    example: stringify({
      steps: [
        {
          id: 'render',
          action: 'batch-migration:repository:render',
          input: {
            path: 'repository',
            answers: '${{ steps.prepare.output.answers }}',
            work: '${{ steps.prepare.output.jobs }}',
          },
        },
      ],
    }),
  },
];
