import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { batchMigrationApiRef } from '../../api';
import { languageOf } from '../../translations/languageOf';
import { serverWords } from '../../translations/said/serverWords';
import { ownWords } from '../states/LoadError';
import {
  asIds,
  missingSecrets,
  refusalOf,
  takenKind,
  type FormAnswers,
} from './takeable';

/** Refuses what cannot be taken before the run starts; the server checks again. */
export const validateWorkloadPicker: CustomFieldValidator<string[]> = async (
  value,
  field,
  { apiHolder, formData, uiSchema },
) => {
  const answers: FormAnswers = formData;
  const taken = takenKind(uiSchema?.['ui:options']);
  const api = apiHolder.get(batchMigrationApiRef);
  const language = await languageOf(apiHolder);
  if (!api || !language) return;
  const { t } = language;
  const translate = serverWords(language);
  const said = (text: string) => translate(text) ?? text;
  for (const id of asIds(value)) {
    try {
      const workload = await api.workload(id);
      const { name, translation } = workload;
      const refusal = refusalOf(workload, answers, taken);
      if (refusal) {
        const reason = t(`picker.refusals.${refusal}`);
        field.addError(t('picker.refused', { name, reason }));
      } else if (translation?.status === 'unsupported') {
        const reason = said(translation.reason ?? '');
        field.addError(t('picker.untranslatable', { name, reason }));
      }
      for (const secret of missingSecrets(workload, answers)) {
        field.addError(t('picker.secret', { name, secret }));
      }
    } catch (error) {
      const message = said(ownWords(error as Error));
      field.addError(t('picker.failed', { id, message }));
    }
  }
};
