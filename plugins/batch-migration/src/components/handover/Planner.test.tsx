import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  HandoverPreviewRequest,
  HandoverPreviewResponse,
} from 'backstage-plugin-batch-migration-common';
import { mockApi, workload } from '../../__testUtils__/estate';
import { preview, SWITCH_AT, tokyo } from '../../__testUtils__/handover';
import { refusal } from '../../__testUtils__/refusal';
import { renderPage } from '../../__testUtils__/renderPage';
import type { BatchMigrationApi } from '../../api';
import { EstateProvider } from '../../hooks/useEstate';
import { HandoverPage } from './HandoverPage';

/** The plan of those that are asked for, at the instant that is asked for. */
function answer({
  workloadIds,
  switchAt = SWITCH_AT,
}: HandoverPreviewRequest): HandoverPreviewResponse {
  const isAsked = ({ id }: { id: string }) => workloadIds.includes(id);
  const { plan } = preview;
  return {
    ...preview,
    jobs: preview.jobs.filter(isAsked),
    plan: {
      ...plan,
      windows: plan.windows.map(one => ({ ...one, switchAt })),
      jobs: plan.jobs.filter(isAsked),
      refused: plan.refused.filter(isAsked),
      steps: plan.steps
        .map(step => ({
          ...step,
          at: step.at === SWITCH_AT ? switchAt : step.at,
          jobIds: step.jobIds.filter(id => workloadIds.includes(id)),
        }))
        .filter(({ jobIds }) => jobIds.length > 0),
    },
  };
}

const names = ['pickup-refresh', 'sitemap', 'push-reserve'];

async function open(change: Partial<BatchMigrationApi> = {}, at = '/') {
  const items = names.map(name =>
    workload(name, { assessment: { stage: 'built', target: 'idle' } }),
  );
  const api = mockApi({
    workloads: async () => ({
      items,
      totalItems: items.length,
      nextCursor: null,
    }),
    previewHandover: async request => answer(request),
    ...change,
  });
  await renderPage(
    <EstateProvider>
      <HandoverPage />
    </EstateProvider>,
    { api, at },
  );
  return api;
}

/** An API whose further plans wait until they are let go. */
function held() {
  let holds = false;
  let release = () => {};
  return {
    hold: () => {
      holds = true;
    },
    release: async () => {
      holds = false;
      await act(async () => release());
    },
    previewHandover: async (request: HandoverPreviewRequest) => {
      if (holds) {
        await new Promise<void>(resolve => {
          release = resolve;
        });
      }
      return answer(request);
    },
  };
}

const save = () => screen.getByRole('button', { name: /^Save to \d plan/ });
const saves = () => screen.findByRole('button', { name: /^Save to \d plan/ });
const savable = () =>
  waitFor(() => expect(save()).not.toHaveAttribute('aria-disabled'));
const toggle = (name: string) =>
  userEvent.click(screen.getByRole('checkbox', { name: `Choose ${name}` }));
const later = () =>
  fireEvent.click(screen.getByRole('button', { name: 'One minute later' }));
const written = (api: jest.Mocked<BatchMigrationApi>, call = 0) =>
  api.updatePlans.mock.calls[call][0].plans;

