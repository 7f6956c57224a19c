import type { LoggerService } from '@backstage/backend-plugin-api';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { BatchMigrationDatabase } from '../stores';
import { countedDays } from './countedDays';
import { parseHistoryFile } from './historyFile';

const SEEDED_SETTING = 'seed.history.at';
const ALL = { type: 'all' as const, key: null };
/** Before any estate was counted. */
const LONG_AGO = '2000-01-01';

/**
 * Loads what a demo estate tells of the days before its portal was started:
 * counts of days, and until when its waves are to be done. Once, and only for
 * days before the first one that was really counted; waves that somebody
 * described stay as they are.
 *
 * @returns how many rows, or `null` where it was done before or nothing is found yet
 * @throws InputError naming the file and field that cannot be understood
 */
export async function seedHistory(options: {
  database: BatchMigrationDatabase;
  /** Absolute path of a YAML file. */
  file: string;
  now: Date;
  logger: LoggerService;
}): Promise<number | null> {
  const { database, file, now, logger } = options;
  if (await database.settings.get(SEEDED_SETTING)) return null;
  // Before the first inventory has answered there is no estate to tell of.
  if ((await database.inventory.lastAnsweredAt()) === null) return null;
  const history = parseHistoryFile(
    await readFile(file, 'utf8'),
    basename(file),
  );
  const [counted] = await database.progress.days(ALL, LONG_AGO, history.to);
  const records = countedDays(history).filter(
    ({ date }) => !counted || date < counted.date,
  );
  const described = new Set(
    (await database.waves.all()).map(({ name }) => name),
  );
  await database.transaction(async tx => {
    await database.progress.save(records, tx);
    for (const { name, start, deadline } of history.waves) {
      if (described.has(name)) continue;
      await database.waves.add(
        {
          ...{ name, title: name, start: start ?? null, deadline },
          ...{ description: null, ownerRef: null },
        },
        tx,
      );
    }
    await database.settings.set(SEEDED_SETTING, now.toISOString(), tx);
  });
  logger.info(`Seeded ${records.length} counts of days from ${basename(file)}`);
  return records.length;
}
