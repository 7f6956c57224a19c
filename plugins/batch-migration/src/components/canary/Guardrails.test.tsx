import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  CanaryView,
  GuardrailRecord,
  GuardrailView,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { canaryView } from '../../__testUtils__/canary';
import { mockApi } from '../../__testUtils__/estate';
import { refusal } from '../../__testUtils__/refusal';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { Guardrails } from './Guardrails';

const [errors, ...rest] = canaryView.guardrails;
const unread: GuardrailView = {
  ...{ ...errors, verdict: 'unknown', legacy: null, target: null },
  ...{ bound: null, unread: 'It may not be read' },
};
const said: GuardrailView = {
  ...{ ...unread, verdict: 'holds' },
  attested: { by: 'user:default/mori', at: canaryView.at, note: 'The log' },
};
const withBake = (
  bake: Partial<NonNullable<CanaryView['track']['bake']>> | null,
  first = unread,
): CanaryView => ({
  ...canaryView,
  track: {
    ...canaryView.track,
    bake: bake && { ...canaryView.track.bake!, ...bake },
  },
  guardrails: [first, ...rest],
});
const atTen = withBake({});
const atFifty = withBake({ stepId: 'weight-50', number: 4, percent: 50 });

/** Renders it as a page does that a live load brings up to date. */
async function show({ first = atTen, api = mockApi(), ja = false } = {}) {
  let arrive: (next: CanaryView) => void = () => {};
  const onChanged = jest.fn();
  const Live = () => {
    const [canary, setCanary] = useState(first);
    arrive = setCanary;
    return (
      <Guardrails
        workloadId="payments-web"
        canary={canary}
        onChanged={onChanged}
      />
    );
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
    arrives: (next: CanaryView) => act(() => arrive(next)),
  };
}

const open = async (name: RegExp | string) =>
  userEvent.click(await screen.findByRole('button', { name }));
const dialog = () => within(screen.getByRole('dialog'));
const note = () => dialog().getByRole('textbox');
const SAY = 'Say what you saw: Errors 5xx';

it('sends the weight that was looked at, where another one bakes by now', async () => {
  const api = mockApi({
    stateGuardrail: async () => {
      throw await refusal(409, 'stepId: step 4 bakes now, at 50 %.');
    },
  });
  const { arrives, onChanged } = await show({ api });
  await open(SAY);
  await userEvent.click(dialog().getByLabelText('It fails'));
  await userEvent.type(note(), 'The log');

  arrives(atFifty);
  expect(
    screen.getByRole('dialog', { name: 'Step 3 at 10 %: Errors 5xx' }),
  ).toBeVisible();
  expect(dialog().getByRole('status')).toHaveTextContent(
    /^It changed while this was open: step 4 at 50 % bakes since .*\. What you opened and wrote stays until you close it\.$/,
  );
  expect(note()).toHaveFocus();
  await userEvent.click(dialog().getByRole('button', { name: 'Store' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'step 4 bakes now, at 50 %.',
  );
  expect(api.stateGuardrail).toHaveBeenCalledWith('payments-web', errors.id, {
    ...{ statement: 'fails', stepId: 'weight-10', note: 'The log' },
  });
  expect(note()).toHaveValue('The log');
  expect(onChanged).not.toHaveBeenCalled();
});

it.each([
  ['no weight bakes any more', withBake(null), /no weight bakes any more/],
  [
    'its bake began anew',
    withBake({ since: '2026-02-12T01:00:00.000Z' }),
    /step 3 at 10 % bakes since Thu 12 Feb 10:00/,
  ],
  [
    'somebody else said something',
    withBake({}, said),
    /The guardrail changed while this was open\. Now: holds/,
  ],
  [
    'the plan has the guardrail no more',
    { ...atTen, guardrails: rest },
    /the plan has this guardrail no more/,
  ],
])('keeps the note and the focus where %s', async (_, next, told) => {
  const { arrives } = await show();
  await open(SAY);
  await userEvent.type(note(), 'The log');
  arrives(next);
  expect(dialog().getByRole('status')).toHaveTextContent(told);
  expect(note()).toHaveValue('The log');
  expect(note()).toHaveFocus();
});

it('says nothing of a load that changes nothing', async () => {
  const { arrives } = await show();
  await open(SAY);
  arrives(withBake({}, { ...unread }));
  expect(dialog().getByRole('status')).toBeEmptyDOMElement();
});

it('takes back what was shown, under the weight that was shown', async () => {
  const api = mockApi({
    stateGuardrail: async () => ({} as GuardrailRecord),
  });
  const { arrives, onChanged } = await show({
    ...{ first: withBake({}, said), api },
  });
  await open('Take back what was said: Errors 5xx');
  arrives(atFifty);
  await userEvent.click(dialog().getByRole('button', { name: 'Take back' }));
  expect(api.stateGuardrail).toHaveBeenCalledWith('payments-web', errors.id, {
    ...{ statement: 'withdrawn', stepId: 'weight-10', note: 'Taken back' },
  });
  expect(onChanged).toHaveBeenCalledTimes(1);
});

it('says in Japanese that it changed', async () => {
  const { arrives } = await show({ ja: true });
  await open('見た結果を記録: Errors 5xx');
  arrives(atFifty);
  expect(dialog().getByRole('status')).toHaveTextContent(
    /^開いている間に変わりました。現在はステップ 4 \(50 %\) を .* から観察中です。/,
  );
});
