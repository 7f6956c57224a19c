import { screen, within } from '@testing-library/react';
import type { Drift } from 'backstage-plugin-batch-migration-common';
import { mockApi, rankingDaily } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { DriftSection } from './DriftSection';
import { ServerDrift } from './ServerDrift';

const line = {
  isEnabled: true,
  schedules: [
    {
      dialect: 'debian-cron' as const,
      expression: '15 4 * * *',
      timezone: 'Asia/Tokyo',
    },
  ],
  command: 'bin/batch RankingDaily',
  user: 'batch',
};
const drift: Drift = {
  kind: 'enabled',
  host: 'default/bat000',
  declared: { ...line, where: 'crontabs/batch, line 12' },
  captured: {
    ...line,
    where: 'var/spool/cron/crontabs/batch, line 9',
    isEnabled: false,
  },
  sinceAt: '2026-02-10T01:00:00.000Z',
  nextDeploy: 'starts',
  nextAt: '2026-02-12T19:15:00.000Z',
};
const drifting = (drifts: Drift[]) => ({
  ...rankingDaily,
  assessment: {
    ...rankingDaily.assessment,
    dangers: [
      {
        type: 'drift' as const,
        severity: 'acute' as const,
        message: 'Git and host differ.',
        nextAt: null,
        observationIds: [],
        drifts,
      },
    ],
  },
});

const show = (drifts: Drift[], api = mockApi()) =>
  renderPage(
    <EstateProvider>
      <DriftSection workload={drifting(drifts)} />
    </EstateProvider>,
    { api },
  );

describe('DriftSection', () => {
  it('puts both lines side by side, and names the row that differs', async () => {
    await show([drift]);
    const table = await screen.findByRole('table', {
      name: 'Drift on bat000: enabled on one side only',
    });
    const row = within(table).getByRole('row', { name: /Switch.*differs/ });
    expect(
      within(row)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    ).toEqual(['enabled', 'disabled']);
    expect(
      within(table).getByRole('row', { name: /^Where/ }),
    ).toHaveTextContent(
      'crontabs/batch, line 12var/spool/cron/crontabs/batch, line 9',
    );
    expect(
      within(table).queryByRole('row', { name: /Command.*differs/ }),
    ).toBeNull();
  });

  it('says since when, and what the next deploy would do', async () => {
    await show([drift]);
    const section = await screen.findByRole('region', { name: 'Drift' });
    expect(section).toHaveTextContent('10 Feb');
    expect(section).toHaveTextContent(
      'Deploying the declared file would make it run.',
    );
  });

  it('says so where a side has no such line, or nobody knows since when', async () => {
    await show([
      { ...drift, kind: 'only-captured', declared: null, sinceAt: null },
    ]);
    const table = await screen.findByRole('table', {
      name: /only on the host/,
    });
    expect(
      within(table).getByRole('cell', { name: 'It is not there.' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('region', { name: 'Drift' })).toHaveTextContent(
      'not known since when',
    );
  });

  it('shows nothing where nothing differs', async () => {
    await show([]);
    expect(screen.queryByRole('region', { name: 'Drift' })).toBeNull();
  });
});

describe('ServerDrift', () => {
  const server = (items: ReturnType<typeof drifting>[]) => {
    const workloads = jest.fn(async () => ({
      items,
      totalItems: items.length,
      nextCursor: null,
    }));
    return { api: mockApi({ workloads }), workloads };
  };

  it('lists every workload of the server that drifts, with a link', async () => {
    const { api, workloads } = server([drifting([drift])]);
    await renderPage(
      <EstateProvider>
        <ServerDrift serverRef="resource:default/bat000" round={0} />
      </EstateProvider>,
      { api },
    );
    const section = await screen.findByRole('region', { name: 'Drift' });
    expect(
      await within(section).findByRole('link', { name: rankingDaily.name }),
    ).toBeInTheDocument();
    expect(section).toHaveTextContent('1 workload differs from Git');
    expect(workloads).toHaveBeenCalledWith(
      expect.objectContaining({
        server: ['resource:default/bat000'],
        danger: ['drift'],
      }),
      expect.anything(),
    );
  });

  it('says that nothing drifts', async () => {
    await renderPage(
      <EstateProvider>
        <ServerDrift serverRef="resource:default/bat000" round={0} />
      </EstateProvider>,
      { api: server([]).api },
    );
    expect(
      await screen.findByText(/Git and host agree, as far as/),
    ).toBeInTheDocument();
  });
});
