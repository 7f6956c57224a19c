import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import {
  sessionRequestPermission,
  type OpenedSession,
  type SessionRequest,
} from 'backstage-plugin-batch-migration-common';
import { SessionRefused } from 'backstage-plugin-batch-migration-node';
import { audited } from '../operations/audited';
import {
  actorOf,
  readableWorkload,
  type Caller,
  type Estate,
} from '../operations';
import { placesOf } from './placesOf';

/**
 * Asks a bastion for a session in the name of who is signed in. The bastion
 * asks people to approve it; this decides nothing.
 *
 * @throws NotAllowedError for who has no e-mail address by which people of the
 *   approval could tell them apart from an approver
 * @throws ConflictError with what the bastion says where it refuses
 */
export async function askSession(
  estate: Estate,
  { credentials, request }: Caller,
  asked: { id: string; placeId: string; session: SessionRequest },
): Promise<OpenedSession> {
  const { access, approvals, auditor, clock, database, emails } = estate;
  const { id, placeId, session } = asked;
  return audited(
    auditor,
    {
      eventId: 'session-ask',
      severityLevel: 'high',
      request,
      meta: { workloadId: id, placeId, minutes: session.minutes },
    },
    async () => {
      const workload = await readableWorkload(estate, credentials, id);
      await access.assertMayGenerally(credentials, sessionRequestPermission);
      const place = placesOf(approvals.places, workload).find(
        each => each.id === placeId && each.asksSessions,
      );
      if (!place) {
        throw new NotFoundError(
          `${workload.name} has no bastion ${placeId} that takes sessions`,
        );
      }
      const actor = actorOf(credentials);
      const email = await emails.of(actor);
      if (email === null) {
        throw new NotAllowedError(
          `${actor} has no e-mail address in the catalog: nobody could tell who asks from who approves`,
        );
      }
      const opened = await approvals
        .askSession(place, { ...session, email })
        .catch(error => {
          const { message } = toError(error);
          throw error instanceof SessionRefused
            ? new ConflictError(message)
            : new ServiceUnavailableError(message);
        });
      approvals.forget(place);
      await database.transaction(tx =>
        database.history.append(
          [
            {
              at: clock.now().toISOString(),
              actor,
              type: 'session-asked',
              summary: `Session ${opened.id} on ${place.title} for ${session.minutes} minutes: ${session.reason}`,
              workloadId: id,
              changes: [],
            },
          ],
          tx,
        ),
      );
      return { id: opened.id, endsAt: opened.endsAt };
    },
  );
}