describe('saving', () => {
  it('waits for the plan of the instant that was moved to', async () => {
    const { hold, release, previewHandover } = held();
    const api = await open({ previewHandover });
    await saves();
    await savable();
    hold();
    later();
    expect(save()).toHaveAttribute('aria-disabled', 'true');
    expect(screen.getByText(/The instant was moved/)).toBeVisible();
    fireEvent.click(save());

    // Also once the new plan is asked for, and not there.
    expect(
      await screen.findByText(/The plan of what is chosen now is on its way/),
    ).toBeVisible();
    fireEvent.click(save());
    expect(api.updatePlans).not.toHaveBeenCalled();

    await release();
    await savable();
    fireEvent.click(save());
    await waitFor(() => expect(api.updatePlans).toHaveBeenCalledTimes(1));
    expect(JSON.stringify(written(api))).toContain('Thu 19 Feb 14:27');
  });

  it('writes nothing of a job that was unticked', async () => {
    const { hold, release, previewHandover } = held();
    const api = await open({ previewHandover });
    await saves();
    await savable();
    hold();
    await toggle('sitemap');
    fireEvent.click(save());
    expect(api.updatePlans).not.toHaveBeenCalled();
    await release();
    await savable();
    fireEvent.click(save());
    await waitFor(() => expect(api.updatePlans).toHaveBeenCalledTimes(1));
    expect(written(api).map(({ workloadId }) => workloadId)).toEqual([
      'pickup-refresh',
    ]);
  });

  it('can be taken back until something else is saved, whatever is shown', async () => {
    const error = await refusal(500, 'the database is away');
    let fails = false;
    const api = await open({
      previewHandover: async request =>
        fails ? Promise.reject(error) : answer(request),
    });
    await saves();
    await savable();
    fireEvent.click(save());
    expect(await screen.findByText('Saved to 2 plans')).toBeVisible();
    later();
    expect(
      await screen.findByText(
        'Saved to 2 plans, as it was planned before what is shown now',
      ),
    ).toBeVisible();
    await savable();
    fails = true;
    await toggle('sitemap');
    expect(await screen.findByText(/the database is away/)).toBeVisible();
    expect(save()).toHaveAttribute('aria-disabled', 'true');
    // What stands below says why, and no tooltip covers it.
    expect(save()).toHaveAccessibleDescription(/no plan of what is chosen/);
    expect(save().title).toBe('');
    expect(
      screen.getByText(/There is no plan of what is chosen/),
    ).toBeVisible();

    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByText(/^Taken back/)).toBeVisible();
    expect(
      written(api, 1).map(({ workloadId, version, steps }) => [
        ...[workloadId, version, steps],
      ]),
    ).toEqual([
      ['pickup-refresh', 1, []],
      ['sitemap', 1, []],
    ]);
  });

  it('knows the version of each plan that it wrote, whatever was saved last', async () => {
    const api = await open();
    await saves();
    await savable();
    fireEvent.click(save());
    await screen.findByText('Saved to 2 plans');
    await toggle('sitemap');
    await screen.findByRole('button', { name: 'Save to 1 plan' });
    await savable();
    fireEvent.click(save());
    await screen.findByText('Saved to 1 plan');
    await toggle('sitemap');
    await screen.findByRole('button', { name: 'Save to 2 plans' });
    await savable();
    fireEvent.click(save());
    await waitFor(() => expect(api.updatePlans).toHaveBeenCalledTimes(3));
    expect(
      Object.fromEntries(
        written(api, 2).map(({ workloadId, version }) => [workloadId, version]),
      ),
    ).toEqual({ 'pickup-refresh': 2, sitemap: 1 });
  });
});

it('shows no verdict and no window of an earlier plan beside an error', async () => {
  const error = await refusal(500, 'the database is away');
  await open({
    previewHandover: async request =>
      request.workloadIds.includes('push-reserve')
        ? answer(request)
        : Promise.reject(error),
  });
  await saves();
  expect(screen.getAllByTitle('can move then')).not.toHaveLength(0);
  expect(screen.getAllByRole('radio')).toHaveLength(2);
  await toggle('push-reserve');
  expect(await screen.findByText(/the database is away/)).toBeVisible();
  expect(screen.queryByTitle('can move then')).not.toBeInTheDocument();
  expect(screen.queryByRole('radio')).not.toBeInTheDocument();
  expect(
    screen.getByRole('checkbox', { name: 'Choose sitemap' }),
  ).toBeChecked();
});

describe('while the estate has not told its zone', () => {
  const summary = () => new Promise<never>(() => {});

  it('tells and saves times in the zone of the plan', async () => {
    const api = await open({ summary });
    expect(
      await screen.findByRole('heading', { level: 2, name: /jobs can move/ }),
    ).toHaveTextContent('on Thu 19 Feb 14:26 with');
    await savable();
    fireEvent.click(save());
    await waitFor(() => expect(api.updatePlans).toHaveBeenCalledTimes(1));
    expect(JSON.stringify(written(api))).toContain('Thu 19 Feb 14:26');
  });

  it('says once above the scale that it is UTC where the plan has none', async () => {
    const previewHandover = async (request: HandoverPreviewRequest) => {
      const { timezone, ...rest } = answer(request);
      return rest as HandoverPreviewResponse;
    };
    await open({ summary, previewHandover });
    const chart = await screen.findByRole('group', {
      name: 'One edit, one instant',
    });
    expect(screen.getByText(/^UTC; the middle is to scale/)).toBeVisible();
    expect(within(chart).getAllByText(/^\d\d:\d\d$/)).not.toHaveLength(0);
  });

  it('says of a time without a plan that it is UTC', async () => {
    await open(
      { summary, previewHandover: () => new Promise<never>(() => {}) },
      `/?from=${tokyo('14:00')}`,
    );
    expect(await screen.findByText(/Thu 19 Feb 05:00 UTC/)).toBeInTheDocument();
  });
});
