import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AwsClientsOptions } from '../clients';
import { type AwsPlace, parsePlace } from '../places';

const KEY = 'batchMigration.aws.findTargets';

/**
 * Where targets are looked for: what `findTargets` lists; else every account
 * and region that may be asked, where both are listed; else what is recorded.
 *
 * @throws InputError naming the entry that is wrong
 */
export function readFindPlaces(
  config: Config,
  { answers, accounts = [], regions = [] }: AwsClientsOptions,
): AwsPlace[] {
  if (config.has(KEY)) {
    return config.getConfigArray(KEY).map((entry, index) => {
      const ref = `x:${entry.getString('accountId')}/${entry.getString(
        'region',
      )}`;
      try {
        const { accountId, region } = parsePlace(ref, 'x', 'region');
        return { accountId, region };
      } catch {
        throw new InputError(
          `${KEY}[${index}]: expected an account of 12 digits in quotes and a region, got: ${ref.slice(
            2,
          )}`,
        );
      }
    });
  }
  if (answers.mode === 'replay') return recordedPlaces(answers.recordings);
  return accounts.flatMap(accountId =>
    regions.map(region => ({ accountId, region })),
  );
}

function recordedPlaces(root: string): AwsPlace[] {
  return foldersIn(root).flatMap(account =>
    foldersIn(join(root, account)).flatMap(region => {
      try {
        const place = parsePlace(`x:${account}/${region}`, 'x', 'region');
        return { accountId: place.accountId, region: place.region };
      } catch {
        // Other folders may lie beside them.
        return [];
      }
    }),
  );
}

function foldersIn(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
