import { mockServices } from '@backstage/backend-test-utils';
import type { TestDatabaseId } from '@backstage/backend-test-utils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import {
  EMPTY_PLAN,
  type Danger,
  type InventoryItem,
} from 'backstage-plugin-batch-migration-common';
import { Discovery } from '../discovery';
import { reassessDue } from '../observation';
import { testDatabases } from '../testDatabases';
import {
  createDatabase,
  cronItem,
  inventory,
  MemorySource,
} from '../testEstate';
import { tellOwners } from './tellOwners';
import { TOPICS } from './topics';
import type { MessageLanguage } from './words';

jest.setTimeout(240_000);

const DECLARED = 'declared:default/bat000/crontabs/batch';
const START = Date.parse('2026-02-01T00:00:00Z');
const at = (hour: number) => new Date(START + hour * 3_600_000);

describe('tellOwners', () => {
  const databases = testDatabases();

  async function setUp(id: TestDatabaseId, language?: MessageLanguage) {
    const database = await createDatabase(await databases.init(id));
    const captured = new MemorySource('captured');
    const declared = new MemorySource('declared');
    const logger = mockServices.logger.mock();
    const discovery = new Discovery({
      database,
      sources: [captured, declared],
      logger,
    });
    const messages: NotificationSendOptions[] = [];
    const send = jest.fn(async (message: NotificationSendOptions) => {
      messages.push(message);
    });
    const tell = (
      hour: number,
      over: Partial<Parameters<typeof tellOwners>[0]> = {},
    ) =>
      tellOwners({
        ...{ database, notifications: { send }, logger, now: at(hour) },
        ...{ topics: ['drift'], deadlineDays: 14, timezone: 'Asia/Tokyo' },
        language,
        ...over,
      });
    /** Reads the host and Git. */
    const read = async (
      hour: number,
      host: InventoryItem[] | null,
      git: InventoryItem[],
    ) => {
      if (host) {
        captured.readings = [
          inventory(host, { capturedAt: at(hour).toISOString() }),
        ];
      }
      declared.readings = [
        inventory(
          git.map(item => ({
            ...item,
            location: { ref: DECLARED, key: item.location.key },
          })),
          {
            capturedAt: at(hour).toISOString(),
            places: [{ ref: DECLARED, complete: true, reason: null }],
          },
        ),
      ];
      await discovery.run({ now: at(hour) });
      await reassessDue(database, at(hour));
      messages.length = 0;
    };
    /** Reads the host and Git, and answers what was told since. */
    const round = async (
      hour: number,
      ...sides: [InventoryItem[] | null, InventoryItem[]]
    ) => {
      await read(hour, ...sides);
      await tell(hour);
      return messages.map(({ payload }) => payload);
    };
    return { captured, database, logger, messages, read, round, send, tell };
  }

  const off = (name: string, over = {}) =>
    cronItem(name, { state: 'idle', ...over });

  describe.each(databases.eachSupportedId())('on %s', id => {
    it('tells a drift once, its change once and its end once', async () => {
      const { database, messages, round, tell } = await setUp(id);
      await round(1, [cronItem('digest')], [cronItem('digest')]);
      const [workloadId] = await database.workloads.ids();
      expect(messages).toEqual([]);

      expect(await round(2, [off('digest')], [cronItem('digest')])).toEqual([
        {
          title: 'Git and hosts differ for digest',
          description:
            '1 new.\ndigest: disabled on bat000, enabled in Git. The next deploy would start it.',
          link: `/batch-migration/workloads/${workloadId}`,
          severity: 'high',
          topic: 'batch-migration-drift',
          scope: 'batch-migration:drift:group:default/sre',
        },
      ]);
      expect(messages[0].recipients).toEqual({
        type: 'entity',
        entityRef: 'group:default/sre',
      });
      await tell(2);
      await tell(3);
      expect(messages).toHaveLength(1);

      const asRoot = cronItem('digest', { user: 'root' });
      expect(await round(4, [off('digest')], [asRoot])).toMatchObject([
        { description: expect.stringContaining('1 changed.') },
      ]);
      expect(
        await round(5, [cronItem('digest')], [cronItem('digest')]),
      ).toMatchObject([
        {
          title: 'Git and hosts agree again',
          description: '1 resolved.',
          severity: 'low',
          scope: 'batch-migration:drift:group:default/sre',
        },
      ]);
      messages.length = 0;
      await tell(6);
      expect(messages).toEqual([]);
    });

    it('puts what one owner should know into one message', async () => {
      const { round } = await setUp(id);
      const other = { ownerRef: 'group:default/news' };
      const names = Array.from({ length: 12 }, (_, i) => `job${i}`);
      const said = await round(
        1,
        [...names.map(name => off(name)), off('push', other)],
        [...names.map(name => cronItem(name)), cronItem('push', other)],
      );
      expect(said.map(({ scope }) => scope).sort()).toEqual([
        'batch-migration:drift:group:default/news',
        'batch-migration:drift:group:default/sre',
      ]);
      const digest = said.find(({ scope }) => scope!.endsWith('sre'))!;
      expect(digest.title).toBe('Git and hosts differ for 12 workloads');
      expect(digest.description!.split('\n')).toHaveLength(12);
      expect(digest.description).toContain('And 2 more.');
      expect(digest.link).toBe(
        '/batch-migration?danger=drift&owner=group%3Adefault%2Fsre',
      );
    });

    it('tells on one of several replicas', async () => {
      const { messages, read, tell } = await setUp(id);
      await read(1, [off('digest')], [cronItem('digest')]);
      await Promise.all([tell(1), tell(1), tell(1)]);
      expect(messages).toHaveLength(1);
      await read(2, [off('digest')], [cronItem('digest', { user: 'root' })]);
      await Promise.all([tell(2), tell(2), tell(2)]);
      expect(messages).toHaveLength(1);
      await read(3, [off('digest')], [off('digest')]);
      await Promise.all([tell(3), tell(3), tell(3)]);
      expect(messages).toHaveLength(1);
    });

    it('tells again what could not be sent, and nobody twice meanwhile', async () => {
      const { logger, messages, round, send, tell } = await setUp(id);
      send.mockRejectedValueOnce(new Error('Request failed'));
      expect(await round(1, [off('digest')], [cronItem('digest')])).toEqual([]);
      expect(logger.warn).toHaveBeenCalledWith(
        expect.stringContaining('group:default/sre'),
      );
      await tell(1);
      expect(messages).toEqual([]);
      await tell(2);
      expect(messages).toHaveLength(1);
      await tell(3);
      expect(messages).toHaveLength(1);
    });

    it('does not call over what nobody sees any more', async () => {
      const { messages, round } = await setUp(id);
      await round(1, [off('digest')], [cronItem('digest')]);
      // The capture counts for seven days.
      expect(await round(24 * 9, null, [cronItem('digest')])).toEqual([]);
      expect(messages).toEqual([]);
    });

    it('tells nobody where nobody owns it, and says so in the log', async () => {
      const { logger, round } = await setUp(id);
      const nobody = { ownerRef: null };
      expect(
        await round(1, [off('digest', nobody)], [cronItem('digest', nobody)]),
      ).toEqual([]);
      expect(logger.debug).toHaveBeenCalledWith(
        expect.stringContaining('nobody owns'),
      );
    });

    it('tells it in the language of the installation', async () => {
      const { round, tell, messages } = await setUp(id, 'ja');
      expect(
        await round(1, [off('digest')], [cronItem('digest')]),
      ).toMatchObject([
        {
          title: 'digest: Git とホストが違います',
          description:
            '新規 1 件。\ndigest: bat000 では無効、Git では有効。次のデプロイで起動するようになります。',
        },
      ]);
      expect(
        await round(2, [cronItem('digest')], [cronItem('digest')]),
      ).toMatchObject([
        {
          title: 'Git とホストが再び一致しました',
          description: '解消 1 件。',
        },
      ]);
      messages.length = 0;
      await tell(3);
      expect(messages).toEqual([]);
    });

    it('puts no command into a message', async () => {
      const { round } = await setUp(id);
      const [said] = await round(
        1,
        [
          cronItem('digest', {
            command: '/srv/digest/run --all --key hunter2',
          }),
        ],
        [cronItem('digest', { command: '/srv/digest/run --all --key other' })],
      );
      expect(said.description).toContain('another command on bat000');
      expect(JSON.stringify(said)).not.toMatch(/hunter2|--key|\/srv/);
    });

    it('tells again what could not be sent as what it is to who hears it', async () => {
      const { messages, read, round, send, tell } = await setUp(id);
      send.mockRejectedValueOnce(new Error('Request failed'));
      await round(1, [off('digest')], [cronItem('digest')]);
      await tell(2);
      expect(messages.map(({ payload }) => payload.description)).toEqual([
        expect.stringContaining('1 new.'),
      ]);
      // What was told to change and was not sent is as it was before.
      await read(3, [off('digest')], [cronItem('digest', { user: 'root' })]);
      send.mockRejectedValueOnce(new Error('Request failed'));
      await tell(3);
      await read(4, [off('digest')], [cronItem('digest')]);
      await tell(4);
      expect(messages).toEqual([]);
      // Nobody heard that it was over, so it is nothing new that it is back.
      send.mockRejectedValueOnce(new Error('Request failed'));
      expect(await round(5, [off('digest')], [off('digest')])).toEqual([]);
      expect(await round(6, [off('digest')], [cronItem('digest')])).toEqual([]);
      expect(
        await round(7, [off('digest')], [cronItem('digest', { user: 'root' })]),
      ).toMatchObject([{ description: expect.stringContaining('1 changed.') }]);
    });

    it('tells nothing of what was over before anybody heard of it', async () => {
      const { database, messages, round, send, tell } = await setUp(id);
      send.mockRejectedValueOnce(new Error('Request failed'));
      await round(1, [off('digest')], [cronItem('digest')]);
      expect(await round(2, [off('digest')], [off('digest')])).toEqual([]);
      await tell(3);
      expect(messages).toEqual([]);
      expect(
        await database.transaction(async tx => tx('told').select()),
      ).toEqual([]);
    });

    it('gives an owner no second message within the time', async () => {
      const { messages, read, tell } = await setUp(id);
      const every = { everyMs: 6 * 3_600_000 };
      await read(1, [off('digest')], [cronItem('digest')]);
      await tell(1, every);
      expect(messages).toHaveLength(1);
      const other = (over = {}) =>
        cronItem('push', { ownerRef: 'group:default/news', ...over });
      await read(
        2,
        [off('digest'), other({ state: 'idle' })],
        [cronItem('digest', { user: 'root' }), other()],
      );
      await tell(2, every);
      expect(messages.map(({ recipients }) => recipients)).toEqual([
        { type: 'entity', entityRef: 'group:default/news' },
      ]);
      await tell(6, every);
      expect(messages).toHaveLength(1);
      await tell(7, every);
      expect(messages).toHaveLength(2);
      expect(messages[1].payload.description).toContain('1 changed.');
    });

    it('tells an acute danger once, in one message with what else is new', async () => {
      const { messages, read, tell } = await setUp(id);
      const topics = { topics: ['danger' as const, 'drift' as const] };
      await read(1, [cronItem('digest')], [cronItem('digest')]);
      await tell(1, topics);
      expect(messages).toEqual([]);
      await read(2, [off('digest')], [cronItem('digest')]);
      await tell(2, topics);
      await tell(3, topics);
      expect(messages.map(({ payload }) => payload)).toEqual([
        {
          title: 'Batch migration: 2 changes',
          description: [
            'Acute danger:',
            '1 new.',
            'digest: does not run.',
            'Git and hosts:',
            '1 new.',
            'digest: disabled on bat000, enabled in Git. The next deploy would start it.',
          ].join('\n'),
          link: '/batch-migration?owner=group%3Adefault%2Fsre',
          severity: 'high',
          topic: 'batch-migration',
          scope: 'batch-migration:all:group:default/sre',
        },
      ]);
      await read(4, [off('digest')], [off('digest')]);
      await tell(4, topics);
      expect(messages.map(({ payload }) => payload)).toMatchObject([
        { title: 'Git and hosts agree again' },
      ]);
      await read(5, [cronItem('digest')], [cronItem('digest')]);
      await tell(5, topics);
      expect(messages.map(({ payload }) => payload)).toMatchObject([
        { title: 'No acute danger is left', severity: 'low' },
      ]);
    });

    it('tells a date when it is near, and once more when it is over', async () => {
      const { captured, database, messages, tell } = await setUp(id);
      const topics = { topics: ['deadline' as const] };
      const reading = inventory([cronItem('digest'), cronItem('push')], {
        capturedAt: at(0).toISOString(),
      });
      captured.readings = [
        {
          ...reading,
          server: {
            ...reading.server,
            hardDates: [
              {
                date: '2026-02-20',
                effect: 'It is switched off',
                source: 'AWS',
              },
            ],
          },
        },
      ];
      const discovery = new Discovery({
        database,
        sources: [captured],
        logger: mockServices.logger.mock(),
      });
      await discovery.run({ now: at(1) });
      const [first, second] = await database.workloads.getMany(
        await database.workloads.ids(),
      );
      await database.transaction(async tx => {
        const change = { actor: 'x', at: at(1).toISOString() };
        const plan = { ...EMPTY_PLAN, wave: 'spring' };
        await database.plans.replace(first.id, plan, change, tx);
        await database.waves.add(
          {
            ...{ name: 'spring', title: 'Spring', start: null },
            ...{ deadline: '2026-02-25', description: null, ownerRef: null },
          },
          tx,
        );
        await database.assessments.invalidate([first.id, second.id], tx);
      });
      await reassessDue(database, at(1));
      await tell(24 * 4, topics);
      expect(messages).toEqual([]);
      await tell(24 * 6, topics);
      await tell(24 * 7, topics);
      expect(messages.map(({ payload }) => payload)).toMatchObject([
        {
          title: 'A deadline is near or over for 2 workloads',
          description: expect.stringContaining(
            `${second.name}: bat000 has a hard date on 2026-02-20.`,
          ),
          severity: 'normal',
        },
      ]);
      messages.length = 0;
      await tell(24 * 11, topics);
      expect(messages[0].payload.description).toBe(
        `1 changed.\n${first.name}: bat000 has a hard date on 2026-02-20. Wave spring ends on 2026-02-25.`,
      );
      messages.length = 0;
      await tell(24 * 20, topics);
      expect(messages[0].payload).toMatchObject({
        description: expect.stringContaining(
          'The hard date of bat000, 2026-02-20, is over.',
        ),
        severity: 'high',
      });
    });

    it('tells that an exemption lapsed', async () => {
      const { database, messages, round, tell } = await setUp(id, 'ja');
      const topics = { topics: ['exemption' as const] };
      await round(1, [cronItem('digest')], [cronItem('digest')]);
      const [workloadId] = await database.workloads.ids();
      await database.transaction(async tx => {
        const [asked] = await database.exemptions.ask(
          [
            {
              workloadId,
              reason: 'Stands still',
              expiresAt: at(3).toISOString(),
              asked: { by: 'user:default/a', at: at(1).toISOString() },
            },
          ],
          tx,
        );
        await database.exemptions.approve(
          asked.id,
          { by: 'user:default/b', at: at(1).toISOString() },
          tx,
        );
        await database.assessments.invalidate([workloadId], tx);
      });
      await reassessDue(database, at(2));
      await tell(2, topics);
      expect(messages).toEqual([]);
      await reassessDue(database, at(4));
      await tell(4, topics);
      await tell(5, topics);
      expect(messages.map(({ payload }) => payload)).toMatchObject([
        {
          title: 'digest: 例外の期限が切れました',
          topic: 'batch-migration-exemption',
        },
      ]);
    });

    it('names to an owner no workload of others, whatever a danger says', async () => {
      const { database, messages, read, tell } = await setUp(id);
      const other = { ownerRef: 'group:default/news' };
      const jobs = [off('tool'), off('payroll-run', other)];
      const git = [cronItem('tool'), cronItem('payroll-run', other)];
      await read(1, jobs, git);
      // As a use of a tool that met a job does.
      const met = { severity: 'acute', nextAt: null, observationIds: [] };
      for (const workload of await database.workloads.getMany(
        await database.workloads.ids(),
      )) {
        const assessment = (await database.assessments.get(workload.id))!;
        const others = workload.name === 'tool' ? 'payroll-run' : 'tool';
        const dangers = [
          ...assessment.dangers,
          {
            ...{ ...met, type: 'contention' },
            message: `A use met ${others} on bat000`,
          } as Danger,
        ];
        await database.transaction(tx =>
          database.assessments.save(
            [
              {
                ...{ workload, plan: EMPTY_PLAN, repositories: [] },
                assessment: { ...assessment, dangers },
              },
            ],
            at(1).toISOString(),
            tx,
          ),
        );
      }
      await tell(1, { topics: [...TOPICS] });
      const toldTo = (owner: string) =>
        JSON.stringify(
          messages.filter(
            ({ recipients }) =>
              recipients.type === 'entity' && recipients.entityRef === owner,
          ),
        );
      expect(toldTo('group:default/sre')).toContain('a use of it met');
      expect(toldTo('group:default/sre')).toContain('tool');
      expect(toldTo('group:default/sre')).not.toContain('payroll');
      expect(toldTo('group:default/news')).toContain('payroll-run');
      expect(toldTo('group:default/news')).not.toContain('tool');
    });

    it('counts and names none where the installation says so', async () => {
      const { messages, read, tell } = await setUp(id);
      await read(1, [off('digest')], [cronItem('digest')]);
      await tell(1, { names: false });
      expect(messages[0].payload).toMatchObject({
        title: 'Git and hosts differ for 1 workload',
        description: '1 new.',
        link: '/batch-migration?danger=drift&owner=group%3Adefault%2Fsre',
        severity: 'high',
      });
      await read(
        2,
        [off('digest'), off('push')],
        [cronItem('digest'), cronItem('push')],
      );
      await tell(2, { names: false, topics: [...TOPICS] });
      expect(messages).toHaveLength(1);
      const said = JSON.stringify(messages);
      expect(said).not.toMatch(/digest|push/);
    });

    it('leaves out what nobody shall be told of', async () => {
      const { messages, read, tell } = await setUp(id);
      await read(1, [off('digest')], [cronItem('digest')]);
      await tell(1, { topics: [] });
      expect(messages).toEqual([]);
      // And does not call over what it does not look at.
      await tell(2);
      await tell(3, { topics: [] });
      expect(messages).toHaveLength(1);
    });
  });
});
