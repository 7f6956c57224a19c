import { screen } from '@testing-library/react';
import type { WorkloadView } from 'backstage-plugin-batch-migration-common';
import { mockApi, NOW, workload } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { useGroupDetail } from './useGroupDetail';

const [looked] = workload('csv-import').locations;

const lookedAt = (observedAt: string | null): WorkloadView =>
  workload('csv-import', {
    locations: [{ ...looked, state: 'unknown', observedAt }],
  });

const Detail = ({ of }: { of: WorkloadView }) => (
  <p>{useGroupDetail([of])('not-seen', [{ id: of.id, name: of.name }])}</p>
);

const show = (of: WorkloadView, over: Parameters<typeof mockApi>[0] = {}) =>
  renderPage(
    <EstateProvider>
      <Detail of={of} />
    </EstateProvider>,
    { api: mockApi(over) },
  );

describe('useGroupDetail, of what is not seen', () => {
  it('says since when nobody answers', async () => {
    await show(lookedAt('2026-02-11T22:14:00.000Z'));
    expect(
      await screen.findByText(
        /csv-import: silent for 3 h 1\d min, so it counts/,
      ),
    ).toBeVisible();
  });

  it('says never seen only where nobody ever looked', async () => {
    await show(lookedAt(null));
    expect(
      await screen.findByText(
        'csv-import: never seen, so it counts as running',
      ),
    ).toBeVisible();
  });

  const NEUTRAL = 'csv-import: not seen now, so it counts as running';

  it('says no more than that it is not seen before the clock is known', async () => {
    await show(lookedAt('2026-02-11T22:14:00.000Z'), {
      summary: () => new Promise(() => {}),
    });
    expect(await screen.findByText(NEUTRAL)).toBeVisible();
  });

  it('says the same of a look that is not yet a second old', async () => {
    await show(lookedAt(new Date(Date.parse(NOW) + 900).toISOString()));
    expect(await screen.findByText(NEUTRAL)).toBeVisible();
  });
});
