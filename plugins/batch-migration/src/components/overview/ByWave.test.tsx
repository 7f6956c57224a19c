import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { WaveView } from 'backstage-plugin-batch-migration-common';
import type { BatchMigrationApi } from '../../api';
import { mockApi, summary, waveThree } from '../../__testUtils__/estate';
import { refusal } from '../../__testUtils__/refusal';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { OverviewPage } from './OverviewPage';

const four: WaveView = { ...waveThree, name: '4', title: 'bat001 nightly' };

const byWave = [
  { key: '3', count: 29 },
  { key: '4', count: 5 },
];

const answer = (
  items: WaveView[],
  nextCursor: string | null = null,
): Awaited<ReturnType<BatchMigrationApi['waves']>> => ({
  ...{ items, totalItems: 2, nextCursor },
  ...{ today: '2026-02-12', timezone: 'Asia/Tokyo', mayChange: true },
});

async function show(waves: BatchMigrationApi['waves'], language?: 'ja') {
  const api = mockApi({ waves, summary: async () => ({ ...summary, byWave }) });
  await renderPage(
    <EstateProvider>
      <OverviewPage />
    </EstateProvider>,
    { api, language },
  );
  const card = await screen.findByRole('region', {
    name: language ? 'ウェーブ別' : 'By wave',
  });
  await within(card).findAllByRole('listitem');
  return { api, card: within(card) };
}

it('knows the deadlines of all waves, also of those on further pages', async () => {
  const { card } = await show(async ({ cursor } = {}) =>
    cursor ? answer([four]) : answer([waveThree], 'next'),
  );
  for (const title of ['bat000 nightly', 'bat001 nightly']) {
    const row = (await card.findByRole('link', { name: title })).closest('li')!;
    expect(row).toHaveTextContent('30 Apr');
  }
});

it('has a dash only where it is known that there is no deadline', async () => {
  const { card } = await show(async () =>
    answer([waveThree, { ...four, deadline: null }]),
  );
  const row = (
    await card.findByRole('link', { name: 'bat001 nightly' })
  ).closest('li')!;
  expect(row).toHaveTextContent(/–$/);
});

it.each([
  [undefined, 'The deadline is loading'],
  ['ja' as const, '期限を読み込み中です'],
])('says that deadlines are loading (%s)', async (language, words) => {
  const { card } = await show(() => new Promise(() => {}), language);
  expect(card.getAllByRole('img', { name: words })).toHaveLength(2);
  expect(card.queryByText('–')).toBeNull();
});

it.each([
  [undefined, 'The deadline is not known', 'Could not load the deadlines'],
  ['ja' as const, '期限は不明です', '期限を読み込めませんでした'],
])(
  'says that deadlines could not be read (%s)',
  async (language, words, problem) => {
    const { api, card } = await show(async () => {
      throw await refusal(500, 'The database is away');
    }, language);
    expect(await card.findByText(problem)).toBeVisible();
    expect(card.getAllByRole('img', { name: words })).toHaveLength(2);
    expect(card.queryByText('–')).toBeNull();

    api.waves.mockResolvedValue(answer([waveThree, four]));
    await userEvent.click(
      card.getByRole('button', { name: language ? '再試行' : 'Try again' }),
    );
    expect(
      await card.findByRole('link', { name: 'bat001 nightly' }),
    ).toBeVisible();
    expect(card.queryByText(problem)).toBeNull();
  },
);
