import { ConflictError, InputError } from '@backstage/errors';
import {
  isWaveName,
  planUpdatePermission,
  type Wave,
  type WaveFields,
  type WaveRequest,
  type WaveView,
} from 'backstage-plugin-batch-migration-common';
import { PreconditionFailedError } from '../errors';
import type { NewHistoryEvent } from '../stores';
import { audited } from './audited';
import { actorOf, type Caller, type Estate } from './estate';
import { fieldChanges } from './fieldChanges';
import { noWave, showWave } from './showWaves';

/**
 * Describes a wave. Its name is new, or one that plans use already.
 *
 * @throws InputError for a new name that is not in kebab case
 * @throws ConflictError where somebody described it before
 */
export async function createWave(
  estate: Estate,
  caller: Caller,
  wave: WaveRequest,
): Promise<WaveView> {
  const { database } = estate;
  return changing(estate, caller, 'wave-create', wave.name, async () => {
    const counts = isWaveName(wave.name)
      ? null
      : await database.waves.counts(wave.name);
    if (counts?.size === 0) {
      throw new InputError(
        `name: must be small letters, digits and dashes, such as spring-2026, or a name that plans have already; got: ${wave.name}`,
      );
    }
    await database.transaction(async tx => {
      const added = await database.waves.add(wave, tx);
      const summary = `Described the wave ${wave.name}`;
      await database.history.append(
        [eventOf(estate, caller, 'wave-created', summary, null, added)],
        tx,
      );
    });
    return showWave(estate, caller.credentials, wave.name);
  });
}

/**
 * Replaces what is said of a wave that is still at one of the expected versions.
 *
 * @throws NotFoundError for one that nobody described
 * @throws PreconditionFailedError if it is at another version; nothing is changed then
 */
export async function updateWave(
  estate: Estate,
  caller: Caller,
  change: {
    name: string;
    fields: WaveFields;
    isExpected(version: number): boolean;
  },
): Promise<WaveView> {
  const { database } = estate;
  const { name, fields, isExpected } = change;
  return changing(estate, caller, 'wave-update', name, async () => {
    await database
      .transaction(async tx => {
        const before = await database.waves.get(name, tx);
        if (!before) throw noWave(name);
        if (!isExpected(before.version)) {
          throw new PreconditionFailedError(
            `The wave ${name} is at version ${before.version} now, which If-Match does not name. Read it again, then repeat the change.`,
          );
        }
        const after = await database.waves.replace(
          { ...before, ...fields },
          tx,
        );
        const summary = `The wave ${name} changed to version ${after.version}`;
        await database.history.append(
          [eventOf(estate, caller, 'wave-updated', summary, before, after)],
          tx,
        );
      })
      .catch(error => {
        // Two at once: the version was right when read, and not when written.
        throw error instanceof ConflictError
          ? new PreconditionFailedError(error.message)
          : error;
      });
    return showWave(estate, caller.credentials, name);
  });
}

/**
 * Forgets what was said of a wave; the history keeps it. Answers it as it was.
 *
 * @throws ConflictError where plans name it
 */
export async function deleteWave(
  estate: Estate,
  caller: Caller,
  name: string,
): Promise<WaveView> {
  const { database } = estate;
  return changing(estate, caller, 'wave-delete', name, async () => {
    const view = await showWave(estate, caller.credentials, name);
    await database.transaction(async tx => {
      const before = await database.waves.get(name, tx);
      if (!before) throw noWave(name);
      const plans = await database.waves.plansNaming(name, tx);
      if (plans > 0) {
        throw new ConflictError(
          `${plans} plans name the wave ${name}. Give their workloads another wave, or none, before it is deleted.`,
        );
      }
      if (!(await database.waves.delete(name, tx))) throw noWave(name);
      const summary = `Deleted the wave ${name}`;
      await database.history.append(
        [eventOf(estate, caller, 'wave-deleted', summary, before, null)],
        tx,
      );
    });
    return view;
  });
}

/** A wave is everybody's: who may plan some workloads alone does not change it. */
function changing<T>(
  { access, auditor }: Estate,
  { credentials, request }: Caller,
  eventId: string,
  wave: string,
  change: () => Promise<T>,
): Promise<T> {
  return audited(
    auditor,
    { eventId, severityLevel: 'medium', request, meta: { wave } },
    async () => {
      await access.assertMayEverywhere(credentials, planUpdatePermission);
      return change();
    },
  );
}

function eventOf(
  { clock }: Estate,
  { credentials }: Caller,
  type: string,
  summary: string,
  before: Wave | null,
  after: Wave | null,
): NewHistoryEvent {
  return {
    at: clock.now().toISOString(),
    actor: actorOf(credentials),
    ...{ type, summary },
    workloadId: null,
    changes: fieldChanges(before, after),
  };
}
