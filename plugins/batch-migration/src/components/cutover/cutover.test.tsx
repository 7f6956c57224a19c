import { ResponseError } from '@backstage/errors';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  cutoverOf,
  EMPTY_PLAN,
  type ConditionSeen,
  type CutoverStep,
  type StepRecord,
  type WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { mockApi, workload } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { Cutover } from './Cutover';
import { OnTrack } from './OnTrack';

const step = (id: string, over: Partial<CutoverStep> = {}): CutoverStep => ({
  id,
  title: `Title of ${id}`,
  instructions: `How to ${id}`,
  ownerRef: null,
  check: { type: 'attestation' },
  reversible: true,
  undo: `Undo ${id}`,
  ...over,
});

const trial = step('trial');
const off = step('off', {
  check: { type: 'observation', condition: 'legacy-idle' },
});
const grants = step('grants', { reversible: false, undo: null });

const record = (
  of: CutoverStep,
  event: StepRecord['event'],
  actor: string,
): StepRecord => ({
  ...{ sequence: 1, stepId: of.id, event, actor, step: of },
  at: '2026-02-10T09:00:00.000Z',
  recordedAt: '2026-02-10T09:00:00.000Z',
  ...{ reason: null, observationIds: [], runIds: [] },
});

const active: ConditionSeen = {
  verdict: 'not-met',
  value: 'active',
  ...{ at: null, observationIds: [], runIds: [] },
};

function withSteps(
  steps: CutoverStep[],
  records: StepRecord[] = [],
  seen = active,
): WorkloadDetail {
  return workload('ranking-daily', {
    plan: { ...EMPTY_PLAN, version: 7, steps },
    cutover: cutoverOf({
      steps,
      records: records.map((one, n) => ({ ...one, sequence: n + 1 })),
      see: () => seen,
      secondPerson: 'irreversible',
    }),
  });
}

async function show(
  shown: WorkloadDetail,
  { api = mockApi(), ja = false } = {},
) {
  const onChanged = jest.fn();
  await renderPage(
    <EstateProvider>
      <Cutover workload={shown} onChanged={onChanged} />
    </EstateProvider>,
    { api, ...(ja && { language: 'ja' as const }) },
  );
  return { api, onChanged };
}

const list = () => screen.findByRole('list', { name: 'Steps in order' });
const rowOf = async (name: RegExp) =>
  (await screen.findByRole('button', { name })).closest('li')!;

it('says of each step what ticks it, where it stands, and the way back', async () => {
  await show(
    withSteps(
      [trial, off, grants],
      [record(trial, 'completed', 'user:x/sato')],
    ),
  );
  expect(await screen.findByText('2 can be undone, 1 cannot')).toBeVisible();
  const done = await rowOf(/^Step 1: Title of trial/);
  expect(done).toHaveTextContent(/by sato, Tue 10 Feb 18:00/);
  expect(within(done).getByTitle('done')).toBeInTheDocument();
  const open = await rowOf(/^Step 2/);
  expect(open).toHaveTextContent('not yet: legacy is active');
  expect(open).toHaveAttribute('aria-current', 'step');
  expect(within(open).getByTitle('A probe ticks it')).toBeInTheDocument();
  // Nobody ticks by hand what a probe sees.
  expect(within(open).getAllByRole('button')).toHaveLength(1);
  const final = await rowOf(/^Step 3/);
  expect(final).toHaveTextContent('final');
  // The line stands before it.
  expect(final.previousElementSibling).toHaveTextContent(
    /^Point of no return$/,
  );
});

it('opens what to do, and how to take it back', async () => {
  await show(withSteps([off]));
  const title = await screen.findByRole('button', { name: /^Step 1/ });
  await userEvent.click(title);
  expect(title).toHaveAttribute('aria-expanded', 'true');
  expect(await rowOf(/^Step 1/)).toHaveTextContent(
    'How to offTicked when the legacy side is not active.To undo: Undo off',
  );
});

it('warns of what was done too early, and of what is no longer so', async () => {
  await show(withSteps([trial, off], [record(off, 'completed', 'plugin:x')]));
  const row = await rowOf(/^Step 2/);
  expect(row).toHaveTextContent(
    'before step 1 · no longer so: legacy is active',
  );
  expect(within(row).getByTitle('done, with a warning')).toBeInTheDocument();
});

it('completes a step under the version of the plan that was read', async () => {
  const { api, onChanged } = await show(withSteps([trial]));
  await userEvent.click(
    await screen.findByRole('button', { name: /^Complete step 1/ }),
  );
  await userEvent.click(
    screen.getByRole('button', { name: 'Complete step 1' }),
  );
  await waitFor(() => expect(onChanged).toHaveBeenCalledTimes(1));
  expect(api.changeStep).toHaveBeenCalledWith('ranking-daily', 'trial', {
    action: 'complete',
    version: 7,
  });
});

