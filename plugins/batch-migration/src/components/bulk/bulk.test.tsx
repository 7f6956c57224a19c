import { ResponseError } from '@backstage/errors';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { TestApiProvider } from '@backstage/test-utils';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  EMPTY_PLAN,
  type PlanConflict,
  type WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import type { ReactElement } from 'react';
import { mockApi, rankingDaily, workload } from '../../__testUtils__/estate';
import { mockSignals } from '../../__testUtils__/mockSignals';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { RoleJobsContent } from '../entity/RoleJobsContent';
import { WorkloadSection } from '../overview/WorkloadSection';

const jobs = [
  workload('feed-import', { plan: { ...EMPTY_PLAN, version: 2 } }),
  workload('sitemap', { plan: EMPTY_PLAN }),
  workload('digest', { plan: EMPTY_PLAN }),
];

const role = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'bat000-scheduled-jobs',
    annotations: { 'batch-migration/role-type': 'scheduled-jobs' },
  },
  spec: { type: 'server-role' },
};

const page = (
  <EntityProvider entity={role}>
    <RoleJobsContent />
  </EntityProvider>
);

const apiOf = (over: object = {}) =>
  mockApi({
    workloads: async () => ({ items: jobs, totalItems: 3, nextCursor: null }),
    ...over,
  });

const changedMeanwhile = (conflicts: PlanConflict[]) =>
  ResponseError.fromResponse({
    ok: false,
    status: 409,
    statusText: 'Conflict',
    headers: { get: () => 'application/json' },
    json: async () => ({
      error: { name: 'ConflictError', message: 'Changed', conflicts },
      response: { statusCode: 409 },
    }),
    text: async () =>
      JSON.stringify({
        error: { name: 'ConflictError', message: 'Changed', conflicts },
        response: { statusCode: 409 },
      }),
  } as unknown as Response);

async function openDrawer(
  user: ReturnType<typeof userEvent.setup>,
  names: string[],
) {
  for (const name of names) {
    await user.click(
      await screen.findByRole('checkbox', { name: `Select ${name}` }),
    );
  }
  await user.click(
    screen.getByRole('button', { name: `Plan ${names.length} selected` }),
  );
  const drawer = await screen.findByRole('dialog');
  await within(drawer).findByLabelText('Wave');
  return within(drawer);
}

it('offers nothing where no job is chosen', async () => {
  await renderPage(page, { api: apiOf() });
  await screen.findByRole('checkbox', { name: 'Select sitemap' });
  expect(screen.queryByRole('button', { name: /^Plan / })).toBeNull();
});

it('sends what is filled in, for the versions that were read', async () => {
  const user = userEvent.setup();
  const api = apiOf();
  await renderPage(page, { api });
  const drawer = await openDrawer(user, ['feed-import', 'sitemap']);
  const save = drawer.getByRole('button', { name: 'Save in 2 plans' });
  expect(save).toBeDisabled();

  await user.type(drawer.getByLabelText('Wave'), ' spring ');
  await user.click(
    drawer.getByRole('checkbox', {
      name: 'No due run is missed while it moves',
    }),
  );
  await user.click(save);
  expect(api.updatePlans).toHaveBeenCalledWith({
    plans: [
      { workloadId: 'feed-import', version: 2 },
      { workloadId: 'sitemap', version: 0 },
    ],
    change: {
      wave: 'spring',
      requirements: [
        {
          id: 'B02-no-stop',
          text: 'No due run is missed while it moves',
          check: 'probe',
        },
      ],
    },
  });
  expect(screen.queryByRole('dialog')).toBeNull();
});

