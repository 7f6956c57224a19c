import type { OwnerProposal } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { refName } from '../links';
import { OwnerProposals } from './OwnerProposals';

/** Beside the field of the owner: fills it, and says that it is not saved yet. */
export const ProposedOwner = ({
  proposals,
  ownerRef,
  onUse,
}: {
  proposals: readonly OwnerProposal[];
  /** What stands in the field. */
  ownerRef: string | null;
  onUse: (ownerRef: string) => void;
}) => {
  const { t } = useTexts();
  if (proposals.length === 0) return null;
  const isProposed = proposals.some(one => one.ownerRef === ownerRef);
  return (
    <>
      <OwnerProposals proposals={proposals} onUse={onUse} />
      <p role="status" style={{ margin: 0 }}>
        {ownerRef !== null &&
          isProposed &&
          t('owners.filled', { owner: refName(ownerRef) })}
      </p>
    </>
  );
};
