import type { SettingsStore } from './stores';

/** Where the plugin asks what time it is. */
export interface Clock {
  now(): Date;
}

export const liveClock: Clock = { now: () => new Date() };

const OFFSET_SETTING = 'replay.clock.offset-ms';

/**
 * A clock that shows `start` at the first start of the installation and runs
 * on from there. The offset is stored, so that a restart does not jump back.
 *
 * @param real - the machine's clock
 */
export async function startReplayClock(options: {
  start: Date;
  settings: Pick<SettingsStore, 'setOnce'>;
  real?: Clock;
}): Promise<Clock> {
  const { start, settings, real = liveClock } = options;
  const offsetMs = start.getTime() - real.now().getTime();
  const stored = Number(
    await settings.setOnce(OFFSET_SETTING, String(offsetMs)),
  );
  return { now: () => new Date(real.now().getTime() + stored) };
}
