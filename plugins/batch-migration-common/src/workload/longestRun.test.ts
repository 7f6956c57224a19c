import type { Attestation } from '../api/attestations';
import { longestRunOf } from './longestRun';
import type { Run, RunOutcome } from './model';
import { LEGACY, NOW, days } from './testEstate';

/** A run that began some days ago; `null` seconds: its end was not seen. */
const ran = (
  daysAgo: number,
  seconds: number | null,
  outcome: RunOutcome = 'succeeded',
): Run => {
  const startedAt = days(-daysAgo);
  return {
    id: daysAgo,
    location: LEGACY,
    scheduledFor: startedAt,
    startedAt,
    endedAt:
      seconds === null
        ? null
        : new Date(Date.parse(startedAt) + seconds * 1000).toISOString(),
    outcome,
    source: 'cron-log',
    externalId: `${daysAgo}`,
  };
};

let id = 0;
const attested = (
  seconds: number,
  over: Partial<Attestation> = {},
): Attestation => ({
  id: ++id,
  workloadId: 'w-1',
  fact: 'longest-run',
  seconds,
  reason: 'as seen in December',
  author: 'user:default/sato',
  at: days(-10),
  expiresAt: days(30),
  ...over,
});

const three = [ran(3, 60), ran(2, 90), ran(1, 30)];

describe('longestRunOf', () => {
  it.each<[string, Run[], number | null]>([
    ['nothing', [], null],
    ['two runs say too little', three.slice(0, 2), null],
    ['three runs that ended', three, 90],
    ['a length is rounded up', [...three, ran(4, 90.2)], 91],
    [
      'failed and timed-out runs took their time too',
      [...three, ran(4, 200, 'failed'), ran(5, 300, 'timed-out')],
      300,
    ],
    [
      'an end counts though nobody knows whether it was a good one',
      [ran(1, 60, 'unknown'), ran(2, 70, 'unknown'), ran(3, 80, 'unknown')],
      80,
    ],
    [
      'one that saw the other side at work did nothing',
      [...three.slice(1), ran(9, 1, 'skipped-duplicate')],
      null,
    ],
    [
      'a running one counts with its length so far',
      [...three, ran(0.5, null, 'running')],
      43_200,
    ],
    [
      'a running one does not make up for one that ended',
      [...three.slice(1), ran(0.5, null, 'running')],
      null,
    ],
    [
      'ends that are never seen measure nothing',
      [1, 2, 3, 4, 5].map(day => ran(day, null, 'unknown')),
      null,
    ],
    [
      'one unseen end in five could be the longest',
      [...three, ran(4, 20), ran(5, null, 'unknown')],
      null,
    ],
    [
      'one unseen end in ten is borne',
      [
        ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(day => ran(day, day)),
        ran(10, null, 'unknown'),
      ],
      9,
    ],
    [
      'an end before its start is no end',
      [...three.slice(1), ran(9, -60)],
      null,
    ],
    ['what starts later does not count', [...three, ran(-1, 900)], 90],
  ])('%s', (_, runs, seconds) => {
    expect(longestRunOf(runs, [], NOW)?.seconds ?? null).toBe(seconds);
  });

  it('says how many runs were measured since when', () => {
    expect(longestRunOf(three, [], NOW)).toEqual({
      seconds: 90,
      source: 'measured',
      basis: '3 runs since 2026-02-09',
      expiresAt: null,
    });
  });

  it('says that the longest has not ended', () => {
    const runs = [...three, ran(0.5, null, 'running')];
    expect(longestRunOf(runs, [], NOW)?.basis).toBe(
      '4 runs since 2026-02-09; the longest has not ended yet',
    );
  });

  it('takes an attestation where nothing is measured, with author and expiry', () => {
    expect(longestRunOf([], [attested(600)], NOW)).toEqual({
      seconds: 600,
      source: 'attested',
      basis: 'user:default/sato until 2026-03-14',
      expiresAt: days(30),
    });
  });

  it.each<[string, Attestation[], number | null]>([
    ['an expired one', [attested(600, { expiresAt: days(-1) })], null],
    ['one that expires now', [attested(600, { expiresAt: days(0) })], null],
    [
      'the newest of one person',
      [attested(600), attested(300, { at: days(-5) })],
      300,
    ],
    [
      'the later of one instant',
      [attested(600), attested(300, { at: days(-10) })],
      300,
    ],
    [
      'an expired correction, which takes nothing back to what it replaced',
      [attested(600), attested(300, { at: days(-5), expiresAt: days(-1) })],
      null,
    ],
    [
      'the longest of several people',
      [
        attested(600),
        attested(300, { at: days(-5), author: 'user:default/mori' }),
      ],
      600,
    ],
  ])('weighs %s', (_, attestations, seconds) => {
    expect(longestRunOf([], attestations, NOW)?.seconds ?? null).toBe(seconds);
  });

  it('believes a longer attestation over a measurement', () => {
    expect(longestRunOf(three, [attested(600)], NOW)).toMatchObject({
      seconds: 600,
      source: 'attested',
    });
  });

  it('believes a longer measurement over an attestation', () => {
    expect(longestRunOf(three, [attested(60)], NOW)).toMatchObject({
      seconds: 90,
      source: 'measured',
      expiresAt: null,
    });
  });

  it('lets a single longer run refute an attestation, which still expires', () => {
    expect(longestRunOf([ran(1, 120)], [attested(60)], NOW)).toEqual({
      seconds: 120,
      source: 'measured',
      basis:
        'one of 1 run since 2026-02-11, longer than the 60 s attested by user:default/sato until 2026-03-14',
      expiresAt: days(30),
    });
  });
});
