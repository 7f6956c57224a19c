import { screen } from '@testing-library/react';
import type { LocationView } from 'backstage-plugin-batch-migration-common';
import { mockApi, workload } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { Pulse } from './Pulse';

const [line] = workload('job').locations;
const target: LocationView = { ...line, side: 'target' };

const show = (locations: LocationView[]) =>
  renderPage(
    <EstateProvider>
      <div role="note">
        <Pulse locations={locations} />
      </div>
    </EstateProvider>,
    { api: mockApi() },
  );

const service = {
  desired: 2,
  running: 1,
  atMost: null,
  rollout: null,
  rolloutReason: null,
};

it('says of the target how many copies run', async () => {
  await show([{ ...target, detail: { service } }]);
  expect(screen.getByRole('note')).toHaveTextContent('1 of 2 running');
});

it('says once of several services how many copies run', async () => {
  await show([
    { ...target, detail: { service } },
    { ...target, key: 'other', detail: { service } },
  ]);
  expect(screen.getByRole('note')).toHaveTextContent(/^2 of 4 running$/);
});

it('says nothing of a place that is not seen', async () => {
  await show([{ ...target, state: 'unknown', detail: { service } }]);
  expect(screen.getByRole('note')).toHaveTextContent(/^$/);
});

it('says when a tool was last used on either side', async () => {
  await show([
    { ...line, detail: { lastUsedAt: '2026-02-09T01:00:00.000Z' } },
    { ...target, detail: { lastUsedAt: '2026-02-11T01:00:00.000Z' } },
  ]);
  expect(screen.getByRole('note')).toHaveTextContent(/Last used: Wed 11 Feb/);
});
