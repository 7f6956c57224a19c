import type { ServiceDetail } from 'backstage-plugin-batch-migration-common';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';

type Copies = Pick<ServiceDetail, 'running' | 'desired'>;

/** Copies that run, of those that should, of all services of one side together. */
export function useCopies(): (services: readonly Copies[]) => string {
  const { t } = useTexts();
  const numberText = useNumberText();
  const sumOf = (services: readonly Copies[], field: keyof Copies) =>
    numberText(services.reduce((sum, service) => sum + service[field], 0));
  return services =>
    t('placeFacts.copiesOf', {
      running: sumOf(services, 'running'),
      desired: sumOf(services, 'desired'),
    });
}
