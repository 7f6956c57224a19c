import { ConfigReader } from '@backstage/config';
import { priceBook } from 'backstage-plugin-batch-migration-common';
import { readOptions } from './config';

const read = (batchMigration: object) =>
  readOptions(new ConfigReader({ batchMigration } as never));

describe('readOptions', () => {
  it('has a default for everything', () => {
    expect(readOptions(new ConfigReader({}))).toEqual({
      timezone: 'UTC',
      files: [],
      findTargetsEveryMs: 60 * 60_000,
      roleTypes: [],
      requirements: [],
      endOfLife: [],
      prices: priceBook(),
      mode: 'live',
      replayClock: null,
      observationFrequency: { minutes: 5 },
      observationFreshnessMs: 30 * 60_000,
      reconcileEveryMs: 30 * 60_000,
      usesWindowMs: 28 * 24 * 60 * 60_000,
      retention: {
        runsMs: 400 * 86_400_000,
        observationsMs: 400 * 86_400_000,
        heartbeatsMs: 30 * 86_400_000,
      },
      capturesFreshnessMs: 7 * 86_400_000,
      maxRemovedShare: 0.3,
      messageLanguage: 'en',
      secondPerson: 'irreversible',
      notifications: {
        topics: ['danger', 'deadline', 'drift', 'exemption'],
        everyMs: 900_000,
        deadlineDays: 14,
        names: true,
      },
      waveWarnDays: 14,
      longestExemptionDays: 90,
      ownersOfHistory: true,
      headPlaces: [{ type: 'log', everyMs: 60 * 60_000 }],
      seedPlans: null,
      seedHistory: null,
    });
  });

  it('leaves authors of commits out where they are not wanted', () => {
    const { ownersOfHistory } = read({ owners: { gitHistory: false } });
    expect(ownersOfHistory).toBe(false);
  });

  it('tells owners in the language of the installation', () => {
    const language = (value: string) =>
      read({ notifications: { language: value } }).messageLanguage;
    expect(language('ja')).toBe('ja');
    expect(() => language('fr')).toThrow(
      'batchMigration.notifications.language must be one of en, ja, got: fr',
    );
  });

  it('tells owners of what the installation chooses, and when', () => {
    expect(
      read({
        notifications: {
          about: ['exemption', 'danger'],
          every: { hours: 6 },
          deadlineDays: 30,
          names: false,
        },
      }).notifications,
    ).toEqual({
      topics: ['danger', 'exemption'],
      everyMs: 6 * 3_600_000,
      deadlineDays: 30,
      names: false,
    });
    expect(() => read({ notifications: { about: ['weather'] } })).toThrow(
      'batchMigration.notifications.about must name some of danger, deadline, drift, exemption, got: weather',
    );
    expect(() => read({ notifications: { deadlineDays: 400 } })).toThrow(
      'batchMigration.notifications.deadlineDays',
    );
  });

  it.each([
    ['waves', 'warnDays', -1],
    ['waves', 'warnDays', 1.5],
    ['exemptions', 'longestDays', 0],
    ['exemptions', 'longestDays', 400],
  ])('refuses %s.%s of %f', (area, key, value) => {
    expect(() => read({ [area]: { [key]: value } })).toThrow(
      `batchMigration.${area}.${key} must be a whole number of days`,
    );
  });

  it.each([
    [0, 0],
    [1, 1],
    [0.05, 0.05],
  ])('lets a share of %f be removed at once', (maxShare, expected) => {
    expect(read({ removal: { maxShare } }).maxRemovedShare).toBe(expected);
  });

  it.each([-0.1, 1.1, 30])('refuses a share of %f', maxShare => {
    expect(() => read({ removal: { maxShare } })).toThrow(
      `batchMigration.removal.maxShare must be from 0 to 1, got: ${maxShare}`,
    );
  });

  it('reads ends of support that an installation knows better', () => {
    const endOfLife = [
      {
        system: 'Red Hat Enterprise Linux 6',
        date: '2028-06-30',
        source: 'contract 42',
      },
    ];
    expect(read({ endOfLife }).endOfLife).toEqual(endOfLife);
  });

  it.each(['2028-6-30', '30.6.2028', '2028-02-30', 'soon', '2028'])(
    'refuses the end of support %p',
    date => {
      expect(() =>
        read({ endOfLife: [{ system: 'Solaris', date, source: 'us' }] }),
      ).toThrow(`batchMigration.endOfLife[0].date must be a day`);
    },
  );

  it('reads the demo configuration', () => {
    const options = read({
      timezone: 'Asia/Tokyo',
      inventories: [
        {
          type: 'files',
          target: '/estate/captured',
          role: 'captured',
          freshness: { days: 2 },
        },
        { type: 'files', target: '/estate/declared/', role: 'declared' },
        { type: 'aws', accountId: '111122223333', region: 'ap-northeast-1' },
      ],
      aws: { mode: 'replay', recordings: '/estate/aws' },
      replay: { clock: '2026-02-12T10:24:00+09:00' },
      captures: { freshness: { days: 1 } },
      seed: { plans: '/estate/plans', history: '/estate/history.yaml' },
    });
    expect(options.capturesFreshnessMs).toBe(86_400_000);
    expect(options.files).toEqual([
      {
        id: 'files:captured:captured',
        target: '/estate/captured',
        role: 'captured',
        freshnessMs: 2 * 86_400_000,
      },
      {
        id: 'files:declared:declared',
        target: '/estate/declared/',
        role: 'declared',
        freshnessMs: 7 * 86_400_000,
      },
    ]);
    expect(options.replayClock?.toISOString()).toBe('2026-02-12T01:24:00.000Z');
    expect(options.mode).toBe('replay');
    expect(options.seedPlans).toBe('/estate/plans');
    expect(options.seedHistory).toBe('/estate/history.yaml');
  });

  it.each([
    [
      { timezone: 'Mars/Olympus' },
      /batchMigration\.timezone must be an IANA zone/,
    ],
    [
      { inventories: [{ type: 'ftp' }] },
      /inventories\[0\]\.type must be one of files, aws, got: ftp/,
    ],
    [
      { inventories: [{ type: 'files', target: '/a', role: 'seen' }] },
      /inventories\[0\]\.role must be one of captured, declared, got: seen/,
    ],
    [{ inventories: [{ type: 'files', role: 'captured' }] }, /target/],
    [
      {
        inventories: [{ type: 'files', target: 'ftp://x/y', role: 'declared' }],
      },
      /inventories\[0\]\.target must be a folder, or a URL/,
    ],
    [
      {
        inventories: [
          { type: 'files', target: 'https://u:s@x/y', role: 'declared' },
        ],
      },
      /inventories\[0\]\.target must not hold credentials/,
    ],
    [
      {
        inventories: [
          { type: 'files', target: '/a/x', role: 'captured' },
          { type: 'files', target: '/b/x', role: 'captured' },
        ],
      },
      /files:captured:x twice/,
    ],
    [
      {
        inventories: [
          { type: 'files', target: '/a', role: 'captured', freshness: 'soon' },
        ],
      },
      /inventories\[0\]\.freshness must be a duration/,
    ],
    [
      { observation: { frequency: { minutes: 0 } } },
      /observation\.frequency must be longer/,
    ],
    [
      { replay: { clock: '2026-02-12T10:24:00' } },
      /replay\.clock must be an ISO 8601 time with offset/,
    ],
    [{ replay: { clock: 'noon' } }, /replay\.clock/],
    [
      { captures: { freshness: { days: 0 } } },
      /captures\.freshness must be longer/,
    ],
    [
      { observation: { retention: { runs: { days: 89 } } } },
      /observation\.retention\.runs must be at least 90 days/,
    ],
    [
      { observation: { retention: { observations: 'P1D' } } },
      /observation\.retention\.observations must be at least 90 days/,
    ],
    [
      { observation: { usesWithin: { hours: 23 } } },
      /observation\.usesWithin must be at least a day/,
    ],
    [
      { observation: { usesWithin: { days: 500 } } },
      /observation\.usesWithin must not be longer than .*retention\.runs/,
    ],
    [
      { observation: { retention: { heartbeats: { days: 0 } } } },
      /observation\.retention\.heartbeats must be longer/,
    ],
    [{ aws: { mode: 'dry' } }, /aws\.mode must be live or replay, got: dry/],
  ])('refuses %j', (config, message) => {
    expect(() => read(config)).toThrow(message);
  });
});
