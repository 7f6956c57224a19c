import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Upgrade the repository of a component',
    example: stringify({
      steps: [
        {
          id: 'upgrade',
          action: 'golden-path:upgrade',
          input: { component: 'component:default/news-batch-jobs' },
        },
      ],
    }),
  },
  {
    description: 'Give an answer that the new version asks for',
    example: stringify({
      steps: [
        {
          id: 'upgrade',
          action: 'golden-path:upgrade',
          input: {
            component: 'component:default/news-batch-jobs',
            answers: { runtime: 'ruby' },
          },
        },
      ],
    }),
  },
];
