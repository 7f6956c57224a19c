import { ConfigReader } from '@backstage/config';
import { decidesOn } from 'backstage-plugin-batch-migration-node';
import { readApprovalsConfig } from './readApprovalsConfig';

const ENTRY = {
  name: 'news-bastion',
  accountId: '111122223333',
  region: 'ap-northeast-1',
  table: 'news-bastion-PeopleRequestsTable1A2B-3C4D',
};

const read = (...approvals: object[]) =>
  readApprovalsConfig(
    new ConfigReader({ batchMigration: { aws: { approvals } } }),
  );

it('may be left out', () => {
  expect(readApprovalsConfig(new ConfigReader({}))).toEqual([]);
});

it('decides on the consoles of its cluster and on its project', () => {
  const [place] = read({ ...ENTRY, project: 'news-patches' });
  const at = '111122223333/ap-northeast-1';
  const decides = (ref: string, key: string) => decidesOn(place, { ref, key });
  expect(decides(`ecs-exec:${at}/news-bastion`, 'console-1')).toBe(true);
  expect(decides(`codebuild:${at}`, 'news-patches')).toBe(true);
  expect(decides(`codebuild:${at}`, 'news-bastion')).toBe(false);
  expect(decides(`ecs-exec:${at}/news`, 'console-1')).toBe(false);
});

it('takes sessions only where it says where', () => {
  const sessionsUrl =
    'https://a1.execute-api.ap-northeast-1.amazonaws.com/sessions';
  expect(read(ENTRY)[0]).toMatchObject({
    asksSessions: false,
    title: 'news-bastion',
  });
  expect(read({ ...ENTRY, alertAfterHours: 48 })[0].alertAfterHours).toBe(48);
  expect(read({ ...ENTRY, sessionsUrl, title: 'News' })[0]).toMatchObject({
    ...{ asksSessions: true, sessionsUrl, title: 'News' },
  });
});

it.each<[object, string]>([
  [{ accountId: '1' }, 'approvals[0].accountId: expected 12 digits in quotes'],
  [{ region: 'Tokyo' }, 'approvals[0].region: expected a region, got: Tokyo'],
  [{ name: 'a/b' }, 'approvals[0].name: expected the name of the repository'],
  [{ table: 'a b' }, 'approvals[0].table: expected the output RequestsTable'],
  [{ sessionsUrl: 'http://example.com/sessions' }, 'approvals[0].sessionsUrl'],
  [{ sessionsUrl: 'https://a@b.example/s' }, 'approvals[0].sessionsUrl'],
  [{ slackUrl: 'https://slack.example.com' }, 'approvals[0].slackUrl'],
  [{ alertAfterHours: 0 }, 'approvals[0].alertAfterHours: expected whole'],
  [{ evidenceBucket: 'A' }, 'approvals[0].evidenceBucket'],
])('refuses %j', (over, message) => {
  expect(() => read({ ...ENTRY, ...over })).toThrow(message);
});

it('refuses one twice', () => {
  expect(() => read(ENTRY, ENTRY)).toThrow(
    '111122223333.ap-northeast-1.news-bastion is listed twice',
  );
});
