import type { InventoryItem } from '../workload/inventory';
import type { ScheduleSpec } from '../workload/model';
import type { NameRule } from './runPartsNames';

/** Folders of scripts that `run-parts` starts one after the other. */
export const SCRIPT_FOLDERS = [
  'etc/cron.hourly',
  'etc/cron.daily',
  'etc/cron.weekly',
  'etc/cron.monthly',
] as const;
export type ScriptFolder = (typeof SCRIPT_FOLDERS)[number];

/** What starts the scripts of a folder. */
export interface FolderStart {
  folder: ScriptFolder;
  schedule: ScheduleSpec | null;
  user: string | null;
  state: InventoryItem['state'];
  /** Why it would not start them if its time came. */
  reason: string | null;
  where: string;
  /** The line starts them only on hosts without anacron. */
  yieldsToAnacron: boolean;
  nameRule: NameRule;
  /** The line or job itself. */
  item: InventoryItem;
}

const FOLDER = /\/(etc\/cron\.(?:hourly|daily|weekly|monthly))(?![\w.-])/;

/** What a line starts, where it starts the scripts of a folder. */
export function folderStartOf(item: InventoryItem): FolderStart | null {
  const at = item.command.indexOf('run-parts');
  if (at < 0) return null;
  const call = item.command.slice(at);
  const folder = FOLDER.exec(call)?.[1] as ScriptFolder | undefined;
  if (!folder) return null;
  let nameRule: NameRule = 'plain';
  if (call.includes('--lsbsysinit')) nameRule = 'lsb';
  if (call.includes('--regex')) nameRule = 'regex';
  return {
    folder,
    schedule: item.schedule,
    user: item.user,
    state: item.state,
    reason: item.detail.reason ?? null,
    where: item.where,
    yieldsToAnacron: item.command.slice(0, at).includes('anacron'),
    nameRule,
    item,
  };
}
