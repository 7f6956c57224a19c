import type { TargetProposal } from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { useTexts } from '../../translations/useTexts';

/** `same command, same times`, and what speaks against it. */
export function useReasons(): (
  proposal: Pick<TargetProposal, 'reasons' | 'doubts'>,
) => string {
  const { t } = useTexts();
  const { locale } = useEstate();
  return ({ reasons, doubts }) =>
    [
      ...reasons.map(reason => t(`targets.reasons.${reason}`)),
      ...doubts.map(doubt => t(`targets.doubts.${doubt}`)),
    ].join(locale.startsWith('ja') ? '、' : ', ');
}
