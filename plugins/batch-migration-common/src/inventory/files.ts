import type { InventoryIssue, InventoryItem } from '../workload/inventory';

/** One file of an inventory as the shell found it, before anything is understood. */
export type InventoryFile =
  | { readable: true; text: string }
  | {
      readable: false;
      /** A sentence that tells a person what to mend. */
      reason: string;
    };

/**
 * The files of one server or one capture by their path with `/`, relative to
 * its folder, for example `var/spool/cron/crontabs/batch`.
 */
export type InventoryFiles = ReadonlyMap<string, InventoryFile>;

/** The paths directly below a folder, in the order of their names. */
export function pathsIn(files: InventoryFiles, folder: string): string[] {
  return [...files.keys()]
    .filter(
      path =>
        path.startsWith(`${folder}/`) &&
        !path.slice(folder.length + 1).includes('/'),
    )
    .sort();
}

/** What one file of jobs holds. */
export interface FileItems {
  items: InventoryItem[];
  issues: InventoryIssue[];
  /** Why not every job of the file is known; `null` where all are. */
  unread: string | null;
}