it('asks a second person for what is final, and says what that means', async () => {
  const { api } = await show(withSteps([trial, grants]));
  await userEvent.click(
    await screen.findByRole('button', { name: /^Ask a second person for/ }),
  );
  const dialog = screen.getByRole('dialog');
  expect(dialog).toHaveTextContent('no step can be undone');
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Ask a second person' }),
  );
  await waitFor(() => expect(api.changeStep).toHaveBeenCalledTimes(1));
});

it('waits for somebody else', async () => {
  const { api } = await show(
    withSteps([grants], [record(grants, 'asked', 'user:default/sato')]),
  );
  const row = await rowOf(/^Step 1/);
  expect(row).toHaveTextContent(/sato asked .* waits for a second person/);
  await userEvent.click(
    within(row).getByRole('button', { name: /^Confirm step 1/ }),
  );
  await userEvent.click(
    within(screen.getByRole('dialog')).getByRole('button', {
      name: 'Confirm step 1',
    }),
  );
  await waitFor(() =>
    expect(api.changeStep).toHaveBeenCalledWith('ranking-daily', 'grants', {
      action: 'confirm',
      version: 7,
    }),
  );
});

it('does not let the same person be the second one', async () => {
  // Who is signed in to the test app.
  await show(
    withSteps([grants], [record(grants, 'asked', 'user:default/guest')]),
  );
  const confirm = await screen.findByRole('button', {
    name: /^Confirm step 1/,
  });
  await waitFor(() =>
    expect(confirm).toHaveAttribute(
      'title',
      expect.stringMatching(/You asked/),
    ),
  );
  expect(confirm).toHaveAttribute('aria-disabled', 'true');
});

it('asks for a reason to undo, and shows why it was refused', async () => {
  const api = mockApi({
    changeStep: async () => {
      throw await ResponseError.fromResponse({
        ok: false,
        status: 400,
        statusText: 'no',
        headers: new Headers({ 'content-type': 'application/json' }),
        text: async () =>
          JSON.stringify({
            error: { name: 'InputError', message: 'It is still seen so' },
            response: { statusCode: 400 },
          }),
      } as any);
    },
  });
  const { onChanged } = await show(
    withSteps([trial], [record(trial, 'completed', 'user:default/sato')]),
    { api },
  );
  await userEvent.click(
    await screen.findByRole('button', { name: /^Undo step 1: / }),
  );
  const dialog = screen.getByRole('dialog');
  const send = within(dialog).getByRole('button', { name: 'Undo step 1' });
  expect(send).toBeDisabled();
  await userEvent.type(within(dialog).getByLabelText(/Reason/), 'Wrong output');
  await userEvent.click(send);
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'It is still seen so',
  );
  expect(api.changeStep).toHaveBeenCalledWith('ranking-daily', 'trial', {
    action: 'undo',
    version: 7,
    reason: 'Wrong output',
  });
  expect(onChanged).not.toHaveBeenCalled();
});

it('locks every way back once the point of no return is passed', async () => {
  const { api } = await show(
    withSteps(
      [trial, grants],
      [
        record(trial, 'completed', 'user:default/sato'),
        record(grants, 'asked', 'user:default/sato'),
        record(grants, 'confirmed', 'user:default/abe'),
      ],
    ),
  );
  const undo = await screen.findByRole('button', { name: /^Undo step 1/ });
  expect(undo).toHaveAttribute('aria-disabled', 'true');
  expect(undo).toHaveAttribute(
    'title',
    expect.stringMatching(/passed by sato/),
  );
  await userEvent.click(undo);
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  expect(await list()).toHaveTextContent(
    /Point of no return, passed .* by sato, confirmed by abe/,
  );
  expect(api.changeStep).not.toHaveBeenCalled();
});

it('fills an empty plan from a template that fits', async () => {
  const api = mockApi();
  const { onChanged } = await show(withSteps([]), { api });
  await userEvent.click(
    await screen.findByRole('button', { name: 'Choose a template' }),
  );
  const drawer = await screen.findByRole('dialog', {
    name: 'Steps of ranking-daily',
  });
  const choice = await within(drawer).findByLabelText('Choose a template');
  expect(
    within(choice).getByRole('group', { name: /^Fits/ }),
  ).toHaveTextContent('Scheduled job');
  await userEvent.click(
    within(drawer).getByRole('button', { name: 'Take these steps' }),
  );
  await userEvent.click(
    within(drawer).getByRole('button', { name: 'Save steps' }),
  );
  await waitFor(() => expect(onChanged).toHaveBeenCalledTimes(1));
  const [id, plan, etag] = api.updatePlan.mock.calls[0];
  expect([id, etag]).toEqual(['ranking-daily', '"v0"']);
  expect(plan.steps.map(one => one.id)).toContain('remove-old');
});

