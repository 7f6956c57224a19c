import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  decideStep,
  stepCompletePermission,
  type CutoverStep,
  type CutoverView,
  type StepDecision,
  type StepEvent,
  type StepRecord,
  type StepRequest,
} from 'backstage-plugin-batch-migration-common';
import { seeSteps, showCutover, stepEvent } from '../cutover';
import { audited } from './audited';
import { actorOf, type Caller, type Estate } from './estate';
import { readableWorkload } from './showWorkload';
import { currentAssessments } from './workloadViews';

/**
 * Completes a step, confirms it as the second person, or takes it back. What
 * a probe ticks nobody ticks by hand; after the point of no return nothing is
 * taken back. Of two who do the same at once, one is told that it is done.
 *
 * @throws NotFoundError for a step that the plan has not
 * @throws ConflictError where plan or step are no longer as they were read
 * @throws InputError for what a rule forbids, saying which
 * @throws NotAllowedError for who would be the second person of their own step
 */
export async function changeStep(
  estate: Estate,
  { credentials, request }: Caller,
  change: { id: string; stepId: string; asked: StepRequest },
): Promise<CutoverView> {
  const { access, auditor, clock, database, secondPerson } = estate;
  const { id, stepId, asked } = change;
  const { action, version } = asked;
  return audited(
    auditor,
    {
      eventId: `step-${action}`,
      severityLevel: 'medium',
      request,
      meta: { workloadId: id, stepId },
    },
    async () => {
      const workload = await readableWorkload(estate, credentials, id);
      await access.assertMay(credentials, stepCompletePermission, [id]);
      const now = clock.now();
      const actor = actorOf(credentials);
      const assessment = (await currentAssessments(database, [id], now)).get(
        id,
      )!;
      const see = await seeSteps(database, { workload, assessment }, now);
      const reason = asked.reason ?? null;
      if (action === 'undo' && reason === null) {
        throw new InputError('reason: say why the step is taken back');
      }
      const plan = await database.transaction(async tx => {
        const locked = (await database.plans.lock([id], tx)).get(id);
        const { step, number } = stepOf(locked?.steps ?? [], stepId);
        if (locked!.version !== version) {
          throw new ConflictError(
            `The plan of ${workload.name} is at version ${
              locked!.version
            } now, not ${version}. Read its steps again, then repeat.`,
          );
        }
        const records = await database.steps.list(id, tx);
        const { check } = step;
        const decision = decideStep({
          ...{ step, number, action, actor, records, secondPerson },
          seen: check.type === 'observation' ? see(check) : null,
        });
        const record = toRecord(eventOf(decision), {
          ...{ step, records, actor, reason },
          at: now.toISOString(),
        });
        await database.steps.append(id, [record], tx);
        await database.history.append(
          [stepEvent(record, { workload, number, records })],
          tx,
        );
        return locked!;
      });
      return showCutover(database, {
        ...{ workload, plan, assessment, secondPerson, now },
      });
    },
  );
}

function stepOf(
  steps: readonly CutoverStep[],
  stepId: string,
): { step: CutoverStep; number: number } {
  const index = steps.findIndex(({ id }) => id === stepId);
  if (index < 0) throw new NotFoundError(`The plan has no step ${stepId}`);
  return { step: steps[index], number: index + 1 };
}

function eventOf(decision: StepDecision): StepEvent {
  if ('event' in decision) return decision.event;
  switch (decision.refusal) {
    case 'conflict':
      throw new ConflictError(decision.message);
    case 'same-person':
      throw new NotAllowedError(decision.message);
    default:
      throw new InputError(decision.message);
  }
}

function toRecord(
  event: StepEvent,
  of: {
    step: CutoverStep;
    records: readonly StepRecord[];
    actor: string;
    reason: string | null;
    at: string;
  },
): StepRecord {
  const { step, records, actor, reason, at } = of;
  return {
    sequence: records.length + 1,
    stepId: step.id,
    event,
    actor,
    at,
    recordedAt: at,
    reason,
    step,
    observationIds: [],
    runIds: [],
  };
}
