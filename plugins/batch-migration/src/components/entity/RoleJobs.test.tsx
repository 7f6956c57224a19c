import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  EMPTY_PLAN,
  type DayView,
  type WorkloadQuery,
  type WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import {
  mockApi,
  rankingDaily,
  summary,
  workload,
} from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { download } from '../../download';
import { RoleJobsContent } from './RoleJobsContent';

jest.mock('../../download', () => ({ download: jest.fn() }));

const day = (
  of: string,
  legacy: DayView['legacy'],
  target: DayView['target'],
  twice = false,
): DayView => ({ day: of, legacy, target, twice });

const LAST_DAYS: Record<string, DayView[]> = {
  'ranking-daily': [
    day('2026-02-10', 'ran', 'none'),
    day('2026-02-11', 'ran', 'ran', true),
    day('2026-02-12', 'ran', 'ran', true),
  ],
  sitemap: [
    day('2026-02-10', 'not-seen', 'none'),
    day('2026-02-11', 'none', 'missed'),
    day('2026-02-12', 'none', 'none'),
  ],
};

const requirement = { id: 'own-1', text: 'Logs are kept' } as const;
const jobs: WorkloadView[] = [
  rankingDaily,
  workload('sitemap', {
    assessment: { stage: 'built', target: 'idle' },
    plan: {
      ...EMPTY_PLAN,
      wave: '3',
      requirements: [
        { ...requirement, check: 'link', evidence: 'https://example.com' },
        { ...requirement, id: 'own-2', check: null },
      ],
    },
  }),
  workload('feed-import', { ownerRef: null }),
  workload('cleanup.sh', {
    assessment: { stage: 'discovered' },
    locations: [
      {
        ...rankingDaily.locations[0],
        ref: 'crontab:default/bat000/etc/cron.d/cleanup',
      },
    ],
  }),
  workload('article-archive', { assessment: { stage: 'proven' } }),
];

const role = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'bat000-scheduled-jobs' },
  spec: { type: 'server-role' },
};

const show = (
  options: {
    jobs?: WorkloadView[];
    /** Why the last days cannot be read. */
    noDays?: string;
    emptySince?: string;
    language?: 'ja';
    at?: string;
  } = {},
) => {
  const { jobs: shown = jobs, noDays, emptySince = null, ...rest } = options;
  const workloads = jest.fn(async ({ days }: WorkloadQuery = {}) => {
    if (days && noDays) throw new Error(noDays);
    return {
      items: days
        ? shown.map(job => ({ ...job, days: LAST_DAYS[job.id] }))
        : shown,
      totalItems: shown.length,
      nextCursor: null,
    };
  });
  return renderPage(
    <EntityProvider entity={role}>
      <RoleJobsContent />
    </EntityProvider>,
    {
      api: mockApi({
        workloads,
        summary: async () => ({ ...summary, emptySince }),
      }),
      ...rest,
    },
  );
};

const rowOf = async (name: string) =>
  within(
    await screen.findByRole('row', { name: new RegExp(`^Select ${name}`) }),
  );

