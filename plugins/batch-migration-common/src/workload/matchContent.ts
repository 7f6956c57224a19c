import { normalizeCommand } from './commandSimilarity';
import type { InventoryItem } from './inventory';
import type { ScheduleSpec } from './model';
import { hostOf, pathOf } from './places';

/** What known lines and read ones have in common. */
export type Content = Pick<
  InventoryItem,
  'kind' | 'name' | 'command' | 'schedule' | 'user' | 'description' | 'location'
>;

export const ITEM_CHANGES = [
  'schedule',
  'command',
  'user',
  'description',
  'file',
  'host',
] as const;
export type ItemChange = (typeof ITEM_CHANGES)[number];

export const scheduleText = (schedule: ScheduleSpec | null): string =>
  schedule
    ? `${schedule.expression.trim().replace(/\s+/g, ' ')} ${schedule.timezone}`
    : '';

/** `crontabs/batch` in Git is the file `var/spool/cron/crontabs/batch` on the host. */
export const fileName = ({ location }: Content): string =>
  pathOf(location.ref).split('/').pop()!;

export const isOnHostOf = (a: Content, b: Content): boolean =>
  hostOf(a.location.ref) === hostOf(b.location.ref);

function isInFileOf(a: Content, b: Content): boolean {
  if (a.location.ref === b.location.ref) return true;
  return isOnHostOf(a, b) && fileName(a) === fileName(b);
}

export function changesOf(known: Content, item: Content): ItemChange[] {
  const changed: Record<ItemChange, boolean> = {
    schedule: scheduleText(known.schedule) !== scheduleText(item.schedule),
    command: normalizeCommand(known.command) !== normalizeCommand(item.command),
    user: known.user !== item.user,
    description: known.description !== item.description,
    file: isOnHostOf(known, item) && !isInFileOf(known, item),
    host: !isOnHostOf(known, item),
  };
  return ITEM_CHANGES.filter(change => changed[change]);
}

/** One command on one host: schedule, comment, user or file may differ. */
export const commandOnHost = (content: Content): string =>
  [
    content.kind,
    hostOf(content.location.ref),
    normalizeCommand(content.command),
    // A process has no schedule: its name tells it from its neighbours.
    content.schedule ? '' : content.name,
  ].join('\n');

/** What makes two lines of one role the same job, on whatever host they are. */
export const identityOf = (content: Content): string =>
  [
    content.kind,
    normalizeCommand(content.command),
    scheduleText(content.schedule),
    content.schedule ? '' : content.name,
  ].join('\n');

export function groupBy<T>(
  values: Iterable<T>,
  keyOf: (value: T) => string,
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    // A crontab may hold one line very often: copying would be quadratic.
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
