import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  cutoverOf,
  EMPTY_PLAN,
  type CutoverStep,
  type StepRecord,
  type WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { mockApi, workload } from '../../__testUtils__/estate';
import { refusal } from '../../__testUtils__/refusal';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { CompleteStep } from '../canary/CompleteStep';
import { Cutover } from './Cutover';

const step = (id: string, over: Partial<CutoverStep> = {}): CutoverStep => ({
  ...{ id, title: `Title of ${id}`, instructions: '', ownerRef: null },
  ...{ check: { type: 'attestation' }, reversible: true, undo: `Undo ${id}` },
  ...over,
});
const header = step('header');
const drain = step('drain');
const grants = step('grants', { reversible: false, undo: null });

type Happened = readonly [CutoverStep, StepRecord['event']];

const withSteps = (
  steps: CutoverStep[],
  happened: readonly Happened[] = [],
  version = 7,
): WorkloadDetail =>
  workload('payments-web', {
    plan: { ...EMPTY_PLAN, version, steps },
    cutover: cutoverOf({
      steps,
      records: happened.map(([of, event], index) => ({
        ...{ sequence: index + 1, stepId: of.id, event, step: of },
        actor: 'user:default/sato',
        at: '2026-02-10T09:00:00.000Z',
        recordedAt: '2026-02-10T09:00:00.000Z',
        ...{ reason: null, observationIds: [], runIds: [] },
      })),
      see: () => ({
        ...{ verdict: 'not-met', value: null, at: null },
        ...{ observationIds: [], runIds: [] },
      }),
      secondPerson: 'irreversible',
    }),
  });

/** Renders it as a page does that a live load brings up to date. */
async function show(
  Shown: typeof CompleteStep | typeof Cutover,
  first: WorkloadDetail,
  { api = mockApi(), ja = false } = {},
) {
  let arrive: (next: WorkloadDetail) => void = () => {};
  const onChanged = jest.fn();
  const Live = () => {
    const [shown, setShown] = useState(first);
    arrive = setShown;
    return <Shown workload={shown} onChanged={onChanged} />;
  };
  await renderPage(
    <EstateProvider>
      <Live />
    </EstateProvider>,
    { api, ...(ja && { language: 'ja' as const }) },
  );
  return {
    api,
    onChanged,
    arrives: (next: WorkloadDetail) => act(() => arrive(next)),
  };
}

const open = async (name: RegExp | string) =>
  userEvent.click(await screen.findByRole('button', { name }));
const dialog = () => within(screen.getByRole('dialog'));
const note = () => dialog().getByRole('textbox');
const send = (name: string) =>
  userEvent.click(dialog().getByRole('button', { name }));

describe.each([
  ['the header', CompleteStep, 'Complete step 1'],
  ['the steps', Cutover, 'Complete step 1: Title of header'],
] as const)('a dialog that was opened from %s', (_, Shown, opener) => {
  it('completes the step that was opened, not the next one', async () => {
    const api = mockApi({
      changeStep: async () => {
        throw await refusal(409, 'Step 1 is done already: sato said so.');
      },
    });
    const { arrives, onChanged } = await show(
      Shown,
      withSteps([header, drain]),
      { api },
    );
    await open(opener);
    expect(dialog().getByRole('status')).toBeEmptyDOMElement();
    await userEvent.type(note(), 'Both stacks looked at');

    arrives(withSteps([header, drain], [[header, 'completed']]));
    expect(
      screen.getByRole('dialog', { name: 'Step 1: Title of header' }),
    ).toBeVisible();
    expect(dialog().getByRole('status')).toHaveTextContent(
      'Step 1 changed while this was open. Now: done.',
    );
    expect(note()).toHaveFocus();
    await send('Complete step 1');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Step 1 is done already: sato said so.',
    );
    expect(api.changeStep).toHaveBeenCalledWith('payments-web', 'header', {
      ...{ action: 'complete', version: 7, reason: 'Both stacks looked at' },
    });
    expect(note()).toHaveValue('Both stacks looked at');
    expect(onChanged).not.toHaveBeenCalled();
  });

  it('sends the version of the plan that was looked at', async () => {
    const { api, arrives } = await show(Shown, withSteps([header, drain]));
    await open(opener);
    arrives(withSteps([header, drain, grants], [], 8));
    expect(dialog().getByRole('status')).toHaveTextContent(
      'The plan changed while this was open.',
    );
    await send('Complete step 1');
    await waitFor(() =>
      expect(api.changeStep).toHaveBeenCalledWith('payments-web', 'header', {
        ...{ action: 'complete', version: 7 },
      }),
    );
  });

  it('stays where the plan has no such step any more', async () => {
    const { arrives } = await show(Shown, withSteps([header]));
    await open(opener);
    await userEvent.type(note(), 'Looked');
    arrives(withSteps([], [], 8));
    expect(dialog().getByRole('status')).toHaveTextContent(
      'Step 1 was taken out of the plan while this was open.',
    );
    expect(note()).toHaveValue('Looked');
    expect(note()).toHaveFocus();
  });

  it('says nothing of a load that changes nothing', async () => {
    const { arrives } = await show(Shown, withSteps([header, drain]));
    await open(opener);
    arrives(withSteps([header, drain]));
    expect(dialog().getByRole('status')).toBeEmptyDOMElement();
  });
});

