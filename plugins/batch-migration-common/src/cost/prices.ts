import type { EntityRef } from '../workload/model';

/** What is paid for, each by the hour. */
export const PRICED_UNITS = [
  'fargate-vcpu-hour',
  'fargate-gb-hour',
  'instance-hour',
] as const;
export type PricedUnit = (typeof PRICED_UNITS)[number];

/** Where a price stands, for those who check it. */
export interface PriceSource {
  title: string;
  url?: string;
  /** `YYYY-MM-DD`: when it was read there, or from when it holds. */
  date: string;
}

/** What one unit costs in one region. */
export interface Price {
  unit: PricedUnit;
  /** For example `ap-northeast-1`. */
  region: string;
  /** Of an `instance-hour`: its type, for example `c3.xlarge`. */
  instanceType?: string;
  /** In the currency of the book. */
  amount: number;
  source: PriceSource;
}

/** What a server costs a month, all in, as somebody has stated it. */
export interface ServerPrice {
  serverRef: EntityRef;
  amount: number;
  source: PriceSource;
}

/** All prices that are known, in one currency. */
export interface PriceBook {
  /** ISO 4217. */
  currency: string;
  prices: readonly Price[];
  servers: readonly ServerPrice[];
}

const FARGATE_READ: PriceSource = {
  title:
    'AWS Fargate Pricing Explained, Vantage; its vCPU price is that of the example on the pricing page of Amazon ECS',
  url: 'https://www.vantage.sh/blog/fargate-pricing',
  date: '2026-11-21',
};

const fargate = (unit: PricedUnit, region: string, amount: number): Price => ({
  ...{ unit, region, amount },
  source: FARGATE_READ,
});

/**
 * Prices that ship with the product, in USD: of Linux on x86, on demand,
 * without tax. Only what was read in its source is here; of every other
 * region, and of every instance, the price is unknown until it is configured.
 */
export const KNOWN_PRICES: readonly Price[] = [
  fargate('fargate-vcpu-hour', 'us-east-1', 0.04048),
  fargate('fargate-gb-hour', 'us-east-1', 0.004445),
];

/**
 * The prices of an installation: its own go before those that ship, which are
 * in USD and so are left out where it counts in another currency.
 */
export function priceBook(own: Partial<PriceBook> = {}): PriceBook {
  const currency = own.currency ?? 'USD';
  return {
    currency,
    prices: [
      ...(own.prices ?? []),
      ...(currency === 'USD' ? KNOWN_PRICES : []),
    ],
    servers: own.servers ?? [],
  };
}

/** The price of a unit, or `null` where nobody has stated it. */
export function priceOf(
  { prices }: PriceBook,
  unit: PricedUnit,
  region: string,
  instanceType?: string,
): Price | null {
  return (
    prices.find(
      one =>
        one.unit === unit &&
        one.region === region &&
        one.instanceType === instanceType,
    ) ?? null
  );
}
