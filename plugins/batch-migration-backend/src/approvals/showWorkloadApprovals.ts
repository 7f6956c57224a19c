import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  approvalReadPermission,
  readReconciliation,
  standingOf,
  type ApprovalPlaceView,
  type WorkloadApprovals,
} from 'backstage-plugin-batch-migration-common';
import type { ApprovalPlace } from 'backstage-plugin-batch-migration-node';
import { readableWorkload, type Estate } from '../operations';
import { placesOf } from './placesOf';
import { countConcerns, periodOf, readPlaces } from './readPlaces';

/** What decides on the targets of a workload, and what was held against it last. */
export async function showWorkloadApprovals(
  estate: Estate,
  credentials: BackstageCredentials,
  id: string,
): Promise<WorkloadApprovals> {
  const { access, approvals, clock } = estate;
  const workload = await readableWorkload(estate, credentials, id);
  await access.assertMayGenerally(credentials, approvalReadPermission);
  const places = placesOf(approvals.places, workload);
  return {
    at: clock.now().toISOString(),
    places: await Promise.all(places.map(place => placeView(estate, place))),
  };
}

async function placeView(
  estate: Estate,
  place: ApprovalPlace,
): Promise<ApprovalPlaceView> {
  const [{ requests, unread, isWaitingCut }, reconciliation] =
    await Promise.all([
      readPlaces(estate, [place], periodOf(estate)),
      reconciliationOf(estate, place),
    ]);
  const { id, title, asksSessions } = place;
  // What was not read may be what waits.
  const isRead = unread.length === 0 && !isWaitingCut;
  return {
    ...{ id, title, asksSessions, reconciliation },
    concerns: isRead ? countConcerns(requests, estate.clock.now()) : null,
  };
}

async function reconciliationOf(
  { approvals, clock }: Estate,
  place: ApprovalPlace,
): Promise<ApprovalPlaceView['reconciliation']> {
  const { told, unread } = await approvals.reconciliation(place);
  if (unread !== null) return { standing: 'unread', report: null, unread };
  try {
    const report = told && readReconciliation(told.body);
    const standing = standingOf(report, clock.now());
    return { standing, report, unread: null };
  } catch (error) {
    const reason = `It could not be read: ${toError(error).message}`;
    return { standing: 'unreadable', report: null, unread: reason };
  }
}
