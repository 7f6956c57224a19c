import type { Run, ScheduleSpec } from '../workload/model';
import {
  HOURS_OF_MONTH,
  serverCost,
  sumOf,
  workloadCost,
  type CostedServer,
  type CostedWorkload,
} from './monthly';
import { KNOWN_PRICES, priceBook, type Price } from './prices';
import { meanRunSeconds, startsPerMonth } from './usage';

const OURS = { title: 'Our contract', date: '2026-10-01' };
const price = (
  unit: Price['unit'],
  amount: number,
  over: Partial<Price> = {},
): Price => ({
  ...{ unit, amount, region: 'ap-northeast-1', source: OURS },
  ...over,
});
const BOOK = priceBook({
  prices: [
    price('fargate-vcpu-hour', 0.05),
    price('fargate-gb-hour', 0.005),
    price('instance-hour', 0.25, { instanceType: 'c3.xlarge' }),
  ],
});

const job = (over: Partial<CostedWorkload> = {}): CostedWorkload => ({
  kind: 'scheduled',
  region: 'ap-northeast-1',
  startsPerMonth: 30,
  secondsPerRun: 600,
  copies: null,
  memoryMib: 900,
  size: { cpuUnits: 256, memoryMib: 1024 },
  ...over,
});

describe('workloadCost', () => {
  it('of a job is its hours, by vCPU and by GiB', () => {
    // 30 runs of 10 minutes are 5 hours.
    expect(workloadCost(job(), BOOK)).toEqual({
      amount: expect.closeTo(5 * 0.25 * 0.05 + 5 * 1 * 0.005, 10),
      parts: [
        {
          unit: 'fargate-vcpu-hour',
          quantity: 1.25,
          price: expect.objectContaining({ source: OURS }),
        },
        { unit: 'fargate-gb-hour', quantity: 5, price: expect.anything() },
      ],
      unknown: [],
    });
  });

  it('bills a short run for a minute', () => {
    const of = (secondsPerRun: number) =>
      workloadCost(job({ secondsPerRun }), BOOK).amount;
    expect(of(3)).toBe(of(60));
    expect(of(61)).toBeGreaterThan(of(60)!);
  });

  it('of a worker is that of all hours of the month', () => {
    const worker = job({
      ...{ kind: 'resident', copies: 2 },
      ...{ startsPerMonth: null, secondsPerRun: null },
    });
    expect(workloadCost(worker, BOOK).amount).toBeCloseTo(
      2 * HOURS_OF_MONTH * (0.25 * 0.05 + 0.005),
    );
  });

  it.each<[string[], Partial<CostedWorkload>]>([
    [['kind'], { kind: 'on-demand' }],
    [['kind'], { kind: 'service' }],
    [['schedule'], { startsPerMonth: null }],
    [['run-length'], { secondsPerRun: null }],
    [['memory'], { memoryMib: null, size: null }],
    [['too-large'], { memoryMib: 999_999, size: null }],
    [['region'], { region: null }],
    [['price'], { region: 'eu-west-1' }],
    [['not-seen'], { kind: 'resident', copies: null }],
    [
      ['schedule', 'run-length', 'memory', 'region'],
      {
        startsPerMonth: null,
        secondsPerRun: null,
        memoryMib: null,
        size: null,
        region: null,
      },
    ],
  ])('is unknown for want of %p', (causes, over) => {
    expect(workloadCost(job(over), BOOK)).toEqual({
      amount: null,
      parts: [],
      unknown: causes,
    });
  });

  it('costs nothing where it never starts', () => {
    expect(workloadCost(job({ startsPerMonth: 0 }), BOOK).amount).toBe(0);
  });
});

