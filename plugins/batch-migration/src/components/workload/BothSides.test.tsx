import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  DueTick,
  RunsResponse,
  RunView,
} from 'backstage-plugin-batch-migration-common';
import { mockApi, NOW, rankingDaily } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { BothSides } from './BothSides';

const MINUTE_MS = 60_000;
const minutesAgo = (minutes: number) =>
  new Date(Date.parse(NOW) - minutes * MINUTE_MS).toISOString();

/** One tick a minute until now, oldest first; the newest one was missed. */
const minutely = (count: number): DueTick[] =>
  Array.from({ length: count }, (_, index) => ({
    at: minutesAgo(count - 1 - index),
    verdict: index === count - 1 ? 'missed' : 'once',
    runs: [],
  }));

const trial = (startedAt: string): RunView => ({
  ...{ location: { ref: 'x', key: 'x' }, side: 'target', scheduledFor: null },
  ...{ startedAt, endedAt: null, outcome: 'failed', source: 'x', url: null },
});

const answer = (over: Partial<RunsResponse>): RunsResponse => ({
  ...{ from: minutesAgo(14 * 24 * 60), to: NOW, cutAt: null },
  ...{ ticks: [], otherRuns: [], ...over },
});

async function show(
  runs: (days: number) => RunsResponse,
  { ja = false, hasZone = true } = {},
) {
  await renderPage(
    <EstateProvider>
      <BothSides workload={rankingDaily} round={0} />
    </EstateProvider>,
    {
      api: mockApi({
        runs: async (_, days = 14) => runs(days),
        ...(hasZone ? {} : { summary: () => new Promise(() => {}) }),
      }),
      ...(ja ? { language: 'ja' as const } : {}),
    },
  );
  return screen.findByRole('region', {
    name: ja ? '両側の観測' : 'Seen on both sides',
  });
}

const rows = (sides: HTMLElement) => within(sides).getAllByRole('row').slice(1);

it('says since when it tells of a job that runs too often', async () => {
  const cutAt = minutesAgo(10_080);
  const sides = await show(() => answer({ ticks: minutely(3), cutAt }));
  expect(
    await within(sides).findByText(
      /what was due and ran since Thu 5 Feb 10:24/,
    ),
  ).toBeVisible();
});

it('says so in Japanese', async () => {
  const cutAt = minutesAgo(10_080);
  const sides = await show(() => answer({ ticks: minutely(3), cutAt }), {
    ja: true,
  });
  expect(await within(sides).findByText(/2\/5\(木\) 10:24 以降/)).toBeVisible();
});

it('says nothing of a cut where there is none', async () => {
  const sides = await show(() => answer({ ticks: minutely(3) }));
  expect(await within(sides).findByText('2 once, 1 missed')).toBeVisible();
  expect(sides).not.toHaveTextContent('since');
});

it('draws few rows at once, newest first, and turns to older ones by key', async () => {
  const sides = await show(() =>
    answer({
      ticks: minutely(10_080),
      otherRuns: [trial(minutesAgo(1.5)), trial(minutesAgo(150))],
    }),
  );
  await userEvent.click(
    await within(sides).findByRole('button', { name: 'As a table' }),
  );
  expect(rows(sides)).toHaveLength(100);
  expect(
    rows(sides)
      .map(row => row.textContent)
      .slice(0, 3),
  ).toEqual([
    expect.stringMatching(/10:24.*missed/),
    expect.stringMatching(/10:23.*once/),
    expect.stringMatching(/not due.*10:22.*failed/),
  ]);
  expect(sides).toHaveTextContent('rows 1 to 100 of 10,082');

  const newer = within(sides).getByRole('button', { name: 'Newer' });
  const older = within(sides).getByRole('button', { name: 'Older' });
  expect(newer).toHaveAttribute('aria-disabled', 'true');
  act(() => older.focus());
  await userEvent.keyboard('{Enter}');
  expect(sides).toHaveTextContent('rows 101 to 200 of 10,082');
  expect(older).toHaveFocus();
  expect(rows(sides)).toHaveLength(100);
  expect(rows(sides)[0]).toHaveTextContent('08:45');
  expect(
    rows(sides).filter(row => /not due/.test(row.textContent!)),
  ).toHaveLength(1);
  await userEvent.click(newer);
  expect(sides).toHaveTextContent('rows 1 to 100 of 10,082');
  await userEvent.click(newer);
  expect(sides).toHaveTextContent('rows 1 to 100 of 10,082');
}, 30_000);

it('turns no pages where all rows are drawn', async () => {
  const sides = await show(() => answer({ ticks: minutely(100) }));
  await userEvent.click(
    await within(sides).findByRole('button', { name: 'As a table' }),
  );
  expect(rows(sides)).toHaveLength(100);
  expect(within(sides).queryByRole('button', { name: 'Older' })).toBeNull();
});

it('keeps its place in the chart where the range changes', async () => {
  const sides = await show(days =>
    answer({ ticks: minutely(days === 1 ? 5 : 100) }),
  );
  const chart = () => within(sides).findByRole('group', { name: /^due / });
  await within(sides).findByText(/99 once/);
  fireEvent.keyDown(await chart(), { key: 'ArrowLeft' });
  expect(await chart()).toHaveAccessibleName('due Thu 12 Feb 10:23: once');
  await userEvent.click(within(sides).getByRole('button', { name: '24 h' }));
  await within(sides).findByText('4 once, 1 missed');
  fireEvent.keyDown(await chart(), { key: 'ArrowLeft' });
  expect(await chart()).toHaveAccessibleName('due Thu 12 Feb 10:22: once');
});

it('says that times are UTC while nobody told the zone', async () => {
  const sides = await show(
    () =>
      answer({
        ticks: [
          { at: '2026-02-11T19:15:00.000Z', verdict: 'missed', runs: [] },
        ],
      }),
    { hasZone: false },
  );
  expect(
    await within(sides).findByRole('group', {
      name: 'due Wed 11 Feb 19:15 UTC: missed',
    }),
  ).toBeVisible();
  expect(sides).toHaveTextContent('14 days, UTC');
  expect(sides).toHaveTextContent('Due at 19:15 UTC');
});
