import type { BatchMigrationDatabase } from '../stores';

const SETTING = 'uses.window-ms';
const DAY_MS = 24 * 60 * 60 * 1000;

/** Four weeks: each hour of the week comes four times. */
export const USES_WINDOW_MS = 28 * DAY_MS;

/** How far back uses of tools count, in milliseconds. */
export async function usesWindowMs({
  settings,
}: Pick<BatchMigrationDatabase, 'settings'>): Promise<number> {
  const stored = await settings.get(SETTING);
  return stored === undefined ? USES_WINDOW_MS : Number(stored);
}

/**
 * Stores how far back uses count, for all that assess. Where that is another
 * time than before, what was said of tools is assessed anew.
 */
export async function setUsesWindow(
  database: BatchMigrationDatabase,
  windowMs: number,
): Promise<void> {
  if ((await usesWindowMs(database)) === windowMs) return;
  const tools = await database.workloads.idsWhere({
    serverRefs: [],
    roleRefs: [],
    kinds: ['on-demand'],
  });
  await database.transaction(async tx => {
    await database.settings.set(SETTING, String(windowMs), tx);
    await database.assessments.invalidate(tools, tx);
  });
}
