import type { Assessment } from 'backstage-plugin-batch-migration-common';
import { withoutNamesOfOthers } from './withoutNamesOfOthers';

const shown = (message: string, type = 'contention') =>
  withoutNamesOfOthers({
    assessment: {
      dangers: [{ type, severity: 'pressing', message, nextAt: null }],
    } as unknown as Assessment,
  }).assessment.dangers[0].message;

const MET = '2 of 9 uses on bat000 since 2026-01-14 met running jobs';
const HIDDEN = 'named to those who may read all';

describe('withoutNamesOfOthers', () => {
  it.each([
    [
      `${MET} (payroll, digest and 2 more); together they peak at 900 MiB or more, and the host has 512 MiB.`,
      `${MET} (${HIDDEN}); together they peak at 900 MiB or more, and the host has 512 MiB.`,
    ],
    [
      `${MET} (payroll); whether its memory bears both is not known.`,
      `${MET} (${HIDDEN}); whether its memory bears both is not known.`,
    ],
    [
      `${MET} (pay (old)); whether its memory bears both is not known; ${MET} (b); whether its memory bears both is not known.`,
      `${MET} (${HIDDEN}); whether its memory bears both is not known; ${MET} (${HIDDEN}); whether its memory bears both is not known.`,
    ],
  ])('tells %s', (message, expected) => {
    expect(shown(message)).toBe(expected);
  });

  it('leaves what is said of the workload itself', () => {
    const message = 'It runs on both sides (digest).';
    expect(shown(message, 'runs-twice')).toBe(message);
  });
});
