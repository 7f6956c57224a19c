// Only tests import this file, so it is no part of the package.
import type {
  FindOptions,
  FindReading,
  FoundTarget,
  TargetFinder,
} from 'backstage-plugin-batch-migration-node';

export const PLACE = 'scheduler:111122223333/ap-northeast-1/news';

/** A schedule of Scheduler that is on. */
export function found(
  name: string,
  over: Partial<FoundTarget> = {},
): FoundTarget {
  return {
    location: { ref: PLACE, key: name },
    name,
    kind: 'scheduled',
    state: 'active',
    detail: {
      schedules: [
        {
          dialect: 'eventbridge',
          expression: 'cron(15 4 * * ? *)',
          timezone: 'Asia/Tokyo',
        },
      ],
    },
    image: null,
    starts: [],
    tags: {},
    version: '1',
    ...over,
  };
}

/** Tells what the test last put into it. */
export class MemoryFinder implements TargetFinder {
  readonly id = 'memory';
  readings: Array<FindReading | FoundTarget | Error> = [];
  asked = 0;
  known?: FindOptions['known'];

  async *find({ known }: FindOptions): AsyncIterable<FindReading> {
    this.asked += 1;
    this.known = known;
    for (const reading of this.readings) {
      if (reading instanceof Error) throw reading;
      yield 'status' in reading
        ? reading
        : { status: 'found', target: reading };
    }
  }
}
