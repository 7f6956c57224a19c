import type {
  MonthlyCost,
  ServerCostResponse,
  WorkloadCostView,
} from 'backstage-plugin-batch-migration-common';

const SOURCE = { title: 'Our contract', date: '2026-01-01' };

export const knownCost = (amount: number): MonthlyCost => ({
  amount,
  parts: [
    {
      unit: 'fargate-vcpu-hour',
      quantity: 1,
      price: {
        unit: 'fargate-vcpu-hour',
        region: 'ap-northeast-1',
        ...{ amount, source: SOURCE },
      },
    },
  ],
  unknown: [],
});

export const costed = (
  name: string,
  over: Partial<WorkloadCostView> = {},
): WorkloadCostView => ({
  workloadId: name,
  name,
  kind: 'scheduled',
  region: 'ap-northeast-1',
  startsPerMonth: 30.4166,
  secondsPerRun: 600,
  runsFrom: 'legacy',
  copies: null,
  memoryMib: 900,
  size: { cpuUnits: 256, memoryMib: 1024 },
  cost: knownCost(1.25),
  ...over,
});

/** What bat000 costs, with one job of which it is known and one of which it is not. */
export const serverCost: ServerCostResponse = {
  currency: 'USD',
  hoursOfMonth: 730,
  server: {
    ...{ amount: 310, parts: [], unknown: [] },
    stated: {
      serverRef: 'resource:default/bat000',
      ...{ amount: 310, source: SOURCE },
    },
  },
  target: { amount: 1.25, known: 1, unknown: 1 },
  items: [
    costed('digest'),
    costed('push', {
      ...{ secondsPerRun: null, runsFrom: null, memoryMib: null, size: null },
      cost: { amount: null, parts: [], unknown: ['run-length', 'memory'] },
    }),
  ],
  notMoving: 3,
  notReadable: 0,
};
