import {
  LEAST_BILLED_SECONDS,
  priceBook,
  workloadCost,
  type CostedWorkload,
  type PricedUnit,
  type UnknownCost,
} from 'backstage-plugin-batch-migration-common';
import { plain, table } from './markdown';

/** One thing that is paid for by the hour of a task. */
export interface CostLine {
  name: string;
  /** What its hours follow from, in a few words. */
  basis: string;
  costed: CostedWorkload;
  /** Hours of a task in a month; `null` where they are not known. */
  hours: number | null;
}

const UNIT: Partial<Record<PricedUnit, string>> = {
  'fargate-vcpu-hour': 'an hour of a vCPU',
  'fargate-gb-hour': 'an hour of a GB of memory',
};

const UNKNOWN: Partial<Record<UnknownCost, string>> = {
  'run-length': 'length of a run not known',
  schedule: 'number of starts not known',
  'not-seen': 'number of tasks not known',
  price: 'price not known',
};

/**
 * The data of `docs/cost.md`. Prices are those that ship with the golden path;
 * a month of which one is not known has its hours, and no amount.
 */
export function costPage(
  { region, size }: { region: string; size: string },
  lines: CostLine[],
): string {
  const book = priceBook();
  const [cpu, memory] = size.split('/').map(Number);
  const costs = lines.map(({ costed }) => workloadCost(costed, book));
  const prices = costs.find(({ parts }) => parts.length > 0)?.parts ?? [];
  const known = costs.flatMap(({ amount }) => amount ?? []);
  const sum = known.reduce((total, amount) => total + amount, 0);
  return [
    '# What it costs',
    `A task has ${cpu / 1024} vCPU and ${
      memory / 1024
    } GB, in ${region}. Fargate bills both by the second while a task runs, and at least ${LEAST_BILLED_SECONDS} seconds of each run. As it was when this repository was generated:`,
    table(
      ['Name', 'Hours follow from', 'vCPU hours', 'GB hours', 'A month'],
      lines.map(({ name, basis, hours }, index) => [
        plain(name),
        plain(basis),
        hours === null ? 'not known' : rounded((hours * cpu) / 1024),
        hours === null ? 'not known' : rounded((hours * memory) / 1024),
        amountOf(costs[index], book.currency),
      ]),
    ),
    known.length === 0
      ? `No amount is known. It is vCPU hours times the price of one, plus GB hours times the price of one, for Linux on x86 in ${region}.`
      : `Together ${book.currency} ${rounded(sum)} a month, of ${
          known.length
        } of ${lines.length}.`,
    ...prices.map(
      ({ unit, price: { amount, source } }) =>
        `- ${UNIT[unit] ?? unit}: ${book.currency} ${amount}, read on ${
          source.date
        } in ${plain(source.title)}${source.url ? ` (<${source.url}>)` : ''}`,
    ),
  ]
    .join('\n\n')
    .replaceAll('\n\n- ', '\n- ')
    .replace('\n- ', '\n\n- ');
}

function amountOf(
  cost: ReturnType<typeof workloadCost>,
  currency: string,
): string {
  return cost.amount === null
    ? cost.unknown.map(cause => UNKNOWN[cause] ?? cause).join(', ')
    : `${currency} ${rounded(cost.amount)}`;
}

/** Two digits behind the point, more where that would be nothing. */
function rounded(amount: number): string {
  if (amount === 0) return '0';
  return amount < 0.01 ? 'less than 0.01' : amount.toFixed(2);
}
