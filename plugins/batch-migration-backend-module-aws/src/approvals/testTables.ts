import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { ApprovalsTable } from './readApprovalsConfig';

export const TABLE: ApprovalsTable = {
  id: '111122223333.ap-northeast-1.news',
  title: 'News',
  name: 'news',
  accountId: '111122223333',
  region: 'ap-northeast-1',
  table: 'news-requests',
  project: 'news',
  evidenceBucket: null,
  sessionsUrl: null,
  slackUrl: 'https://example.slack.com',
  alertAfterHours: null,
  targets: [],
  asksSessions: false,
};

/** One request as the golden paths put it into their table, with two events. */
export function itemsOf(
  id: string,
  {
    kind = 'patch',
    status = 'approved',
    requestedAt = '2026-02-11T00:00:00.000Z',
    version = 2,
    changedAt,
  }: {
    kind?: string;
    status?: string;
    requestedAt?: string;
    version?: number;
    changedAt?: string;
  } = {},
): Array<Record<string, AttributeValue>> {
  const pk = { S: `request#${id}` };
  const event = (sequence: number) => ({
    pk,
    sk: { S: `event#${String(sequence).padStart(6, '0')}` },
    body: { S: JSON.stringify({ sequence }) },
  });
  return [
    {
      pk,
      sk: { S: 'request' },
      kind: { S: kind },
      status: { S: status },
      requestedAt: { S: requestedAt },
      ...(changedAt === undefined ? {} : { changedAt: { S: changedAt } }),
      version: { N: String(version) },
      head: { S: `head-${version}` },
      body: { S: JSON.stringify({ id, status }) },
      ...(status === 'requested' ? { open: { S: 'yes' } } : {}),
    },
    event(1),
    event(2),
  ];
}

export function threadOf(id: string): Record<string, AttributeValue> {
  return {
    pk: { S: `thread#${id}` },
    sk: { S: 'thread' },
    channel: { S: 'C0PATCHES' },
    ts: { S: '1770768000.000100' },
  };
}

export function reportOf(
  at: string,
  body: string,
): Record<string, AttributeValue> {
  return {
    pk: { S: `reconciliation#${at}` },
    sk: { S: 'report' },
    kind: { S: 'reconciliation' },
    requestedAt: { S: at },
    body: { S: body },
  };
}