describe('the jobs of a role', () => {
  it('tells of each both sides by day, what is next and what to do', async () => {
    await show();
    const twice = await rowOf('ranking-daily');
    expect(
      await twice.findByRole('img', {
        name: /11 Feb: legacy ran, target ran, ran twice/,
      }),
    ).toBeVisible();
    expect(
      twice.getByText('both sides ran on 11 Feb and 12 Feb'),
    ).toBeVisible();
    expect(
      twice.getByRole('button', { name: 'How to fix: ranking-daily' }),
    ).toHaveAttribute('href', '/batch-migration/workloads/ranking-daily');

    const built = await rowOf('sitemap');
    expect(
      built.getByRole('img', {
        name: '10 Feb: legacy not seen; 11 Feb: target missed',
      }),
    ).toBeVisible();
    expect(built.getByText('1 of 2 requirements met')).toBeVisible();
    expect(built.queryByText('ready')).toBeNull();
    await userEvent.click(
      built.getByRole('button', { name: 'Why? not ready: sitemap' }),
    );
    const why = await screen.findByRole('dialog', {
      name: 'Why? not ready: sitemap',
    });
    expect(
      within(why)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      'Logs are kept met: shown by a link',
      'Logs are kept open: it is not said how to check it',
    ]);
    await userEvent.click(within(why).getByRole('button', { name: 'Close' }));
    expect(
      built.getByRole('button', { name: 'Hand over: sitemap' }),
    ).toHaveAttribute('href', expect.stringContaining('ids=sitemap'));

    for (const [name, action] of [
      ['feed-import', 'Migrate'],
      ['cleanup.sh', 'Plan'],
      ['article-archive', 'Steps'],
    ]) {
      expect(
        (await rowOf(name)).getByRole('button', {
          name: `${action}: ${name}`,
        }),
      ).toBeVisible();
    }
    expect(
      screen.getByText(/^5 jobs from \/var\/spool\/.* and \/etc\/cron\.d$/),
    ).toBeVisible();
  });

  it('adds up in the strip, and narrows by what the address says', async () => {
    await show({ at: '/?show=to-hand-over' });
    const strip = within(
      await screen.findByRole('group', { name: 'Show jobs' }),
    );
    const [all, ...parts] = strip
      .getAllByRole('button')
      .map(({ textContent }) => Number(/^\d+/.exec(textContent!)![0]));
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(all);
    expect(screen.getByRole('link', { name: 'sitemap' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'feed-import' })).toBeNull();

    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Find a job' }),
      'nothing like it',
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear filters' }),
    );
    expect(
      await screen.findByRole('link', { name: 'feed-import' }),
    ).toBeVisible();
  });

  it('changes all selected jobs or none, and exports them', async () => {
    await show();
    for (const name of ['sitemap', 'feed-import']) {
      await userEvent.click(
        await screen.findByRole('checkbox', { name: `Select ${name}` }),
      );
    }
    const bar = within(screen.getByRole('group', { name: 'Selected jobs' }));
    expect(bar.getByText('2 selected')).toBeVisible();
    expect(bar.getByText(/^All or nothing/)).toBeVisible();
    await userEvent.click(bar.getByRole('button', { name: 'Export' }));
    const [content, name] = jest.mocked(download).mock.calls[0];
    expect(name).toBe('bat000-scheduled-jobs.csv');
    expect(content.size).toBeGreaterThan(200);

    await userEvent.click(bar.getByRole('button', { name: 'Set wave' }));
    const drawer = within(await screen.findByRole('dialog'));
    expect(await drawer.findByLabelText('Wave')).toHaveFocus();
    await userEvent.click(drawer.getByRole('button', { name: 'Cancel' }));
    await userEvent.click(bar.getByRole('button', { name: 'Select nothing' }));
    expect(screen.queryByRole('group', { name: 'Selected jobs' })).toBeNull();
  });

  it.each<[WorkloadView['kind'], object, string[]]>([
    [
      'resident',
      {
        service: {
          ...{ desired: 2, running: 1, atMost: null },
          ...{ rollout: null, rolloutReason: null },
        },
        queue: {
          ...{ name: 'mail', visible: 3, inFlight: 0, delayed: 0 },
          ...{ oldestMessageSeconds: 90, receives: 1 },
          ...{ deadLetter: null, unread: null },
        },
      },
      ['Replicas', '1 of 2 running', 'Oldest message', '1 min'],
    ],
    [
      'on-demand',
      { uses: { since: '2026-01-15T01:24:00.000Z', count: 10 } },
      ['Uses a week', '2.5'],
    ],
  ])('tells of a %s workload how it is used', async (kind, detail, words) => {
    const [place] = rankingDaily.locations;
    await show({
      jobs: [
        workload('tool', {
          kind,
          schedule: null,
          locations: [{ ...place, detail }],
        }),
      ],
    });
    const table = await screen.findByRole('table', { name: 'Jobs' });
    for (const word of words) expect(table).toHaveTextContent(word);
    expect(table).not.toHaveTextContent('Schedule');
  });

  it('says why it does not know the last days, and shows what it knows', async () => {
    await show({ noDays: 'Set `batchMigration.timezone`' });
    const head = await screen.findByRole('columnheader', {
      name: /^Could not load the last days of the jobs/,
    });
    expect(head).toHaveTextContent('Set batchMigration.timezone');
    const job = await rowOf('ranking-daily');
    expect(job.getByRole('link', { name: 'ranking-daily' })).toBeVisible();
    expect(job.queryByRole('img', { name: /11 Feb/ })).toBeNull();
  });

  it('says that no job is known', async () => {
    await show({ jobs: [] });
    expect(
      await screen.findByText('No workload is known here yet.'),
    ).toBeVisible();
    expect(screen.queryByText('Empty since')).toBeNull();
  });

  it.each([
    ['en', 'Empty since', '3 Feb 2026'],
    ['ja', '空になった日', '2026年2月3日'],
  ] as const)(
    'says since when nothing is left (%s)',
    async (language, name, date) => {
      await show({
        language: language === 'ja' ? language : undefined,
        jobs: [workload('sitemap', { assessment: { stage: 'retired' } })],
        emptySince: '2026-02-03T01:00:00.000Z',
      });
      expect(await screen.findByText(name)).toBeVisible();
      expect(screen.getByText(date)).toBeVisible();
    },
  );

  it('speaks Japanese', async () => {
    await show({ language: 'ja' });
    expect(
      await screen.findByText('2月11日、2月12日に両側で実行'),
    ).toBeVisible();
    expect(
      screen.getByRole('button', { name: '切り替え: sitemap' }),
    ).toBeVisible();
  });
});
