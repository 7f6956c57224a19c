import type { Plan } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';

/** What a field of a plan is called on the pages. */
export function usePlanFieldName() {
  const { t } = useTexts();
  return (field: Exclude<keyof Plan, 'version'>): string => {
    if (field === 'ownerRef') return t('plan.owner');
    if (field === 'intendedSchedule') return t('planDetails.intended');
    if (field === 'canary') return t('canary.planField');
    return t(`plan.${field}`);
  };
}