it('moves, changes and adds steps by keyboard, and leaves what is done', async () => {
  const steps = [trial, off];
  const api = mockApi({
    plan: async () => ({
      plan: { ...EMPTY_PLAN, version: 7, steps },
      etag: '"v7"',
    }),
  });
  await show(
    withSteps(steps, [record(trial, 'completed', 'user:default/sato')]),
    { api },
  );
  const focused = await screen.findByRole('button', { name: 'Edit steps' });
  act(() => focused.focus());
  await userEvent.keyboard('{Enter}');
  const drawer = await screen.findByRole('dialog');
  const up = await within(drawer).findByRole('button', {
    name: 'Move step 2 up',
  });
  act(() => up.focus());
  await userEvent.keyboard('{Enter}');
  expect(within(drawer).getByRole('status')).toHaveTextContent(
    'Title of off is step 1 now',
  );
  expect(
    within(drawer).queryByRole('button', { name: 'Remove step 2' }),
  ).not.toBeInTheDocument();
  await userEvent.click(
    within(drawer).getByRole('button', { name: 'Add a step' }),
  );
  const fields = within(drawer).getByRole('group', { name: 'Step 3' });
  await userEvent.clear(within(fields).getByLabelText(/Title/));
  await userEvent.type(within(fields).getByLabelText(/Title/), 'Tell them');
  await userEvent.selectOptions(
    within(fields).getByLabelText('Ticked by'),
    'target-weight',
  );
  await userEvent.click(within(fields).getByLabelText('Can be taken back'));
  await userEvent.click(
    within(drawer).getByRole('button', { name: 'Save steps' }),
  );
  await waitFor(() => expect(api.updatePlan).toHaveBeenCalledTimes(1));
  expect(api.updatePlan.mock.calls[0][1].steps).toEqual([
    off,
    trial,
    expect.objectContaining({
      title: 'Tell them',
      check: { type: 'observation', condition: 'target-weight', atLeast: 100 },
      reversible: false,
      undo: null,
    }),
  ]);
});

it('loses nothing where somebody else saved meanwhile', async () => {
  const theirs = { ...EMPTY_PLAN, version: 8, wave: '4', steps: [grants] };
  const plan = jest
    .fn()
    .mockResolvedValueOnce({
      plan: { ...EMPTY_PLAN, version: 7, steps: [trial] },
      etag: '"v7"',
    })
    .mockResolvedValue({ plan: theirs, etag: '"v8"' });
  const updatePlan = jest
    .fn()
    .mockRejectedValueOnce(
      await ResponseError.fromResponse({
        ok: false,
        status: 412,
        statusText: 'changed',
        headers: new Headers({ 'content-type': 'text/plain' }),
        text: async () => 'changed',
      } as any),
    )
    .mockResolvedValue({ plan: theirs, etag: '"v9"' });
  const { onChanged } = await show(withSteps([trial]), {
    api: mockApi({ plan, updatePlan }),
  });
  await userEvent.click(
    await screen.findByRole('button', { name: 'Edit steps' }),
  );
  await userEvent.click(
    await screen.findByRole('button', { name: 'Save steps' }),
  );
  const conflict = await screen.findByRole('alertdialog');
  expect(conflict).toHaveTextContent('at version 8 now; you began with 7');
  await userEvent.click(
    within(conflict).getByRole('button', { name: 'Save mine in their plan' }),
  );
  await userEvent.click(screen.getByRole('button', { name: 'Save steps' }));
  await waitFor(() => expect(onChanged).toHaveBeenCalledTimes(1));
  expect(updatePlan.mock.calls[1]).toEqual([
    'ranking-daily',
    { ...theirs, steps: [trial] },
    '"v8"',
  ]);
});

it('draws the point of no return on the stages', async () => {
  const { pointOfNoReturn } = withSteps([off, grants]).cutover;
  await renderPage(<OnTrack point={pointOfNoReturn!} />, { api: mockApi() });
  expect(
    screen.getByRole('img', {
      name: 'The point of no return is step 2, Title of grants',
    }),
  ).toHaveTextContent('no return: step 2');
});

it('speaks Japanese', async () => {
  await show(withSteps([off, grants]), { ja: true });
  expect(
    await screen.findByRole('region', { name: '切り替え手順' }),
  ).toHaveTextContent('後戻りできない点');
  expect(screen.getByText(/まだです: 旧側は/)).toBeInTheDocument();
});
