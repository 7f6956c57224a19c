import { createDatabase } from './testEstate';
import { startReplayClock } from './clock';
import { testDatabases } from './testDatabases';

jest.setTimeout(240_000);

describe('startReplayClock', () => {
  const databases = testDatabases();

  it.each(databases.eachSupportedId())(
    'starts at the given instant once and runs on over restarts on %s',
    async id => {
      const { settings } = await createDatabase(await databases.init(id));
      let machine = new Date('2026-11-21T04:00:00Z');
      const real = { now: () => machine };
      const start = new Date('2026-02-12T01:24:00Z');
      const clock = await startReplayClock({ start, settings, real });
      expect(clock.now()).toEqual(start);

      machine = new Date('2026-11-21T05:30:00Z');
      const restarted = await startReplayClock({ start, settings, real });
      expect(restarted.now()).toEqual(new Date('2026-02-12T02:54:00Z'));
      expect(clock.now()).toEqual(restarted.now());
    },
  );
});
