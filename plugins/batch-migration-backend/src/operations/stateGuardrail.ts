import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  attestPermission,
  weightTrack,
  type GuardrailRecord,
  type GuardrailStatementRequest,
} from 'backstage-plugin-batch-migration-common';
import { showCutover } from '../cutover';
import { audited } from './audited';
import { actorOf, type Caller, type Estate } from './estate';
import { readableWorkload } from './showWorkload';
import { currentAssessments } from './workloadViews';

/**
 * Stores what a person says of a guardrail during the bake that runs. What is
 * measured goes before it.
 *
 * @throws NotFoundError where the plan has no such guardrail
 * @throws ConflictError where another weight is set than the person looked at
 */
export async function stateGuardrail(
  estate: Estate,
  { credentials, request }: Caller,
  change: { id: string; guardrailId: string; said: GuardrailStatementRequest },
): Promise<GuardrailRecord> {
  const { access, auditor, clock, database, secondPerson } = estate;
  const { id, guardrailId, said } = change;
  return audited(
    auditor,
    {
      eventId: 'guardrail-state',
      severityLevel: 'medium',
      request,
      meta: { workloadId: id, guardrailId, statement: said.statement },
    },
    async () => {
      const workload = await readableWorkload(estate, credentials, id);
      await access.assertMay(credentials, attestPermission, [id]);
      const now = clock.now();
      const assessment = (await currentAssessments(database, [id], now)).get(
        id,
      )!;
      const by = actorOf(credentials);
      const at = now.toISOString();
      const planned = await database.plans.get(id);
      const cutover = await showCutover(database, {
        ...{ workload, plan: planned, assessment, secondPerson, now },
      });
      const { bake } = weightTrack(cutover, now);
      if (!bake) {
        throw new InputError(
          `${workload.name} sends nothing to the target by weight yet: there is no bake to say anything of`,
        );
      }
      if (bake.stepId !== said.stepId) {
        throw new ConflictError(
          `stepId: step ${bake.number} bakes now, at ${bake.percent} %. Look again, then repeat.`,
        );
      }
      return database.transaction(async tx => {
        const plan = (await database.plans.lock([id], tx)).get(id);
        const guardrail = plan?.canary?.guardrails.find(
          one => one.id === guardrailId,
        );
        if (!guardrail) {
          throw new NotFoundError(`The plan has no guardrail ${guardrailId}`);
        }
        const { statement, stepId, note } = said;
        const record = await database.guardrails.add(
          id,
          { guardrailId, stepId, statement, note, by, at },
          tx,
        );
        await database.history.append(
          [
            {
              at,
              actor: by,
              type: 'attested',
              summary: `Guardrail “${guardrail.title}” of ${workload.name} at ${bake.percent} %: ${statement}. ${note}`,
              workloadId: id,
              changes: [
                {
                  field: `guardrail ${guardrailId}`,
                  before: null,
                  after: statement,
                },
              ],
            },
          ],
          tx,
        );
        return record;
      });
    },
  );
}
