import type {
  InventoryItem,
  InventoryMatch,
  ScheduleSpec,
  Workload,
} from 'backstage-plugin-batch-migration-common';
import type { Capture, NewHistoryEvent } from '../stores';

/** Who acts where no person does. */
export const PLUGIN_ACTOR = 'plugin:batch-migration';

/** A crontab replaced as a whole need not fill a page of history. */
const MAX_CHANGES = 100;

/** One import is one event, with what it found changed. */
export function importEvent(
  capture: Capture,
  match: InventoryMatch,
  known: readonly Workload[],
): NewHistoryEvent {
  const before = new Map(known.map(workload => [workload.id, workload]));
  const edited = match.matched.filter(({ changes }) => changes.length > 0);
  const changes = edited.flatMap(({ item, workloadId, changes: fields }) =>
    fields.flatMap(field => {
      const workload = before.get(workloadId);
      if (!workload || field === 'host' || field === 'file') return [];
      return {
        field: `${item.name}: ${field}`,
        before: valueOf(workload, field),
        after: valueOf(item, field),
      };
    }),
  );
  const counts = [
    `${capture.items} items`,
    `${match.added.length} new`,
    `${edited.length} changed`,
    ...(capture.role === 'captured' ? [`${match.gone.length} gone`] : []),
    ...(capture.issues.length > 0 ? [`${capture.issues.length} issues`] : []),
  ];
  return {
    at: capture.takenAt,
    actor: PLUGIN_ACTOR,
    type: 'imported',
    summary: `${
      capture.role === 'captured' ? 'Captured' : 'Declared'
    } inventory of ${capture.serverRef} of ${capture.capturedAt} from ${
      capture.source
    }: ${counts.join(', ')}`,
    workloadId: null,
    changes: changes.slice(0, MAX_CHANGES),
  };
}

function valueOf(
  content: Workload | InventoryItem,
  field: 'schedule' | 'command' | 'user' | 'description',
): string | null {
  switch (field) {
    case 'schedule':
      return scheduleText(content.schedule);
    case 'command':
      return content.command;
    case 'description':
      return content.description;
    default:
      // A workload holds no user: the line's own observation does.
      return 'user' in content ? content.user : null;
  }
}

function scheduleText(schedule: ScheduleSpec | null): string | null {
  return schedule && `${schedule.expression} ${schedule.timezone}`;
}
