import { screen } from '@testing-library/react';
import { mockApi, workload } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { HandoverPage } from './HandoverPage';

const page = (
  <EstateProvider>
    <HandoverPage />
  </EstateProvider>
);
const built = (name: string) =>
  workload(name, { assessment: { stage: 'built', target: 'idle' } });
const list = <T,>(items: T[]) => ({
  items,
  totalItems: items.length,
  nextCursor: null,
});

it('says how many jobs can move, and when', async () => {
  const api = mockApi({
    workloads: async () =>
      list(['pickup-refresh', 'sitemap', 'push-reserve'].map(built)),
  });
  await renderPage(page, { api });
  expect(
    await screen.findByRole('heading', {
      level: 2,
      name: '2 of 3 jobs can move on Thu 19 Feb 14:26 with no missed and no double run',
    }),
  ).toBeVisible();
});