describe('a change that was saved', () => {
  async function saved(over: object = {}) {
    const user = userEvent.setup();
    const updatePlans = jest.fn(async () => ({
      plans: [
        { workloadId: 'feed-import', version: 3 },
        // Nothing changed in it.
        { workloadId: 'sitemap', version: 0 },
        { workloadId: 'digest', version: 1 },
      ],
    }));
    const api = apiOf({ updatePlans, ...over });
    await renderPage(page, { api });
    const drawer = await openDrawer(user, ['feed-import', 'sitemap', 'digest']);
    await user.type(drawer.getByLabelText('Wave'), 'spring');
    await user.click(drawer.getByRole('button', { name: 'Save in 3 plans' }));
    const notice = within(await screen.findByRole('group', { name: 'Undo' }));
    expect(notice.getByRole('status')).toHaveTextContent('Saved in 2 plans.');
    return { user, api, notice };
  }

  it('is taken back in all plans at once', async () => {
    const { user, api, notice } = await saved();
    const read = jest.mocked(api.workloads).mock.calls.length;
    await user.click(notice.getByRole('button', { name: 'Undo' }));
    expect(api.updatePlans).toHaveBeenLastCalledWith({
      plans: [
        { workloadId: 'feed-import', version: 3, restore: 2 },
        { workloadId: 'digest', version: 1, restore: 0 },
      ],
      change: {},
    });
    expect(notice.getByRole('status')).toHaveTextContent(
      'Taken back: 2 plans say what was there before.',
    );
    expect(notice.queryByRole('button', { name: 'Undo' })).toBeNull();
    expect(jest.mocked(api.workloads).mock.calls.length).toBeGreaterThan(read);
  });

  it('is not taken back over what somebody else wrote since', async () => {
    const { user, api, notice } = await saved();
    jest.mocked(api.updatePlans).mockRejectedValue(await changedMeanwhile([]));
    await user.click(notice.getByRole('button', { name: 'Undo' }));
    expect(notice.getByRole('status')).toHaveTextContent(
      'Not taken back: somebody else changed one of the plans since.',
    );
  });
});

