import { FARGATE_SIZES, smallestFargateSize } from './fargateSizes';
import {
  FARGATE_RULES,
  fargateSizeOf,
  fitFargate,
  type FargateJob,
} from './fitFargate';
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
    ['memory', { memoryMib: 0 }, 'unknown'],
    ['memory', { memoryMib: 512, cpuUnits: 32_768 }, 'does-not-fit'],
    ['disk', { diskGib: 38 }, 'fits'],
    ['disk', { diskGib: 200 }, 'fits'],
    ['disk', { diskGib: 201 }, 'does-not-fit'],
    ['disk', { diskGib: Number.NaN }, 'unknown'],
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
      { wrappers: readWrappers('/opt/tools/report.sh --all') },
      'unknown',
    ],
    [
      'local-paths',
      { wrappers: readWrappers('/usr/bin/php /srv/www/artisan report') },
      'does-not-fit',
    ],
    [
      'local-paths',
      { wrappers: readWrappers('/usr/bin/mysqldump news > /backup/n.sql') },
      'does-not-fit',
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

  it('says nothing of disk where nobody knows it', () => {
    const rules = fitFargate(nothing).map(({ rule }) => rule);
    expect(rules).not.toContain('disk');
  });

  it.each<[string, Partial<FargateJob>, RegExp]>([
    ['the smallest task', { memoryMib: 600 }, /has 0\.25 vCPU and 1024 MiB/],
    ['the disk of every task', { diskGib: 20 }, /every task has 20 GiB/],
    ['the disk to state', { diskGib: 20.5 }, /ephemeral storage of 21 GiB/],
    ['the disk to state', { diskGib: 38 }, /ephemeral storage of 38 GiB/],
    [
      'what an interruption costs',
      { restartable: true, longestRunSeconds: 900 },
      /at most 900 s of work/,
    ],
  ])('names %s', (_, facts, words) => {
    const facted = fitFargate({ ...nothing, ...facts });
    expect(facted.map(({ fact }) => fact).join(' ')).toMatch(words);
  });

  it('tells rules in a fixed order, each with what would make it fit', () => {
    for (const kind of ['scheduled', 'resident'] as const) {
      const fits = fitFargate({ ...nothing, kind, diskGib: 500 });
      const places = fits.map(({ rule }) => FARGATE_RULES.indexOf(rule));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect(fits.every(({ fits: ok, remedy }) => !ok && remedy)).toBe(true);
    }
  });
});

describe('sizes of Fargate', () => {
  it.each<[number, number[]]>([
    [256, [0.5, 1, 2]],
    [512, [1, 2, 3, 4]],
    [1024, [2, 3, 4, 5, 6, 7, 8]],
    [2048, [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]],
    [4096, Array.from({ length: 23 }, (_, i) => 8 + i)],
    [8192, [16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60]],
    [16_384, [32, 40, 48, 56, 64, 72, 80, 88, 96, 104, 112, 120]],
  ])('CPU %i goes with memory of %j GB', (cpu, gib) => {
    const found = FARGATE_SIZES.filter(({ cpuUnits }) => cpuUnits === cpu);
    expect(found.map(({ memoryMib }) => memoryMib / 1024)).toEqual(gib);
  });

  it.each([
    [1, 0, { cpuUnits: 256, memoryMib: 512 }],
    [2048, 0, { cpuUnits: 256, memoryMib: 2048 }],
    [2049, 0, { cpuUnits: 512, memoryMib: 3072 }],
    [512, 300, { cpuUnits: 512, memoryMib: 1024 }],
    [31_000, 0, { cpuUnits: 8192, memoryMib: 32_768 }],
    [61_441, 0, { cpuUnits: 16_384, memoryMib: 65_536 }],
    [122_881, 0, null],
  ])('%i MiB and %i CPU units need %j', (memoryMib, cpuUnits, expected) => {
    expect(smallestFargateSize(memoryMib, cpuUnits)).toEqual(expected);
  });

  it.each([null, Number.NaN, 0, -1])('none is proposed for %s', memoryMib => {
    expect(fargateSizeOf({ memoryMib })).toBeNull();
  });
});