describe('serverCost', () => {
  const server = (over: Partial<CostedServer> = {}): CostedServer => ({
    serverRef: 'resource:default/bat000',
    region: 'ap-northeast-1',
    instanceTypes: ['c3.xlarge', 'c3.xlarge'],
    ...over,
  });

  it('is that of its instances', () => {
    expect(serverCost(server(), BOOK)).toMatchObject({
      amount: 2 * 730 * 0.25,
      parts: [{ unit: 'instance-hour', quantity: 1460 }],
    });
  });

  it('is what was stated, before anything else', () => {
    const stated = {
      serverRef: 'resource:default/bat000',
      amount: 310,
      source: OURS,
    };
    const book = { ...BOOK, servers: [stated] };
    expect(serverCost(server({ instanceTypes: null }), book)).toMatchObject({
      ...{ amount: 310, stated },
    });
  });

  it('is nothing where no instance is left', () => {
    expect(serverCost(server({ instanceTypes: [] }), BOOK).amount).toBe(0);
  });

  it.each<[string[], Partial<CostedServer>]>([
    [['instances'], { instanceTypes: null }],
    [['instances'], { instanceTypes: ['c3.xlarge', null] }],
    [['region'], { region: null }],
    [['instances', 'region'], { instanceTypes: null, region: null }],
    [['price'], { instanceTypes: ['c3.xlarge', 'm1.small'] }],
  ])('is unknown for want of %p', (causes, over) => {
    expect(serverCost(server(over), BOOK)).toMatchObject({
      ...{ amount: null, unknown: causes },
    });
  });
});

describe('priceBook', () => {
  it('puts what is configured before what ships', () => {
    const own = price('fargate-vcpu-hour', 0.02, { region: 'us-east-1' });
    const { amount } = workloadCost(
      job({ region: 'us-east-1', startsPerMonth: 6, secondsPerRun: 600 }),
      priceBook({ prices: [own] }),
    );
    expect(amount).toBeCloseTo(0.25 * 0.02 + 0.004445);
  });

  it('leaves out what ships where another currency is counted in', () => {
    expect(priceBook({ currency: 'JPY' }).prices).toEqual([]);
    expect(priceBook().prices).toEqual(KNOWN_PRICES);
  });

  it('has a source and a day for each price', () => {
    for (const { source, amount } of KNOWN_PRICES) {
      expect(source.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(source.url).toMatch(/^https:/);
      expect(amount).toBeGreaterThan(0);
    }
  });
});

it('sums what is known and counts what is not', () => {
  const costs = [job(), job({ region: null }), job()].map(one =>
    workloadCost(one, BOOK),
  );
  const [first] = costs;
  expect(sumOf(costs)).toEqual({
    amount: first.amount! * 2,
    known: 2,
    unknown: 1,
  });
});

describe('startsPerMonth', () => {
  const at = (expression: string, timezone = 'Asia/Tokyo'): ScheduleSpec => ({
    dialect: 'debian-cron',
    ...{ expression, timezone },
  });
  const FROM = new Date('2026-02-12T01:24:00Z');

  it.each([
    ['every minute', ['* * * * *'], 43_800],
    ['daily', ['15 4 * * *'], 365 / 12],
    ['each month', ['0 3 1 * *'], 1],
    ['once a year', ['0 3 1 4 *'], 1 / 12],
    ['never', ['0 3 31 2 *'], 0],
    ['two schedules', ['0 1 * * *', '0 2 * * *'], 730 / 12],
    ['two schedules at the same minute', ['0 1 * * *', '0 1 * * *'], 365 / 12],
    ['none', [], 0],
  ])('counts %s', (_, expressions, expected) => {
    expect(
      startsPerMonth(
        expressions.map(one => at(one)),
        FROM,
      ),
    ).toBeCloseTo(expected, 6);
  });
});

describe('meanRunSeconds', () => {
  const run = (seconds: number | null, over: Partial<Run> = {}): Run => ({
    id: 1,
    location: { ref: 'crontab:default/bat000/x', key: 'a' },
    scheduledFor: null,
    startedAt: '2026-02-12T01:00:00.000Z',
    endedAt:
      seconds === null
        ? null
        : new Date(
            Date.parse('2026-02-12T01:00:00Z') + seconds * 1000,
          ).toISOString(),
    outcome: 'succeeded',
    source: 'syslog',
    externalId: 'x',
    ...over,
  });

  it('is the mean of the runs whose end was seen', () => {
    expect(
      meanRunSeconds([
        run(10),
        run(20),
        run(60, { outcome: 'failed' }),
        run(null, { outcome: 'running' }),
        run(9_999, { outcome: 'skipped-duplicate' }),
        run(-5),
      ]),
    ).toBe(30);
  });

  it('is unknown of fewer than three', () => {
    expect(meanRunSeconds([run(10), run(20)])).toBeNull();
  });
});
