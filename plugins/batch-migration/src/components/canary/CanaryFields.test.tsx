import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  EMPTY_PLAN,
  type CanaryPlan,
} from 'backstage-plugin-batch-migration-common';
import { mockApi, rankingDaily } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { PlanSection } from '../workload/PlanSection';
import { CanaryChip } from './CanaryChip';

const CANARY: CanaryPlan = {
  guardrails: [
    {
      ...{ id: 'errors', title: 'Errors 5xx', measure: { type: 'errors-5xx' } },
      limit: { type: 'points-over-legacy', value: 0.05 },
    },
    {
      ...{ id: 'declined', title: 'Declined' },
      measure: {
        ...{ type: 'metric', unit: 'percent', take: 'sum' },
        legacy: { ref: 'cloudwatch:1/tokyo', key: 'A', outOf: 'B' },
        target: { ref: 'cloudwatch:1/tokyo', key: 'C', outOf: 'D' },
      },
      limit: { type: 'points-over-legacy', value: 0.2 },
    },
  ],
  rollback: {
    ...{ command: 'aws elbv2 modify-listener', url: null },
    ...{ rehearsedOn: '2026-02-06', rehearsedSeconds: 9 },
  },
  monitoringUrl: null,
  requestsPerTarget: 26,
};

async function open(
  canary: CanaryPlan | null,
  { kind = 'service', ja = false } = {},
) {
  const user = userEvent.setup();
  const plan = { ...EMPTY_PLAN, version: 3, canary };
  const api = mockApi({ plan: async () => ({ plan, etag: '"v3"' }) });
  await renderPage(
    <EstateProvider>
      <PlanSection
        workload={{ ...rankingDaily, kind: kind as 'service', plan }}
        onSaved={() => {}}
      />
    </EstateProvider>,
    { api, ...(ja ? { language: 'ja' as const } : {}) },
  );
  await user.click(
    await screen.findByRole('button', {
      name: ja ? '計画を編集' : 'Edit plan',
    }),
  );
  const drawer = within(await screen.findByRole('dialog'));
  await drawer.findByRole('button', { name: ja ? '保存' : 'Save' });
  const saved = async () => {
    await user.click(drawer.getByRole('button', { name: 'Save' }));
    return api.updatePlan.mock.calls[0][1].canary;
  };
  return { user, drawer, saved };
}

it('shows what the plan asks of the target, and saves it as it was', async () => {
  const { drawer, saved } = await open(CANARY);
  expect(drawer.getByLabelText('What must hold, guardrail 1')).toHaveValue(
    'Errors 5xx',
  );
  expect(drawer.getByLabelText('Limit, number: Errors 5xx')).toHaveValue(0.05);
  expect(drawer.getByLabelText('Target: metric: Declined')).toHaveValue('C');
  expect(drawer.getByLabelText('Command that goes back')).toHaveValue(
    'aws elbv2 modify-listener',
  );
  expect(await saved()).toEqual(CANARY);
});

it('adds a guardrail with a limit that its measure may have, and changes and removes others', async () => {
  const { user, drawer, saved } = await open(CANARY);
  await user.click(drawer.getByRole('button', { name: 'Add a guardrail' }));
  await user.type(
    drawer.getByLabelText('What must hold, guardrail 3'),
    'Slow ones',
  );
  await user.selectOptions(
    drawer.getByLabelText('Measured by: Slow ones'),
    'slowest 5 %, ms',
  );
  const limit = drawer.getByLabelText('Limit, number: Slow ones');
  await user.clear(limit);
  await user.type(limit, '15');
  await user.clear(drawer.getByLabelText('Legacy: place: Declined'));
  await user.clear(drawer.getByLabelText('Legacy: metric: Declined'));
  await user.clear(drawer.getByLabelText('Legacy: out of: Declined'));
  await user.click(
    drawer.getByRole('button', { name: 'Remove guardrail Errors 5xx' }),
  );
  expect((await saved())?.guardrails).toEqual([
    {
      ...CANARY.guardrails[1],
      measure: { ...CANARY.guardrails[1].measure, legacy: null },
      limit: { type: 'at-most', value: 0.2 },
    },
    {
      ...{ id: 'own-3', title: 'Slow ones', measure: { type: 'slowest' } },
      limit: { type: 'percent-over-legacy', value: 15 },
    },
  ]);
});

it('lets a person look where nothing is measured, without a limit', async () => {
  const { user, drawer, saved } = await open(null);
  await user.click(drawer.getByRole('button', { name: 'Add a guardrail' }));
  await user.selectOptions(
    drawer.getByLabelText('Measured by: 1'),
    'a person looks',
  );
  expect(drawer.queryByLabelText(/^Limit/)).toBeNull();
  expect((await saved())?.guardrails).toEqual([
    expect.objectContaining({
      ...{ measure: { type: 'attestation' }, limit: null },
    }),
  ]);
});

it('says nothing of a canary where nobody wrote one', async () => {
  const { saved } = await open(null);
  expect(await saved()).toBeNull();
});

it('is for services alone', async () => {
  const { drawer } = await open(null, { kind: 'scheduled' });
  expect(drawer.queryByRole('button', { name: 'Add a guardrail' })).toBeNull();
});

it.each([
  [[], 'canary, weight not seen'],
  [
    [
      {
        ...rankingDaily.locations[0],
        ...{ side: 'target', state: 'active' },
        detail: {
          traffic: {
            ...{ weight: 10, totalWeight: 100, conditions: [], unread: [] },
            ...{ requests: null, alarms: null, targets: null },
          },
        },
      },
    ],
    'canary 10 %',
  ],
] as const)(
  'names the weight that is seen beside the name',
  async (locations, words) => {
    await renderPage(
      <EstateProvider>
        <CanaryChip
          workload={{ ...rankingDaily, locations: locations as any }}
        />
      </EstateProvider>,
      { api: mockApi() },
    );
    expect(await screen.findByText(words)).toBeVisible();
  },
);
