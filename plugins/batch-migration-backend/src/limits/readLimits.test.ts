import { ConfigReader } from '@backstage/config';
import { LIMITED_CALLS } from './CallLimits';
import { readLimits } from './readLimits';

const read = (limits: object) =>
  readLimits(new ConfigReader({ batchMigration: { limits } as any }));

describe('readLimits', () => {
  it('has limits where none are configured', () => {
    expect(readLimits(new ConfigReader({}))).toEqual(LIMITED_CALLS);
  });

  it('takes those that are configured', () => {
    expect(read({ export: 2 })).toEqual({ ...LIMITED_CALLS, export: 2 });
  });

  it.each([0, -1, 1.5, 1_000_001])('refuses %s', limit => {
    expect(() => read({ refresh: limit })).toThrow(
      'batchMigration.limits.refresh',
    );
  });
});
