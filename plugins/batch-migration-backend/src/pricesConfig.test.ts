import { ConfigReader } from '@backstage/config';
import { KNOWN_PRICES } from 'backstage-plugin-batch-migration-common';
import { readPrices } from './pricesConfig';

const read = (prices?: unknown) =>
  readPrices(new ConfigReader({ batchMigration: { prices } } as never));
const OURS = { source: 'Our contract', date: '2026-10-01' };

describe('readPrices', () => {
  it('is what ships where nothing is stated', () => {
    expect(read()).toEqual({
      currency: 'USD',
      prices: KNOWN_PRICES,
      servers: [],
    });
  });

  it('reads regions, types of instances and servers, each with its source', () => {
    const source = { title: 'Our contract', date: '2026-10-01' };
    const region = 'ap-northeast-1';
    expect(
      read({
        ...OURS,
        currency: 'JPY',
        regions: {
          'ap-northeast-1': {
            fargateVcpuHour: 7.5,
            fargateGbHour: 0.8,
            instanceHours: { 'c3.xlarge': 38 },
          },
        },
        servers: { 'default/Bat.000': 46_500 },
      }),
    ).toEqual({
      currency: 'JPY',
      prices: [
        { unit: 'fargate-vcpu-hour', region, amount: 7.5, source },
        { unit: 'fargate-gb-hour', region, amount: 0.8, source },
        {
          ...{ unit: 'instance-hour', region, source },
          ...{ instanceType: 'c3.xlarge', amount: 38 },
        },
      ],
      servers: [
        { serverRef: 'resource:default/bat.000', amount: 46_500, source },
      ],
    });
  });

  it.each([
    [{ ...OURS, currency: 'dollar' }, /prices\.currency must be a code/],
    [{ ...OURS, date: '2026-02-30' }, /prices\.date must be a day/],
    [{ date: '2026-10-01' }, /prices\.source/],
    [{ source: 'us' }, /prices\.date/],
    [
      { ...OURS, servers: { bat000: 1 } },
      /prices\.servers: expected a namespace and a name/,
    ],
    [
      { ...OURS, servers: { 'default/bat000': -1 } },
      /prices\.servers\.default\/bat000 must be a number from 0/,
    ],
    [
      { ...OURS, regions: { 'eu-west-1': { fargateGbHour: 'cheap' } } },
      /regions\.eu-west-1\.fargateGbHour must be a number/,
    ],
    [
      {
        ...OURS,
        regions: { 'eu-west-1': { instanceHours: { 'c3.large': '1' } } },
      },
      /instanceHours\.c3\.large must be a number/,
    ],
  ])('refuses %j', (prices, message) => {
    expect(() => read(prices)).toThrow(message);
  });
});
