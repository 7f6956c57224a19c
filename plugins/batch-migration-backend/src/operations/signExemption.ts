import { ConflictError, NotAllowedError } from '@backstage/errors';
import {
  exemptionApprovePermission,
  exemptionState,
  planUpdatePermission,
  type ExemptionRecord,
  type ExemptionView,
} from 'backstage-plugin-batch-migration-common';
import { assessChanged } from './assessChanged';
import { audited } from './audited';
import { actorOf, type Caller, type Estate } from './estate';
import { exemptionViews, readableExemption } from './showExemptions';

/**
 * Answers for an exemption that somebody else asked. From now on it silences
 * that the workload does not run, until it lapses.
 *
 * @throws NotAllowedError for who asked
 * @throws ConflictError where it does not wait any more
 */
export async function approveExemption(
  estate: Estate,
  caller: Caller,
  id: number,
): Promise<ExemptionView> {
  const { access, auditor, clock, database } = estate;
  const { credentials, request } = caller;
  const meta = { exemptionId: id };
  return audited(
    auditor,
    { eventId: 'exemption-approve', severityLevel: 'high', request, meta },
    async () => {
      const record = await readableExemption(estate, credentials, id);
      const { workloadId, asked, expiresAt } = record;
      await access.assertMay(credentials, exemptionApprovePermission, [
        workloadId,
      ]);
      const now = clock.now();
      const approval = { by: actorOf(credentials), at: now.toISOString() };
      if (approval.by === asked.by) {
        throw new NotAllowedError(
          `${asked.by} asked for the exemption ${id}: another person must approve it`,
        );
      }
      assertWaits(record, now);
      const name = await nameOf(estate, workloadId);
      await database.transaction(async tx => {
        if (!(await database.exemptions.approve(id, approval, tx))) {
          throw new ConflictError(
            `Somebody else answered the exemption ${id} at the same moment. Read it again.`,
          );
        }
        await database.history.append(
          [
            {
              at: approval.at,
              actor: approval.by,
              type: 'exemption-approved',
              summary: `Approved that ${name} may stand still until ${expiresAt}, as ${asked.by} asked: ${record.reason}`,
              workloadId,
              changes: [
                {
                  field: 'exemptionApproval',
                  before: null,
                  after: approval.by,
                },
              ],
            },
          ],
          tx,
        );
        await database.assessments.invalidate([workloadId], tx);
      });
      await assessChanged(estate, [workloadId], now);
      const [view] = await exemptionViews(estate, [{ ...record, approval }]);
      return view;
    },
  );
}

/** Takes an exemption back. One that was taken back before stays so. */
export async function withdrawExemption(
  estate: Estate,
  caller: Caller,
  id: number,
): Promise<ExemptionView> {
  const { access, auditor, clock, database } = estate;
  const { credentials, request } = caller;
  const meta = { exemptionId: id };
  return audited(
    auditor,
    { eventId: 'exemption-withdraw', severityLevel: 'medium', request, meta },
    async () => {
      const { workloadId } = await readableExemption(estate, credentials, id);
      await access.assertMay(credentials, planUpdatePermission, [workloadId]);
      const now = clock.now();
      const withdrawal = { by: actorOf(credentials), at: now.toISOString() };
      const name = await nameOf(estate, workloadId);
      await database.transaction(async tx => {
        if (!(await database.exemptions.withdraw(id, withdrawal, tx))) return;
        await database.history.append(
          [
            {
              at: withdrawal.at,
              actor: withdrawal.by,
              type: 'exemption-withdrawn',
              summary: `Took back that ${name} may stand still`,
              workloadId,
              changes: [
                {
                  field: 'exemptionWithdrawal',
                  before: null,
                  after: withdrawal.by,
                },
              ],
            },
          ],
          tx,
        );
        await database.assessments.invalidate([workloadId], tx);
      });
      await assessChanged(estate, [workloadId], now);
      const record = await readableExemption(estate, credentials, id);
      const [view] = await exemptionViews(estate, [record]);
      return view;
    },
  );
}

/** @throws ConflictError saying what became of it */
function assertWaits(record: ExemptionRecord, now: Date): void {
  const { id, approval, expiresAt, withdrawal } = record;
  const state = exemptionState(record, now);
  if (state === 'asked') return;
  const reasons = {
    approved: `was approved by ${approval?.by} at ${approval?.at}`,
    lapsed: `lapsed at ${expiresAt}; ask for a new one`,
    withdrawn: `was withdrawn by ${withdrawal?.by} at ${withdrawal?.at}`,
  };
  throw new ConflictError(`The exemption ${id} ${reasons[state]}`);
}

async function nameOf({ database }: Estate, id: string): Promise<string> {
  const [shown] = await database.workloads.shown([id]);
  return shown?.name ?? id;
}
