import type { Attestation } from '../api/attestations';
import type { Run } from '../workload/model';
import { usualRunSeconds } from './runLength';

const NOW = new Date('2026-02-12T01:24:00Z');

const run = (seconds: number | null, i: number): Run => ({
  id: i,
  location: { ref: 'crontab:default/bat000/etc/crontab', key: 'a' },
  scheduledFor: null,
  startedAt: new Date(NOW.getTime() - (i + 1) * 86_400_000).toISOString(),
  endedAt:
    seconds === null
      ? null
      : new Date(
          NOW.getTime() - (i + 1) * 86_400_000 + seconds * 1000,
        ).toISOString(),
  outcome: seconds === null ? 'running' : 'succeeded',
  source: 'files',
  externalId: String(i),
});

const attested = (seconds: number, expiresAt: string): Attestation => ({
  id: 1,
  workloadId: 'a',
  fact: 'longest-run',
  seconds,
  reason: 'I watched it.',
  author: 'user:default/mori',
  at: '2026-02-01T00:00:00.000Z',
  expiresAt,
});

describe('usualRunSeconds', () => {
  it.each([
    [[], null, null],
    [[60, 70], null, null],
    // The middle one, not the longest.
    [[60, 70, 3600], null, 70],
    [[60], attested(900, '2026-03-01T00:00:00.000Z'), 900],
    [[60], attested(900, '2026-02-12T00:00:00.000Z'), null],
    [[60, 70, 80], attested(900, '2026-03-01T00:00:00.000Z'), 70],
  ])('of %j, with %j, is %s', (seconds, attestation, expected) => {
    expect(
      usualRunSeconds(seconds.map(run), attestation ? [attestation] : [], NOW),
    ).toBe(expected);
  });
});
