import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { batchMigrationApiRef } from '../../api';
import { ownWords } from '../states/LoadError';
import {
  asIds,
  missingSecrets,
  refusalOf,
  takenKind,
  type FormAnswers,
} from './takeable';

/** What is said in the form's error list, where no translation reaches. */
const REASONS = {
  'not-scheduled': 'is not a scheduled job',
  'not-resident': 'is not a resident worker',
  'no-schedule': 'has no schedule that was seen',
  retired: 'is retired',
  'already-linked': 'has a target already',
  drift: 'differs between Git and the host; settle that first',
};

/** Refuses what cannot be taken before the run starts; the server checks again. */
export const validateWorkloadPicker: CustomFieldValidator<string[]> = async (
  value,
  field,
  { apiHolder, formData, uiSchema },
) => {
  const answers: FormAnswers = formData;
  const taken = takenKind(uiSchema?.['ui:options']);
  const api = apiHolder.get(batchMigrationApiRef);
  if (!api) return;
  for (const id of asIds(value)) {
    try {
      const workload = await api.workload(id);
      const refusal = refusalOf(workload, answers, taken);
      if (refusal) field.addError(`${workload.name} ${REASONS[refusal]}`);
      else if (workload.translation?.status === 'unsupported') {
        field.addError(
          `${workload.name} cannot be translated: ${workload.translation.reason}`,
        );
      }
      for (const name of missingSecrets(workload, answers)) {
        field.addError(
          `${workload.name} needs ${name}: say where that credential is kept`,
        );
      }
    } catch (error) {
      field.addError(`${id}: ${ownWords(error as Error)}`);
    }
  }
};
