import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  priceBook,
  type Price,
  type PriceBook,
  type PriceSource,
} from 'backstage-plugin-batch-migration-common';

const KEY = 'batchMigration.prices';

/**
 * The prices of the installation before those that ship.
 *
 * @throws InputError naming the key that is wrong
 */
export function readPrices(config: Config): PriceBook {
  const stated = config.getOptionalConfig(KEY);
  if (!stated) return priceBook();
  const currency = stated.getOptionalString('currency') ?? 'USD';
  if (!/^[A-Z]{3}$/.test(currency)) {
    throw new InputError(
      `${KEY}.currency must be a code of ISO 4217 such as USD, got: ${currency}`,
    );
  }
  const source = readSource(stated);
  const regions = stated.getOptionalConfig('regions');
  const servers = stated.getOptionalConfig('servers');
  return priceBook({
    currency,
    prices: (regions?.keys() ?? []).flatMap(region =>
      readRegion(regions!.getConfig(region), region, source),
    ),
    servers: (servers?.keys() ?? []).map(name => {
      if (!/^[\w.-]+\/[\w.-]+$/.test(name)) {
        throw new InputError(
          `${KEY}.servers: expected a namespace and a name such as default/bat000, got: ${name}`,
        );
      }
      return {
        serverRef: `resource:${name}`.toLowerCase(),
        amount: readAmount(servers!, name, `${KEY}.servers`),
        source,
      };
    }),
  });
}

function readSource(stated: Config): PriceSource {
  const date = stated.getString('date');
  const at = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date) {
    throw new InputError(
      `${KEY}.date must be a day such as 2026-10-01, got: ${date}`,
    );
  }
  return { title: stated.getString('source'), date };
}

function readRegion(
  stated: Config,
  region: string,
  source: PriceSource,
): Price[] {
  const key = `${KEY}.regions.${region}`;
  const units = [
    ['fargate-vcpu-hour', 'fargateVcpuHour'],
    ['fargate-gb-hour', 'fargateGbHour'],
  ] as const;
  const instances = stated.getOptionalConfig('instanceHours');
  return [
    ...units.flatMap(([unit, name]): Price[] =>
      stated.has(name)
        ? [{ unit, region, amount: readAmount(stated, name, key), source }]
        : [],
    ),
    ...(instances?.keys() ?? []).map(
      (instanceType): Price => ({
        unit: 'instance-hour',
        ...{ region, instanceType, source },
        amount: readAmount(instances!, instanceType, `${key}.instanceHours`),
      }),
    ),
  ];
}

function readAmount(config: Config, name: string, key: string): number {
  // A type such as `c3.xlarge` and a name with a dot are one key, no path.
  const amount = (config.get() as Record<string, unknown>)[name];
  if (typeof amount !== 'number' || !(amount >= 0 && amount < 1e9)) {
    throw new InputError(
      `${key}.${name} must be a number from 0, got: ${JSON.stringify(amount)}`,
    );
  }
  return amount;
}
