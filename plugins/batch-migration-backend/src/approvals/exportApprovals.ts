import { ServiceUnavailableError } from '@backstage/errors';
import {
  approvalCsvHeader,
  approvalCsvRecord,
  approvalReadPermission,
  BYTE_ORDER_MARK,
  dayIn,
} from 'backstage-plugin-batch-migration-common';
import { audited } from '../operations/audited';
import type { Caller, Estate } from '../operations';
import { matchingRequests, type ApprovalsRequest } from './listApprovals';

/**
 * All requests that match, as CSV. It takes out more than any page shows, so
 * the audit log tells who took it.
 *
 * @throws ServiceUnavailableError where something could not be read: a file
 *   without it would say that there is nothing
 */
export async function exportApprovals(
  estate: Estate,
  { credentials, request }: Caller,
  asked: Omit<ApprovalsRequest, 'limit' | 'offset'> & {
    /** Begins with a byte order mark, for Excel. */
    bom: boolean;
  },
): Promise<{ fileName: string; content: string }> {
  const { access, auditor, clock, timezone } = estate;
  return audited(
    auditor,
    { eventId: 'approvals-export', severityLevel: 'medium', request },
    async () => {
      await access.assertMayGenerally(credentials, approvalReadPermission);
      const { matching, unread, cutAt, isWaitingCut } = await matchingRequests(
        estate,
        credentials,
        asked,
      );
      if (unread.length > 0 || cutAt !== null || isWaitingCut) {
        const reason =
          unread[0]?.reason ??
          (isWaitingCut
            ? 'more waits than is read at once'
            : `what was asked at ${cutAt} or before was not read; give from a later day, or to an earlier one`);
        throw new ServiceUnavailableError(
          `A file would not be whole: ${reason}`,
        );
      }
      const now = clock.now();
      const records = matching.map(each =>
        approvalCsvRecord(each.place.title, each.request, now),
      );
      return {
        fileName: `approvals-${dayIn(timezone, now)}.csv`,
        content: [
          asked.bom ? BYTE_ORDER_MARK : '',
          approvalCsvHeader(),
          ...records,
        ].join(''),
      };
    },
  );
}
