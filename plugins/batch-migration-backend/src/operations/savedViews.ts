import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  MAX_VIEWS,
  type SavedView,
  type SavedViewRequest,
} from 'backstage-plugin-batch-migration-common';
import { randomUUID } from 'node:crypto';
import { PreconditionFailedError } from '../errors';
import { takeTurns, type NewHistoryEvent } from '../stores';
import { audited } from './audited';
import { actorOf, type Caller, type Estate } from './estate';
import { fieldChanges } from './fieldChanges';

/** @throws ConflictError where the user keeps as many as one may */
export async function createView(
  estate: Estate,
  caller: Caller,
  request: SavedViewRequest,
): Promise<SavedView> {
  const { clock, database } = estate;
  const view: SavedView = {
    ...request,
    id: randomUUID(),
    ownerRef: actorOf(caller.credentials),
    updatedAt: clock.now().toISOString(),
    version: 1,
  };
  return changing(estate, caller, 'view-create', view.id, () =>
    database.transaction(async tx => {
      await takeTurns(tx, `views of ${view.ownerRef}`);
      if ((await database.savedViews.countOf(view.ownerRef, tx)) >= MAX_VIEWS) {
        throw new ConflictError(
          `You keep ${MAX_VIEWS} views, which is as many as one may. Delete one first.`,
        );
      }
      await database.savedViews.add(view, tx);
      await database.history.append(
        [
          eventOf(
            view,
            'view-created',
            `Saved the view ${view.title}`,
            null,
            view,
          ),
        ],
        tx,
      );
      return view;
    }),
  );
}

/**
 * Replaces a view of one's own that is still at one of the expected versions.
 *
 * @throws PreconditionFailedError if it is at another version; nothing is changed then
 */
export async function updateView(
  estate: Estate,
  caller: Caller,
  change: {
    id: string;
    request: SavedViewRequest;
    isExpected(version: number): boolean;
  },
): Promise<SavedView> {
  const { clock, database } = estate;
  const { id, request, isExpected } = change;
  return changing(estate, caller, 'view-update', id, async () => {
    const before = await ownView(estate, caller, id);
    if (!isExpected(before.version)) {
      throw new PreconditionFailedError(
        `The view is at version ${before.version} now, which If-Match does not name. Read it again, then repeat the change.`,
      );
    }
    const updatedAt = clock.now().toISOString();
    return database
      .transaction(async tx => {
        const after = await database.savedViews.replace(
          { ...before, ...request, updatedAt },
          tx,
        );
        const summary = `Changed the view ${after.title}`;
        await database.history.append(
          [eventOf(after, 'view-updated', summary, before, after)],
          tx,
        );
        return after;
      })
      .catch(error => {
        // Two at once: the version was right when read, and not when written.
        throw error instanceof ConflictError
          ? new PreconditionFailedError(error.message)
          : error;
      });
  });
}

/** Answers it as it was. */
export async function deleteView(
  estate: Estate,
  caller: Caller,
  id: string,
): Promise<SavedView> {
  const { clock, database } = estate;
  return changing(estate, caller, 'view-delete', id, async () => {
    const before = await ownView(estate, caller, id);
    const updatedAt = clock.now().toISOString();
    await database.transaction(async tx => {
      if (!(await database.savedViews.delete(id, tx))) throw noView(id);
      const summary = `Deleted the view ${before.title}`;
      await database.history.append(
        [
          eventOf(
            { ...before, updatedAt },
            'view-deleted',
            summary,
            before,
            null,
          ),
        ],
        tx,
      );
    });
    return before;
  });
}

/**
 * A view that is one's own or shared. What others keep for themselves looks as
 * if it did not exist.
 *
 * @throws NotFoundError
 */
export async function readableView(
  { database }: Estate,
  { credentials }: Pick<Caller, 'credentials'>,
  id: string,
): Promise<SavedView> {
  const view = await database.savedViews.get(id);
  if (!view || (!view.shared && view.ownerRef !== actorOf(credentials))) {
    throw noView(id);
  }
  return view;
}

async function ownView(
  estate: Estate,
  caller: Caller,
  id: string,
): Promise<SavedView> {
  const view = await readableView(estate, caller, id);
  if (view.ownerRef !== actorOf(caller.credentials)) {
    throw new NotAllowedError(
      `${view.ownerRef} shares this view and alone may change it. Save one of your own.`,
    );
  }
  return view;
}

function noView(id: string): NotFoundError {
  return new NotFoundError(`No view has the id ${id}`);
}

function changing<T>(
  { auditor }: Estate,
  { request }: Caller,
  eventId: string,
  viewId: string,
  change: () => Promise<T>,
): Promise<T> {
  return audited(
    auditor,
    { eventId, severityLevel: 'low', request, meta: { viewId } },
    change,
  );
}

function eventOf(
  { ownerRef, updatedAt }: SavedView,
  type: string,
  summary: string,
  before: SavedView | null,
  after: SavedView | null,
): NewHistoryEvent {
  return {
    at: updatedAt,
    actor: ownerRef,
    ...{ type, summary },
    workloadId: null,
    changes: fieldChanges(before, after),
  };
}
