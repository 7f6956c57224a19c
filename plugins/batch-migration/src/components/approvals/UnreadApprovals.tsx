import type { UnreadApproval } from 'backstage-plugin-batch-migration-common';
import { ServerWords } from '../../translations/said/ServerWords';
import { useTexts } from '../../translations/useTexts';

/** What could not be read, and why: what is there is not known. */
export const UnreadApprovals = ({
  unread,
}: {
  unread: readonly UnreadApproval[];
}) => {
  const { t } = useTexts();
  if (unread.length === 0) return null;
  return (
    <ul role="alert" style={{ margin: '0 0 8px', paddingLeft: 20 }}>
      {unread.map(({ place, requestId, reason }) => (
        <li
          key={`${place.id} ${requestId}`}
          style={{ overflowWrap: 'anywhere' }}
        >
          {requestId === null
            ? t('approvals.unread', { place: place.title })
            : t('approvals.unreadRequest', {
                id: requestId,
                place: place.title,
              })}{' '}
          <ServerWords text={reason} />
        </li>
      ))}
    </ul>
  );
};
