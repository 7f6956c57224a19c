import type { FargateSize } from '../cron/fargateSizes';
import type { Kind } from '../workload/model';
import { priceOf, type Price, type PriceBook, type PricedUnit } from './prices';

/** Hours of a month, as AWS counts them in its estimates: 365 days in 12 months. */
export const HOURS_OF_MONTH = 730;

/** Fargate bills each run of a task for at least a minute. */
export const LEAST_BILLED_SECONDS = 60;

/** Why a cost is not known. A page says what to do about each. */
export const UNKNOWN_COSTS = [
  'kind',
  'not-seen',
  'schedule',
  'run-length',
  'memory',
  'too-large',
  'region',
  'price',
  'build-price',
  'instances',
] as const;
export type UnknownCost = (typeof UNKNOWN_COSTS)[number];

/** One line of a bill. */
export interface CostPart {
  unit: PricedUnit;
  /** Hours of a month, times vCPU, GiB or instances. */
  quantity: number;
  price: Price;
}

/** What something costs a month, or why that is not known. */
export type MonthlyCost =
  | { amount: number; parts: CostPart[]; unknown: [] }
  | { amount: null; parts: []; unknown: UnknownCost[] };

/** What of a workload its cost on Fargate follows from; `null` is not known. */
export interface CostedWorkload {
  kind: Kind;
  region: string | null;
  /** Of a scheduled job: its starts in a month. */
  startsPerMonth: number | null;
  /** Of a scheduled job: the mean length of its runs. */
  secondsPerRun: number | null;
  /** Of a worker: how many copies run all the time. */
  copies: number | null;
  memoryMib: number | null;
  /** The smallest task that holds it; `null` where none does. */
  size: FargateSize | null;
}

/** What a workload would cost a month as tasks of Fargate. */
export function workloadCost(
  workload: CostedWorkload,
  book: PriceBook,
): MonthlyCost {
  const { kind, region, size } = workload;
  if (kind !== 'scheduled' && kind !== 'resident') return unknown(['kind']);
  const hours = hoursOf(workload);
  const causes = [
    ...hours.unknown,
    ...(size === null
      ? ([workload.memoryMib === null ? 'memory' : 'too-large'] as const)
      : []),
    ...(region === null ? (['region'] as const) : []),
  ];
  if (causes.length > 0 || size === null || region === null) {
    return unknown(causes);
  }
  const quantities: Array<[PricedUnit, number]> = [
    ['fargate-vcpu-hour', (hours.amount * size.cpuUnits) / 1024],
    ['fargate-gb-hour', (hours.amount * size.memoryMib) / 1024],
  ];
  return priced(
    quantities.map(([unit, quantity]) => ({
      unit,
      quantity,
      price: priceOf(book, unit, region),
    })),
  );
}

/** What is known of a server; `null` is not known. */
export interface CostedServer {
  serverRef: string;
  region: string | null;
  /** Type of each instance that is there, started or not told apart. */
  instanceTypes: ReadonlyArray<string | null> | null;
}

/** What a server costs a month: as stated, or its instances by the hour. */
export function serverCost(
  { serverRef, region, instanceTypes }: CostedServer,
  book: PriceBook,
): MonthlyCost & { stated?: PriceBook['servers'][number] } {
  const stated = book.servers.find(one => one.serverRef === serverRef);
  if (stated) {
    return { amount: stated.amount, parts: [], unknown: [], stated };
  }
  if (instanceTypes === null || instanceTypes.includes(null)) {
    return unknown([
      'instances',
      ...(region === null ? ['region' as const] : []),
    ]);
  }
  if (region === null) return unknown(['region']);
  return priced(
    [...new Set(instanceTypes as string[])].map(type => ({
      unit: 'instance-hour' as const,
      quantity:
        HOURS_OF_MONTH * instanceTypes.filter(one => one === type).length,
      price: priceOf(book, 'instance-hour', region, type),
    })),
  );
}

/** The sum of what is known, and how many of all are. */
export interface CostSum {
  amount: number;
  known: number;
  unknown: number;
}

export function sumOf(costs: readonly MonthlyCost[]): CostSum {
  const amounts = costs.flatMap(({ amount }) => amount ?? []);
  return {
    amount: amounts.reduce((sum, amount) => sum + amount, 0),
    known: amounts.length,
    unknown: costs.length - amounts.length,
  };
}

function hoursOf({
  kind,
  startsPerMonth,
  secondsPerRun,
  copies,
}: CostedWorkload): { amount: number; unknown: UnknownCost[] } {
  if (kind === 'resident') {
    return copies === null
      ? { amount: 0, unknown: ['not-seen'] }
      : { amount: copies * HOURS_OF_MONTH, unknown: [] };
  }
  if (startsPerMonth === null || secondsPerRun === null) {
    return {
      amount: 0,
      unknown: [
        ...(startsPerMonth === null ? (['schedule'] as const) : []),
        ...(secondsPerRun === null ? (['run-length'] as const) : []),
      ],
    };
  }
  const billed = Math.max(secondsPerRun, LEAST_BILLED_SECONDS);
  return { amount: (startsPerMonth * billed) / 3600, unknown: [] };
}

function priced(
  parts: Array<Omit<CostPart, 'price'> & { price: Price | null }>,
): MonthlyCost {
  if (parts.some(({ price }) => price === null)) return unknown(['price']);
  const known = parts as CostPart[];
  return {
    amount: known.reduce(
      (sum, { quantity, price }) => sum + quantity * price.amount,
      0,
    ),
    parts: known,
    unknown: [],
  };
}

function unknown(causes: UnknownCost[]): MonthlyCost {
  return { amount: null, parts: [], unknown: causes };
}
