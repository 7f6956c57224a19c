import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { TargetProposal } from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { batchMigrationTranslationRef } from '../../translations';

/** `same command, same times`, and what speaks against it. */
export function useReasons(): (
  proposal: Pick<TargetProposal, 'reasons' | 'doubts'>,
) => string {
  const { t } = useTranslationRef(batchMigrationTranslationRef);
  const { locale } = useEstate();
  return ({ reasons, doubts }) =>
    [
      ...reasons.map(reason => t(`targets.reasons.${reason}`)),
      ...doubts.map(doubt => t(`targets.doubts.${doubt}`)),
    ].join(locale.startsWith('ja') ? '、' : ', ');
}
