/** One field for both frontend systems. */
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { GoldenPathPreview } from './GoldenPathPreview';

export const goldenPathPreviewField = {
  name: 'GoldenPathPreview',
  component: GoldenPathPreview,
  schema: makeFieldSchema({
    output: z => z.null(),
    uiOptions: z =>
      z.object({
        template: z
          .string()
          .optional()
          .describe('Name of the template; scheduled-fargate-job if left out'),
      }),
  }),
};
