import { fitFargate, type FargateJob } from './fitFargate';
import { readWrappers } from './wrappers';

const nothing: FargateJob = {
  kind: 'scheduled',
  wrappers: null,
  longestMessageSeconds: null,
  restartable: null,
  memoryMib: null,
  intervalSeconds: null,
  tolerableStartDelaySeconds: null,
};

describe('fitFargate', () => {
  it.each(['scheduled', 'resident'] as const)(
    'never says that an unknown %s job fits',
    kind => {
      const fits = fitFargate({ ...nothing, kind });
      expect(new Set(fits.map(({ verdict }) => verdict))).toEqual(
        new Set(['unknown']),
      );
      expect(fits.every(fit => !fit.fits && fit.remedy !== null)).toBe(true);
    },
  );

  it.each<[string, Partial<FargateJob>, string]>([
    ['stop-limit', { kind: 'resident', longestMessageSeconds: 119 }, 'fits'],
    [
      'stop-limit',
      { kind: 'resident', longestMessageSeconds: 120 },
      'does-not-fit',
    ],
    ['interval', { intervalSeconds: 60 }, 'fits'],
    ['interval', { intervalSeconds: 30 }, 'does-not-fit'],
    [
      'interval',
      { intervalSeconds: 60, wrappers: readWrappers('sleep 30; a') },
      'does-not-fit',
    ],
    ['start-latency', { tolerableStartDelaySeconds: 60 }, 'does-not-fit'],
    ['interruption', { restartable: true }, 'fits'],
    ['interruption', { restartable: false }, 'does-not-fit'],
    ['memory', { memoryMib: 122_880 }, 'fits'],
    ['memory', { memoryMib: 122_881 }, 'does-not-fit'],
    ['memory', { memoryMib: Number.NaN }, 'unknown'],
    [
      'local-lock',
      { wrappers: readWrappers('flock -n /tmp/l rake a') },
      'does-not-fit',
    ],
    ['local-lock', { wrappers: readWrappers('rake a') }, 'fits'],
    [
      'local-paths',
      { wrappers: readWrappers('rake a > /dev/null') },
      'unknown',
    ],
    [
      'local-paths',
      { wrappers: readWrappers('cd /srv/app && rake a') },
      'does-not-fit',
    ],
  ])('%s of %j is %s', (rule, facts, verdict) => {
    const fits = fitFargate({ ...nothing, ...facts });
    expect(fits.find(fit => fit.rule === rule)?.verdict).toBe(verdict);
  });
});
