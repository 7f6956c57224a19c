import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { HumanDuration } from '@backstage/types';

const ROOT = 'batchMigration';

/** What this module reads of the configuration. */
export interface CatalogOptions {
  frequency: HumanDuration;
  /** Folder of local repositories; `null` where there is none. */
  directory: string | null;
  /** Role types beside those that ship with the product. */
  roleTypes: string[];
  /** Where people open the portal, without a slash at its end. */
  appUrl: string;
  maxRemovedShare: number;
}

/** @throws InputError naming the setting that is wrong */
export function readOptions(config: Config): CatalogOptions {
  const frequency = `${ROOT}.catalog.frequency`;
  const share = `${ROOT}.removal.maxShare`;
  const maxRemovedShare = config.getOptionalNumber(share) ?? 0.3;
  if (!(maxRemovedShare >= 0 && maxRemovedShare <= 1)) {
    throw new InputError(
      `${share} must be from 0 to 1, got: ${maxRemovedShare}`,
    );
  }
  return {
    frequency: config.has(frequency)
      ? readDurationFromConfig(config, { key: frequency })
      : { seconds: 10 },
    directory:
      config.getOptionalString(`${ROOT}.repositories.directory`) ?? null,
    roleTypes: config.getOptionalStringArray(`${ROOT}.roleTypes`) ?? [],
    appUrl: config.getString('app.baseUrl').replace(/\/+$/, ''),
    maxRemovedShare,
  };
}
