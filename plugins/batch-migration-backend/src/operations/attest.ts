import { InputError } from '@backstage/errors';
import {
  attestPermission,
  type Attestation,
  type AttestationRequest,
} from 'backstage-plugin-batch-migration-common';
import { audited } from './audited';
import { actorOf, type Caller, type Estate } from './estate';
import { readableWorkload } from './showWorkload';

/** An attestation is asked for again at least once a year. */
const MAX_VALIDITY_MS = 366 * 24 * 60 * 60 * 1000;

/**
 * Stores what a person says of a workload, with author and expiry.
 *
 * @throws InputError for what no job can do, and for an expiry in the past or
 *   more than a year ahead
 */
export async function attest(
  estate: Estate,
  caller: Caller,
  change: { id: string; attestation: AttestationRequest },
): Promise<Attestation> {
  const { access, auditor, clock, database } = estate;
  const { credentials, request } = caller;
  const { id, attestation } = change;
  return audited(
    auditor,
    {
      eventId: 'attest',
      severityLevel: 'medium',
      request,
      meta: { workloadId: id, fact: attestation.fact },
    },
    async () => {
      const workload = await readableWorkload(estate, credentials, id);
      await access.assertMay(credentials, attestPermission, [id]);
      if (workload.kind !== 'scheduled') {
        throw new InputError(
          `${workload.name} is ${workload.kind}: only a scheduled job has a longest run`,
        );
      }
      const now = clock.now();
      assertExpiry(attestation.expiresAt, now);
      const author = actorOf(credentials);
      const at = now.toISOString();
      return database.transaction(async tx => {
        const added = await database.attestations.add(
          { ...attestation, workloadId: id, author, at },
          tx,
        );
        // How long a job runs decides what uses of a tool meet it.
        await database.assessments.invalidate(
          await database.workloads.idsWhere(
            {
              serverRefs: workload.serverRefs,
              roleRefs: [],
              kinds: ['on-demand'],
            },
            tx,
          ),
          tx,
        );
        await database.history.append(
          [
            {
              at,
              actor: author,
              type: 'attested',
              summary: `Longest run of ${workload.name} attested as ${added.seconds} s until ${added.expiresAt}: ${added.reason}`,
              workloadId: id,
              changes: [
                {
                  field: 'longestRun',
                  before: null,
                  after: `${added.seconds} s`,
                },
              ],
            },
          ],
          tx,
        );
        return added;
      });
    },
  );
}

function assertExpiry(expiresAt: string, now: Date): void {
  const ahead = Date.parse(expiresAt) - now.getTime();
  if (ahead <= 0) {
    throw new InputError(
      `expiresAt: must be in the future; now is ${now.toISOString()}`,
    );
  }
  if (ahead > MAX_VALIDITY_MS) {
    throw new InputError(
      `expiresAt: must be at most a year ahead, that is before ${new Date(
        now.getTime() + MAX_VALIDITY_MS,
      ).toISOString()}`,
    );
  }
}