it('stays open from the header where it was the last step', async () => {
  const { arrives } = await show(CompleteStep, withSteps([header]));
  await open('Complete step 1');
  await userEvent.type(note(), 'Looked');
  arrives(withSteps([header], [[header, 'completed']]));
  expect(note()).toHaveValue('Looked');
  expect(note()).toHaveFocus();
});

it('does not turn a question to a second person into a confirmation', async () => {
  const { api, arrives } = await show(CompleteStep, withSteps([grants]));
  await open('Complete step 1');
  arrives(withSteps([grants], [[grants, 'asked']]));
  expect(dialog().getByRole('status')).toHaveTextContent(
    'Now: waits for a second person.',
  );
  expect(
    dialog().queryByRole('button', { name: 'Confirm step 1' }),
  ).not.toBeInTheDocument();
  await send('Ask a second person');
  expect(api.changeStep).toHaveBeenCalledWith('payments-web', 'grants', {
    ...{ action: 'complete', version: 7 },
  });
});

it('says that the way back was closed meanwhile', async () => {
  const steps = [header, grants];
  const { arrives } = await show(
    Cutover,
    withSteps(steps, [[header, 'completed']]),
  );
  await open(/^Undo step 1/);
  arrives(
    withSteps(steps, [
      [header, 'completed'],
      [grants, 'asked'],
      [grants, 'confirmed'],
    ]),
  );
  expect(dialog().getByRole('status')).toHaveTextContent(
    'The point of no return was passed while this was open.',
  );
});

it('begins with what is there where it is opened anew', async () => {
  const { arrives } = await show(CompleteStep, withSteps([header, drain]));
  await open('Complete step 1');
  arrives(withSteps([header, drain], [[header, 'completed']]));
  await userEvent.click(dialog().getByRole('button', { name: 'Cancel' }));
  expect(screen.getByRole('button', { name: 'Complete step 2' })).toHaveFocus();
  await open('Complete step 2');
  expect(
    screen.getByRole('dialog', { name: 'Step 2: Title of drain' }),
  ).toBeVisible();
  expect(dialog().getByRole('status')).toBeEmptyDOMElement();
});

it('sends once, and stays until the answer is there', async () => {
  let answer: () => void = () => {};
  const first = withSteps([header, drain]);
  const api = mockApi({
    changeStep: () =>
      new Promise(resolve => {
        answer = () => resolve(first.cutover);
      }),
  });
  const { onChanged } = await show(CompleteStep, first, { api });
  await open('Complete step 1');
  await userEvent.dblClick(
    dialog().getByRole('button', { name: 'Complete step 1' }),
  );
  expect(
    dialog().getByRole('button', { name: 'Complete step 1' }),
  ).toHaveFocus();
  await userEvent.click(dialog().getByRole('button', { name: 'Cancel' }));
  await userEvent.keyboard('{Escape}');
  expect(screen.getByRole('dialog')).toBeVisible();
  expect(api.changeStep).toHaveBeenCalledTimes(1);
  await act(async () => answer());
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  expect(onChanged).toHaveBeenCalledTimes(1);
});

it('says in Japanese that it changed', async () => {
  const { arrives } = await show(CompleteStep, withSteps([header, drain]), {
    ja: true,
  });
  await open('ステップ 1 を完了');
  arrives(withSteps([header, drain], [[header, 'completed']]));
  expect(dialog().getByRole('status')).toHaveTextContent(
    '開いている間に手順 1 が変わりました。現在の状態: 完了。',
  );
});