describe('where somebody changed a plan meanwhile', () => {
  const current = {
    ...EMPTY_PLAN,
    version: 3,
    wave: 'autumn',
    notes: 'Ask first',
  };
  const conflict: PlanConflict = {
    workloadId: 'feed-import',
    name: 'feed-import',
    expected: 2,
    current,
  };

  async function clash() {
    const user = userEvent.setup();
    const updatePlans = jest
      .fn()
      .mockImplementationOnce(async () => {
        throw await changedMeanwhile([conflict]);
      })
      .mockImplementation(async () => ({ plans: [] }));
    const api = apiOf({ updatePlans });
    await renderPage(page, { api });
    const drawer = await openDrawer(user, ['feed-import', 'sitemap']);
    await user.type(drawer.getByLabelText('Wave'), 'spring');
    await user.click(drawer.getByRole('button', { name: 'Save in 2 plans' }));
    const dialog = await drawer.findByRole('alertdialog');
    return { user, api, drawer, dialog: within(dialog) };
  }

  it('says which, and what of theirs would go', async () => {
    const { dialog } = await clash();
    const row = dialog.getByRole('row', { name: /feed-import/ });
    expect(row).toHaveTextContent('2 → 3');
    // Their notes stay, and are not named.
    expect(within(row).getAllByRole('cell')[1]).toHaveTextContent(
      /^Wave: autumn$/,
    );
  });

  it('saves on top of theirs, with the version as it is now', async () => {
    const { user, api, dialog } = await clash();
    await user.click(
      dialog.getByRole('button', { name: 'Save on top of theirs' }),
    );
    expect(api.updatePlans).toHaveBeenLastCalledWith({
      plans: [
        { workloadId: 'feed-import', version: 3 },
        { workloadId: 'sitemap', version: 0 },
      ],
      change: { wave: 'spring' },
    });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('saves in the others only', async () => {
    const { user, api, dialog } = await clash();
    await user.click(
      dialog.getByRole('button', { name: 'Save in the others only' }),
    );
    expect(api.updatePlans).toHaveBeenLastCalledWith({
      plans: [{ workloadId: 'sitemap', version: 0 }],
      change: { wave: 'spring' },
    });
  });

  it('goes back to what was typed', async () => {
    const { user, drawer, dialog } = await clash();
    await user.click(
      dialog.getByRole('button', { name: 'Back to the fields' }),
    );
    expect(drawer.getByLabelText('Wave')).toHaveValue('spring');
  });
});

it('keeps what was typed where the server refuses, and says why', async () => {
  const user = userEvent.setup();
  const api = apiOf({
    updatePlans: async () => {
      throw new Error('change.ownerRef: must be the ref of a group or user');
    },
  });
  await renderPage(page, { api });
  const drawer = await openDrawer(user, ['digest']);
  await user.type(drawer.getByLabelText('Owner'), 'me');
  await user.click(drawer.getByRole('button', { name: 'Save in 1 plan' }));
  expect(await drawer.findByRole('alert')).toHaveTextContent(
    'Not saved: change.ownerRef',
  );
  expect(drawer.getByLabelText('Owner')).toHaveValue('me');
  expect(drawer.getByLabelText('Owner')).toHaveAttribute(
    'aria-invalid',
    'true',
  );
});

describe('while others change what is shown', () => {
  async function show(element: ReactElement, items: WorkloadView[]) {
    const user = userEvent.setup();
    const signals = mockSignals();
    const estate = { items, revision: '1' };
    const api = apiOf({
      workloads: async () => ({
        ...{ items: estate.items, totalItems: estate.items.length },
        nextCursor: null,
      }),
      changes: async () => ({ revision: estate.revision, round: null }),
    });
    await renderPage(
      <TestApiProvider apis={[[signalApiRef, signals.api]]}>
        {element}
      </TestApiProvider>,
      { api },
    );
    await screen.findByText(items[0].name);
    // The page is asked for anew at once; what follows soon after waits.
    const change = async (next: WorkloadView[]) => {
      estate.items = next;
      estate.revision += '.';
      const read = jest.mocked(api.workloads).mock.calls.length;
      await act(async () => signals.say());
      await waitFor(() =>
        expect(jest.mocked(api.workloads).mock.calls.length).toBeGreaterThan(
          read,
        ),
      );
    };
    return { user, api, change };
  }

  const overview = (
    <EstateProvider>
      <WorkloadSection summary={undefined} round={0} onChanged={() => {}} />
    </EstateProvider>
  );
  const discovered = workload('sitemap', {
    assessment: { stage: 'discovered' },
    plan: { ...EMPTY_PLAN, version: 4 },
  });

  it.each([
    [
      'of the overview, whose row moves off the page',
      overview,
      [jobs[0], jobs[2]],
    ],
    ['of a role, which has no such job any more', page, [jobs[0], jobs[2]]],
    ['of a role that has none at all', page, []],
  ])('the form %s keeps what was typed', async (_, element, left) => {
    const { user, api, change } = await show(element, jobs);
    const drawer = await openDrawer(user, ['sitemap']);
    await user.type(drawer.getByLabelText('Wave'), 'spring');
    await change(left);
    await waitFor(() => expect(screen.queryByText('sitemap')).toBeNull());
    expect(drawer.getByLabelText('Wave')).toHaveValue('spring');
    await user.click(drawer.getByRole('button', { name: 'Save in 1 plan' }));
    expect(api.updatePlans).toHaveBeenCalledWith({
      plans: [{ workloadId: 'sitemap', version: 0 }],
      change: { wave: 'spring' },
    });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('a form that was closed does not open by itself for the next choice', async () => {
    const { user, change } = await show(overview, jobs);
    const drawer = await openDrawer(user, ['sitemap']);
    await change([jobs[0], jobs[2]]);
    await waitFor(() => expect(screen.queryByText('sitemap')).toBeNull());
    await user.click(drawer.getByRole('button', { name: 'Cancel' }));
    await user.click(screen.getByRole('checkbox', { name: 'Select digest' }));
    expect(
      screen.getByRole('button', { name: 'Plan 1 selected' }),
    ).toBeVisible();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('the form of one job stays, though something else is its next step now', async () => {
    const { user, api, change } = await show(page, [discovered]);
    await user.click(screen.getByRole('button', { name: 'Plan: sitemap' }));
    const drawer = within(await screen.findByRole('dialog'));
    await user.type(await drawer.findByLabelText('Wave'), 'spring');
    await change([
      {
        ...discovered,
        plan: { ...discovered.plan, version: 5 },
        assessment: {
          ...discovered.assessment,
          dangers: rankingDaily.assessment.dangers,
        },
      },
    ]);
    await screen.findByRole('button', {
      name: 'How to fix: sitemap',
      hidden: true,
    });
    expect(drawer.getByLabelText('Wave')).toHaveValue('spring');
    await user.click(drawer.getByRole('button', { name: 'Save in 1 plan' }));
    // On the version that the form was opened over.
    expect(api.updatePlans).toHaveBeenCalledWith({
      plans: [{ workloadId: 'sitemap', version: 4 }],
      change: { wave: 'spring' },
    });
  });
});

it('is worded in Japanese', async () => {
  const user = userEvent.setup();
  await renderPage(page, { api: apiOf(), language: 'ja' });
  const [, first] = await screen.findAllByRole('checkbox');
  await user.click(first);
  await user.click(screen.getByRole('button', { name: '選択した 1 件を計画' }));
  const drawer = await screen.findByRole('dialog');
  expect(
    await within(drawer).findByRole('checkbox', {
      name: '移行中に予定の実行が抜けない',
    }),
  ).toBeEnabled();
});
