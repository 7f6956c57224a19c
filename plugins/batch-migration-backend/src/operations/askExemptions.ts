import { ConflictError, InputError } from '@backstage/errors';
import {
  exemptionState,
  planUpdatePermission,
  type ExemptionRequest,
  type ExemptionView,
  type Workload,
} from 'backstage-plugin-batch-migration-common';
import type { Knex } from 'knex';
import { noWorkload } from '../permissions';
import { takeTurns } from '../stores';
import { audited } from './audited';
import { actorOf, type Caller, type Estate } from './estate';
import { exemptionViews } from './showExemptions';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Asks that workloads may stand still for a while: for each or for none. It
 * silences nothing before somebody else has approved it.
 *
 * @throws InputError for an expiry in the past or further ahead than allowed
 * @throws ConflictError where one waits already
 */
export async function askExemptions(
  estate: Estate,
  { credentials, request }: Caller,
  { workloadIds, reason, expiresAt }: ExemptionRequest,
): Promise<ExemptionView[]> {
  const { access, auditor, clock, database } = estate;
  const meta = { workloadIds, expiresAt };
  return audited(
    auditor,
    { eventId: 'exemption-ask', severityLevel: 'medium', request, meta },
    async () => {
      const workloads = await database.workloads.getMany(workloadIds);
      const names = new Map(workloads.map(({ id, name }) => [id, name]));
      const unknown = workloadIds.filter(id => !names.has(id));
      if (unknown.length > 0) throw noWorkload(unknown);
      await access.assertReadable(credentials, workloadIds);
      await access.assertMay(credentials, planUpdatePermission, workloadIds);
      const now = clock.now();
      assertExpiry(expiresAt, now, estate.longestExemptionDays);
      const asked = { by: actorOf(credentials), at: now.toISOString() };
      const records = await database.transaction(async tx => {
        await takeTurns(tx, 'exemptions');
        await assertNoneWaits(database, workloads, { now, tx });
        const added = await database.exemptions.ask(
          workloadIds.map(workloadId => ({
            ...{ workloadId, reason, expiresAt, asked },
          })),
          tx,
        );
        await database.history.append(
          added.map(({ workloadId }) => ({
            at: asked.at,
            actor: asked.by,
            type: 'exemption-asked',
            summary: `Asked that ${names.get(
              workloadId,
            )} may stand still until ${expiresAt}: ${reason}`,
            workloadId,
            changes: [{ field: 'exemption', before: null, after: expiresAt }],
          })),
          tx,
        );
        return added;
      });
      return exemptionViews(estate, records);
    },
  );
}

/** @throws InputError naming the field and the bounds */
function assertExpiry(expiresAt: string, now: Date, longestDays: number): void {
  const ahead = Date.parse(expiresAt) - now.getTime();
  if (ahead <= 0) {
    throw new InputError(
      `expiresAt: must be in the future; now is ${now.toISOString()}`,
    );
  }
  const longestMs = longestDays * DAY_MS;
  if (ahead > longestMs) {
    throw new InputError(
      `expiresAt: must be at most ${longestDays} days ahead, that is before ${new Date(
        now.getTime() + longestMs,
      ).toISOString()}`,
    );
  }
}

async function assertNoneWaits(
  database: Estate['database'],
  workloads: readonly Workload[],
  { now, tx }: { now: Date; tx: Knex.Transaction },
): Promise<void> {
  const known = await database.exemptions.getMany(
    workloads.map(({ id }) => id),
    tx,
  );
  const waiting = workloads.filter(({ id }) =>
    known.get(id)?.some(record => exemptionState(record, now) === 'asked'),
  );
  if (waiting.length > 0) {
    throw new ConflictError(
      `An exemption waits already for ${waiting
        .map(({ name }) => name)
        .join(', ')}. It has to be approved or withdrawn first.`,
    );
  }
}
