import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import {
  isTimezone,
  validateEventBridge,
} from 'backstage-plugin-batch-migration-common';
import { asChosenTime, asOverrides, type Override } from './scheduleValue';

/**
 * Refuses what EventBridge would refuse before the run starts. Whether a
 * schedule means the instants of its host the server decides, with the preview.
 */
export const validateSchedulePicker: CustomFieldValidator<
  { expression: string; timezone: string } | Override[],
  { workloads?: string }
> = (value, field) => {
  const chosen = Array.isArray(value)
    ? asOverrides(value)
    : [asChosenTime(value, '')];
  for (const { expression, timezone } of chosen) {
    const problem = validateEventBridge(expression);
    if (problem) field.addError(`${expression || 'Nothing'}: ${problem}`);
    else if (!isTimezone(timezone)) {
      field.addError(
        `${timezone || 'Nothing'} is no time zone, such as Asia/Tokyo`,
      );
    }
  }
};
