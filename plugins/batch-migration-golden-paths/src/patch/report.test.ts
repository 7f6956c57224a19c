import { join } from 'node:path';
import {
  countsOf,
  coversBuildsOnly,
  readReconciliation,
  standingOf,
} from 'backstage-plugin-batch-migration-common';

/** What a generated repository writes into its table. */
const { bounded, reportItem, LISTED } = jest.requireActual(
  join(
    __dirname,
    '../../../../templates/data-patch-pipeline/content/reconciliation/report',
  ),
);

const at = '2026-11-22T03:00:00.000Z';
const NOW = new Date('2026-11-22T04:00:00Z');
const finding = (index: number) => ({
  what: 'build',
  id: `shop:${index}`,
  at,
  by: 'mallory',
  reason: 'no-order',
});

function whole(changes: object = {}) {
  const approved = [{ what: 'build', id: 'shop:1', at, by: 'x', request: 'r' }];
  return {
    version: 1,
    at,
    from: '2026-10-22T03:00:00.000Z',
    until: at,
    scope: { builds: true, databaseSessions: null },
    changes: 1,
    approved,
    dryRuns: approved,
    unapproved: [],
    unknown: [],
    ...changes,
  };
}

const read = (report: object) =>
  readReconciliation(reportItem(bounded(report)).body);

describe('the report of a repository, as the portal reads it', () => {
  it('is clean where everything was approved', () => {
    const report = read(whole());
    expect(standingOf(report, NOW)).toBe('clean');
    expect(coversBuildsOnly(report)).toBe(true);
  });

  it('is found by its kind and time', () => {
    expect(reportItem(bounded(whole()))).toMatchObject({
      pk: `reconciliation#${at}`,
      sk: 'report',
      kind: 'reconciliation',
      requestedAt: at,
    });
  });

  it('counts what its lists leave out', () => {
    const unapproved = Array.from({ length: LISTED + 7 }, (_each, index) =>
      finding(index),
    );
    const report = read(whole({ unapproved, changes: LISTED + 8 }));
    expect(report.unapproved).toHaveLength(LISTED);
    expect(countsOf(report)).toEqual({ unapproved: LISTED + 7, unknown: 0 });
    expect(standingOf(report, NOW)).toBe('unapproved');
  });

  it('is not clean where something is unknown', () => {
    const { by: _by, ...unknown } = finding(1);
    const report = read(whole({ unknown: [unknown], changes: 2 }));
    expect(standingOf(report, NOW)).toBe('undecided');
  });

  it('names the log of the database where one is read', () => {
    const databaseSessions = { logGroup: '/aws/rds/shop' };
    const report = read(whole({ scope: { builds: true, databaseSessions } }));
    expect(coversBuildsOnly(report)).toBe(false);
  });
});
