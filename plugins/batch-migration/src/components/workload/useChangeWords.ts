import type { WorkloadHistory } from 'backstage-plugin-batch-migration-common';
import { messages } from '../../translations/en';
import { useTexts } from '../../translations/useTexts';
import { usePlanFieldName } from './usePlanFieldName';

type Change = WorkloadHistory['items'][number]['changes'][number];
type PlanField = Parameters<ReturnType<typeof usePlanFieldName>>[0];

const PLAN_FIELDS: readonly PlanField[] = [
  'strategy',
  'targetPlatform',
  'wave',
  'ownerRef',
  'reviewDate',
  'notes',
  'expectedActive',
  'decision',
  'requirements',
  'intendedSchedule',
  'steps',
];

const isOneOf = <Key extends string>(
  words: Readonly<Record<Key, string>>,
  key: string,
): key is Key => Object.hasOwn(words, key);

/** One change of the history: fields and stages by their names, all else as it was. */
export function useChangeWords(): (change: Change) => string {
  const { t } = useTexts();
  const planFieldName = usePlanFieldName();
  const fieldOf = (field: string) => {
    if (field === 'stage') return t('workloads.stage');
    const known = PLAN_FIELDS.find(one => one === field);
    return known ? planFieldName(known) : field;
  };
  const valueOf = (field: string, value: string | null) => {
    if (value === null) return '–';
    if (field === 'stage' && isOneOf(messages.stages, value)) {
      return t(`stages.${value}`);
    }
    return field === 'strategy' && isOneOf(messages.strategies, value)
      ? t(`strategies.${value}`)
      : value;
  };
  return ({ field, before, after }) =>
    t('history.change', {
      field: fieldOf(field),
      before: valueOf(field, before),
      after: valueOf(field, after),
    });
}
