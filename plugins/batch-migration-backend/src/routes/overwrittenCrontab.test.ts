/**
 * The accident of A07, from files to what people see: a bad job was commented
 * out on the host, somebody else overwrote the crontab from Git, and it ran.
 */
import { createMockDirectory } from '@backstage/backend-test-utils';
import { testDatabases } from '../testDatabases';
import { expectDocumented, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

const GOOD = '15 3 * * * /opt/news/ranking.sh\n';
const BAD = '*/10 * * * * /opt/news/resend_push.sh --all\n';

const databases = testDatabases();

describe.each(databases.eachSupportedId())(
  'a crontab that is about to be overwritten, on %s',
  databaseId => {
    const directory = createMockDirectory();
    let api: Api;

    beforeAll(async () => {
      directory.setContent({
        'declared/bat001': {
          'server.yaml': 'owner: group:default/news-platform\n',
          crontabs: { batch: `${GOOD}${BAD}` },
        },
        captured: {},
      });
      api = await startApi({
        knex: await databases.init(databaseId),
        config: {
          // The servers of the source that every test has are let go.
          removal: { maxShare: 1 },
          inventories: ['declared', 'captured'].map(role => ({
            ...{ type: 'files', role },
            target: directory.resolve(role),
          })),
        },
      });
      api.source.readings = [];
    });
    afterAll(() => api.stop());

    /** What a collector brings from the host, and what the portal makes of it. */
    const capture = async (capturedAt: string, crontab: string) => {
      directory.addContent({
        [`captured/bat001/${capturedAt.replaceAll(':', '')}`]: {
          'capture.json': JSON.stringify({
            ...{ host: 'bat001', capturedAt, timezone: 'Asia/Tokyo' },
            cron: { flavour: 'debian', running: true },
            read: ['var/spool/cron/crontabs'],
          }),
          'var/spool/cron/crontabs/batch': crontab,
        },
      });
      expect((await api.user('post', '/refresh')).body.failures).toEqual([]);
    };
    const inDrift = async () => {
      const { body } = expectDocumented(
        await api.user('get', '/workloads?danger=drift'),
      );
      return body.items;
    };

    it('is in danger before it happens, and says what the deploy would do', async () => {
      await capture('2026-02-10T00:00:00Z', `${GOOD}${BAD}`);
      expect(await inDrift()).toEqual([]);

      // Somebody stops the bad job by hand, and tells nobody.
      await capture('2026-02-11T01:00:00Z', `${GOOD}# ${BAD}`);
      const [workload, ...others] = await inDrift();
      expect(others).toEqual([]);
      const { body } = expectDocumented(
        await api.user('get', `/workloads/${workload.id}`),
      );
      const danger = body.assessment.dangers.find(
        ({ type }: { type: string }) => type === 'drift',
      );
      expect(danger).toMatchObject({
        severity: 'acute',
        nextAt: '2026-02-11T01:30:00.000Z',
        message: expect.stringContaining(
          'the next deploy would start it again',
        ),
        drifts: [
          {
            ...{ kind: 'enabled', host: 'default/bat001' },
            nextDeploy: 'starts',
            // Git was first read then, which is the later of both.
            sinceAt: expect.stringMatching(/^2026-02-11T01:2/),
            declared: {
              where: 'crontabs/batch, line 2',
              isEnabled: true,
              command: '/opt/news/resend_push.sh --all',
            },
            captured: {
              where: 'var/spool/cron/crontabs/batch, line 2',
              isEnabled: false,
              command: '/opt/news/resend_push.sh --all',
            },
          },
        ],
      });
      const { body: summary } = await api.user('get', '/summary?danger=drift');
      expect(summary.scope).toBe(1);

      // Only now it is overwritten from Git.
      await capture('2026-02-11T01:10:00Z', `${GOOD}${BAD}`);
      expect(await inDrift()).toEqual([]);
      const { body: after } = await api.user(
        'get',
        `/workloads/${workload.id}`,
      );
      expect(after.locations).toMatchObject([
        { state: 'active', observedAt: '2026-02-11T01:10:00.000Z' },
      ]);
    });
  },
);
