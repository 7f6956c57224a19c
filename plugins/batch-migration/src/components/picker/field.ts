/** One field for both frontend systems. */
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { validateWorkloadPicker } from './validation';
import { WorkloadPicker } from './WorkloadPicker';

export const workloadPickerField = {
  name: 'WorkloadPicker',
  component: WorkloadPicker,
  validation: validateWorkloadPicker,
  schema: makeFieldSchema({ output: z => z.array(z.string()) }),
};
