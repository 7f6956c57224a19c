import { ConfigReader } from '@backstage/config';
import { readOptions } from './config';

const read = (batchMigration: object) =>
  readOptions(
    new ConfigReader({ search: { collators: { batchMigration } } } as never),
  );

describe('readOptions', () => {
  it('has a default for everything', () => {
    expect(readOptions(new ConfigReader({}))).toEqual({
      location: '/batch-migration/workloads/:id',
      schedule: {
        frequency: { minutes: 10 },
        timeout: { minutes: 15 },
        initialDelay: { seconds: 10 },
      },
    });
  });

  it('reads where pages are mounted and how often to look', () => {
    expect(
      read({
        location: '/moves/workloads/:id',
        schedule: { frequency: { hours: 1 }, timeout: { minutes: 5 } },
      }),
    ).toEqual({
      location: '/moves/workloads/:id',
      schedule: { frequency: { hours: 1 }, timeout: { minutes: 5 } },
    });
  });

  it.each(['/workloads', 'workloads/:id', 'https://portal.example/:id'])(
    'refuses the location %s',
    location => {
      expect(() => read({ location })).toThrow(
        'search.collators.batchMigration.location must be a path with :id',
      );
    },
  );
});
