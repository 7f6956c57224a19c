import {
  listApprovals,
  showApproval,
  showWorkloadApprovals,
} from '../approvals';
import { readApprovalsQuery, readRequestId } from '../routes/approvalRoutes';
import { readId } from '../routes/workloadRoutes';
import { toQuery } from './toQuery';
import type { Tool } from './tool';

/** Reading who asked for patches and sessions, and who approved. */
export const approvalTools: Tool[] = [
  {
    name: 'list-approvals',
    title: 'List requests for approval',
    description:
      'Requests for data patches and for sessions on bastions, with who asked, who answered and how long they wait: danger first, then what waits longest. What could not be read stands in `unread`.',
    parameters: {
      kind: { type: 'texts', description: 'patch, session' },
      status: {
        type: 'texts',
        description: 'requested, approved, refused, expired, withdrawn, closed',
      },
      workload: {
        type: 'text',
        description: 'Id of a workload whose targets it decides on',
      },
      from: {
        type: 'text',
        description:
          'Day: something happened to them then or later; 90 days before `to`, or today, by default. What waits is always told.',
      },
      to: { type: 'text', description: 'Day: they were asked then or before' },
      limit: { type: 'number', description: '1 to 200, 50 by default' },
      cursor: { type: 'text', description: 'nextCursor of the page before' },
    },
    example: { status: ['requested'] },
    limitedAs: 'approvals',
    run: (estate, credentials, input) =>
      listApprovals(estate, credentials, readApprovalsQuery(toQuery(input))),
  },
  {
    name: 'get-approval',
    title: 'Show a request for approval',
    description:
      'One request with everything that happened to it, and whether the chain of its events is whole. Approves nothing.',
    parameters: {
      place: {
        type: 'text',
        description: 'Id of its place, as list-approvals tells it',
        required: true,
      },
      id: { type: 'text', description: 'Id of the request', required: true },
    },
    example: {
      place: '111122223333.ap-northeast-1.news-patches',
      id: 'patch-20260210-free-plan',
    },
    limitedAs: 'approvals',
    run: (estate, credentials, { place, id }) =>
      showApproval(
        estate,
        credentials,
        readRequestId({ place: String(place), id: String(id) }),
      ),
  },
  {
    name: 'get-workload-approvals',
    title: 'Show whether changes of a workload were approved',
    description:
      'What decides on the targets of a workload, how many requests wait there, and what the newest reconciliation found: of its standings only `clean` is good.',
    parameters: {
      id: { type: 'text', description: 'Id of the workload', required: true },
    },
    example: { id: '3f2a9c0d1e4b' },
    limitedAs: 'approvals',
    run: (estate, credentials, { id }) =>
      showWorkloadApprovals(estate, credentials, readId(String(id))),
  },
];
