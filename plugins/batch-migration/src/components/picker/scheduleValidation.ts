import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import {
  isTimezone,
  validateEventBridge,
} from 'backstage-plugin-batch-migration-common';
import { languageOf } from '../../translations/languageOf';
import { serverWords } from '../../translations/said/serverWords';
import { asChosenTime, asOverrides, type Override } from './scheduleValue';

/**
 * Refuses what EventBridge would refuse before the run starts. Whether a
 * schedule means the instants of its host the server decides, with the preview.
 */
export const validateSchedulePicker: CustomFieldValidator<
  { expression: string; timezone: string } | Override[],
  { workloads?: string }
> = async (value, field, { apiHolder }) => {
  const language = await languageOf(apiHolder);
  if (!language) return;
  const { t } = language;
  const translate = serverWords(language);
  const chosen = Array.isArray(value)
    ? asOverrides(value)
    : [asChosenTime(value, '')];
  for (const { expression, timezone } of chosen) {
    const problem = validateEventBridge(expression);
    if (problem) {
      const message = translate(problem) ?? problem;
      field.addError(t('schedulePicker.problem', { message }));
    } else if (!isTimezone(timezone)) {
      field.addError(t('schedulePicker.noZone', { zone: timezone || '?' }));
    }
  }
};
