/** One field for both frontend systems. */
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { SchedulePicker } from './SchedulePicker';
import { validateSchedulePicker } from './scheduleValidation';

export const schedulePickerField = {
  name: 'SchedulePicker',
  component: SchedulePicker,
  validation: validateSchedulePicker,
  schema: makeFieldSchema({
    output: z =>
      z.union([
        z.object({ expression: z.string(), timezone: z.string() }),
        z.array(
          z.object({
            workloadId: z.string(),
            expression: z.string(),
            timezone: z.string(),
          }),
        ),
      ]),
    uiOptions: z =>
      z.object({
        workloads: z
          .string()
          .optional()
          .describe('Name of the field of the form that holds workloads'),
      }),
  }),
};
