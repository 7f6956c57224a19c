import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EMPTY_PLAN } from 'backstage-plugin-batch-migration-common';
import { mockApi, NOW, rankingDaily } from '../../__testUtils__/estate';
import { refusal } from '../../__testUtils__/refusal';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { WorkloadPage } from './WorkloadPage';

const page = (
  <EstateProvider>
    <WorkloadPage id="ranking-daily" />
  </EstateProvider>
);

/** That of the card; the header has one as well. */
const editPlan = async () =>
  within(await screen.findByRole('region', { name: 'Plan' })).getByRole(
    'button',
    { name: 'Edit plan' },
  );

describe('WorkloadPage', () => {
  it('says what is wrong and when it hurts next', async () => {
    await renderPage(page, { api: mockApi() });
    const banner = await screen.findByRole('region', { name: 'Dangers' });
    expect(banner).toHaveTextContent('Both sides ran on 11 and 12 February.');
    expect(banner).toHaveTextContent('Fri 13 Feb 04:15');
    expect(
      within(screen.getByRole('banner')).getByRole('link', {
        name: 'news-platform',
      }),
    ).toHaveAttribute('href', '/catalog/default/group/news-platform');
  });

  it('compares both schedules field by field', async () => {
    await renderPage(page, { api: mockApi() });
    const when = await screen.findByRole('region', { name: 'When' });
    expect(when).toHaveTextContent('Every day at 04:15');
    expect(when).toHaveTextContent('weekday* → ?');
    expect(when).toHaveTextContent('fires at the same instants');
  });

  it('tells the schedule at the target from the translation', async () => {
    await renderPage(page, {
      api: mockApi({
        workload: async () => ({
          ...rankingDaily,
          locations: [
            ...rankingDaily.locations,
            {
              ...rankingDaily.locations[0],
              side: 'target' as const,
              ref: 'scheduler:111122223333/ap-northeast-1/news-batch',
              detail: {
                schedules: [
                  {
                    dialect: 'eventbridge',
                    expression: 'cron(15 5 * * ? *)',
                    timezone: 'Asia/Tokyo',
                  },
                ],
              },
            },
          ],
          assessment: {
            ...rankingDaily.assessment,
            dangers: [
              {
                type: 'not-equivalent' as const,
                severity: 'pressing' as const,
                message: 'differs',
                nextAt: null,
                observationIds: [],
              },
            ],
          },
        }),
      }),
    });
    const when = await screen.findByRole('region', { name: 'When' });
    expect(when).toHaveTextContent('On the target nowcron(15 5 * * ? *)');
    expect(when).toHaveTextContent("The target's own schedule fires at other");
  });

  it('gives each due run one verdict, as a chart and as a table', async () => {
    const run = (side: 'legacy' | 'target') => ({
      location: { ref: 'x', key: side },
      side,
      scheduledFor: '2026-02-11T19:15:00.000Z',
      startedAt: '2026-02-11T19:15:00.000Z',
      endedAt: '2026-02-11T19:37:00.000Z',
      outcome: 'succeeded' as const,
      source: 'captured',
      url: null,
    });
    await renderPage(page, {
      api: mockApi({
        runs: async () => ({
          from: NOW,
          to: NOW,
          cutAt: null,
          ticks: [
            {
              at: '2026-02-10T19:15:00.000Z',
              verdict: 'missed',
              runs: [],
            },
            {
              at: '2026-02-11T19:15:00.000Z',
              verdict: 'twice',
              runs: [run('legacy'), run('target')],
            },
          ],
          otherRuns: [],
        }),
      }),
    });
    const sides = await screen.findByRole('region', {
      name: 'Seen on both sides',
    });
    const chart = await within(sides).findByRole('group', {
      name: 'due Thu 12 Feb 04:15: twice',
    });
    fireEvent.keyDown(chart, { key: 'ArrowLeft' });
    expect(chart).toHaveAccessibleName('due Wed 11 Feb 04:15: missed');
    expect(sides).toHaveTextContent('1 missed, 1 twice');

    await userEvent.click(
      within(sides).getByRole('button', { name: 'As a table' }),
    );
    expect(
      within(sides).getByRole('row', {
        name: /12 Feb 04:15 succeeded, 22 min succeeded, 22 min twice/,
      }),
    ).toBeVisible();
  });

  it('counts a run whose end nobody saw apart from those that went well', async () => {
    const tick = (
      at: string,
      outcome: 'succeeded' | 'unknown' | 'running',
    ) => ({
      ...{ at, verdict: 'once' as const },
      runs: [
        {
          location: { ref: 'crontab:default/bat000/x', key: 'x' },
          ...{ side: 'legacy' as const, scheduledFor: at, startedAt: at },
          ...{ endedAt: null, outcome, source: 'captured', url: null },
        },
      ],
    });
    await renderPage(page, {
      api: mockApi({
        runs: async () => ({
          from: NOW,
          to: NOW,
          cutAt: null,
          ticks: [
            tick('2026-02-09T19:15:00.000Z', 'succeeded'),
            tick('2026-02-10T19:15:00.000Z', 'unknown'),
            tick('2026-02-11T19:15:00.000Z', 'running'),
          ],
          otherRuns: [],
        }),
      }),
    });
    const sides = await screen.findByRole('region', {
      name: 'Seen on both sides',
    });
    expect(
      await within(sides).findByText(
        '1 once, 1 is running, 1 ran once, its end was not seen',
      ),
    ).toBeVisible();
    // What runs has another sign than what is still to come, and both are explained.
    expect(
      within(sides).getAllByText('▶', { ignore: 'p' }).length,
    ).toBeGreaterThan(0);
    expect(sides).toHaveTextContent(/✓\? ran once and its end was not seen/);
    expect(sides).toHaveTextContent(/▶ is running, … still to come/);
  });

  it('says of runs in a log of the host what nobody saw', async () => {
    const at = '2026-02-11T19:15:00.000Z';
    const run = (key: string, endedAt: string | null) => ({
      location: { ref: 'crontab:default/bat000/x', key },
      side: 'legacy' as const,
      scheduledFor: at,
      startedAt: '2026-02-11T19:15:01.000Z',
      endedAt,
      outcome: 'unknown' as const,
      source: 'captured',
      url: null,
    });
    await renderPage(page, {
      api: mockApi({
        runs: async () => ({
          from: NOW,
          to: NOW,
          cutAt: null,
          ticks: [
            {
              at,
              verdict: 'twice',
              runs: [
                run('a', '2026-02-11T19:37:00.000Z'),
                run('b', '2026-02-11T19:15:09.000Z'),
                run('c', null),
              ],
            },
          ],
          otherRuns: [],
        }),
      }),
    });
    const sides = await screen.findByRole('region', {
      name: 'Seen on both sides',
    });
    const marks = (await within(sides).findByText('22m')).parentElement;
    expect(marks).toHaveTextContent('22m<1m?');
    await userEvent.click(
      within(sides).getByRole('button', { name: 'As a table' }),
    );
    expect(
      within(sides).getByRole('row', {
        name: /result not known, 22 min ?result not known, <1 min ?result not known twice/,
      }),
    ).toBeVisible();
  });

  it('loses nothing that was typed when the plan changed meanwhile', async () => {
    const theirs = {
      ...EMPTY_PLAN,
      version: 8,
      wave: '4',
      strategy: 'refactor' as const,
    };
    const mine = { ...EMPTY_PLAN, version: 7, wave: '3' };
    const conflict = await refusal(412, 'The plan is at version 8');
    const api = mockApi({
      plan: jest
        .fn()
        .mockResolvedValueOnce({ plan: mine, etag: '"v7"' })
        .mockResolvedValue({ plan: theirs, etag: '"v8"' }),
      updatePlan: jest
        .fn()
        .mockRejectedValueOnce(conflict)
        .mockImplementation(async (_, plan) => ({ plan, etag: '"v9"' })),
    });
    await renderPage(page, { api });
    await userEvent.click(await editPlan());
    const platform = await screen.findByLabelText('Target platform');
    fireEvent.change(platform, { target: { value: 'ecs-fargate' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));

    const table = await screen.findByRole('table', {
      name: 'Somebody else changed this plan',
    });
    expect(within(table).getByRole('row', { name: 'Wave 3 4' })).toBeVisible();
    expect(
      within(table).getByRole('row', {
        name: 'Target platform ecs-fargate –',
      }),
    ).toBeVisible();

    fireEvent.click(
      screen.getByRole('button', { name: 'Edit on top of theirs' }),
    );
    expect(screen.getByLabelText('Target platform')).toHaveValue('ecs-fargate');
    expect(screen.getByLabelText('Wave')).toHaveValue('4');
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(api.updatePlan).toHaveBeenLastCalledWith(
        'ranking-daily',
        { ...theirs, targetPlatform: 'ecs-fargate' },
        '"v8"',
      ),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('takes a saved plan back under the version that it wrote', async () => {
    const before = { ...EMPTY_PLAN, version: 7, wave: '3' };
    const api = mockApi({
      plan: async () => ({ plan: before, etag: '"v7"' }),
      updatePlan: jest
        .fn()
        .mockImplementationOnce(async (_, plan) => ({
          plan: { ...plan, version: 8 },
          etag: '"v8"',
        }))
        .mockImplementationOnce(async (_, plan) => ({
          plan: { ...plan, version: 9 },
          etag: '"v9"',
        })),
    });
    await renderPage(page, { api });
    await userEvent.click(await editPlan());
    fireEvent.change(await screen.findByLabelText('Target platform'), {
      target: { value: 'ecs-fargate' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(
      await screen.findByText('Saved as version 8 of the plan.'),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByText(/^Taken back: version 9/)).toBeVisible();
    expect(api.updatePlan).toHaveBeenLastCalledWith(
      'ranking-daily',
      before,
      '"v8"',
    );
  });

  it('says of the history what a check of it found', async () => {
    const event = {
      ...{ id: 41, at: NOW, actor: 'plugin:batch-migration', changes: [] },
      ...{ type: 'danger-appeared', summary: 'It ran twice' },
      ...{ workloadId: 'ranking-daily', hash: 'b41e9c'.padEnd(64, '0') },
    };
    const chain = { isIntact: false, checked: 1, brokenId: 41 };
    await renderPage(page, {
      api: mockApi({
        history: async () => ({
          ...{ items: [event], totalItems: 1, nextCursor: null, chain },
        }),
      }),
    });
    const history = await screen.findByRole('region', { name: 'History' });
    expect(await within(history).findByRole('alert')).toHaveTextContent(
      'chain broken at event 41',
    );
    expect(history).toHaveTextContent('b41e9c');
    expect(history).not.toHaveTextContent('chain intact');
  });

  it('names a refused field at the field', async () => {
    const error = await refusal(400, 'wave must not be longer than 40');
    await renderPage(page, {
      api: mockApi({ updatePlan: async () => Promise.reject(error) }),
    });
    await userEvent.click(await editPlan());
    fireEvent.click(await screen.findByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'wave must not be longer than 40',
    );
    expect(screen.getByLabelText('Wave')).toBeInvalid();
    expect(screen.getByLabelText('Notes')).toBeValid();
  });

  it.each([
    [403, 'NotAllowedError', 'You may not read this workload'],
    [404, 'NotFoundError', 'There is no workload ranking-daily.'],
    // What a portal without the plugin's backend answers has no name.
    [404, 'Error', /^The portal's backend has no batch migration plugin/],
    [502, 'Error', /^The portal's backend cannot be reached/],
  ])('has a state of its own for %s, %s', async (status, name, text) => {
    const error = await refusal(status, 'no', { name });
    await renderPage(page, {
      api: mockApi({ workload: async () => Promise.reject(error) }),
    });
    expect(await screen.findByText(text)).toBeVisible();
  });

  it('makes no link of a repository that is not on the web', async () => {
    await renderPage(page, {
      api: mockApi({
        workload: async () => ({
          ...rankingDaily,
          repositories: [
            'file:///data/repositories/rank-old',
            'https://git.example/sre/rank-batch',
          ],
        }),
      }),
    });
    expect(
      await screen.findByRole('link', { name: /rank-batch/ }),
    ).toHaveAttribute('href', 'https://git.example/sre/rank-batch');
    expect(screen.getByText('rank-old').tagName).toBe('SPAN');
  });
});
