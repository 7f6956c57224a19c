import { readCsv } from '../csv/testReader';
import { approvalCsvHeader, approvalCsvRecord } from './approvalCsv';
import { readApproval } from './readApproval';
import { SESSION, storedRequest } from './testApprovals';

const now = new Date('2026-02-12T03:00:00Z');
const cells = (over: object) => {
  const request = readApproval(storedRequest(over));
  const text = approvalCsvHeader() + approvalCsvRecord('News', request, now);
  const [header, record, ...more] = readCsv(text, ',');
  expect(more).toEqual([]);
  return Object.fromEntries(header.map((name, i) => [name, record[i]]));
};

it('has a cell for each column', () => {
  expect(cells({})).toMatchObject({
    ...{ place: 'News', id: 'patch-1', kind: 'patch', status: 'requested' },
    ...{ concern: 'overdue', operator: 'mori@example.com', author: 'tanaka' },
    command: 'run bin/rails runner patches/20260210-free-plan/patch.rb',
    ...{ parameters: '{"plan":"free"}', reason: '', answeredBy: '' },
  });
  expect(cells({ subject: SESSION, kind: 'session' })).toMatchObject({
    ...{ reason: SESSION.reason, timeLimitMinutes: '60', command: '' },
  });
});

it('lets no reason become a formula', () => {
  const subject = { ...SESSION, reason: '=HYPERLINK("https://evil.example")' };
  expect(cells({ subject, kind: 'session' }).reason).toMatch(/^'=HYPERLINK/);
});
