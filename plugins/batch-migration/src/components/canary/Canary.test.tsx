import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  CanaryView,
  CutoverStep,
  GuardrailRecord,
  StepView,
} from 'backstage-plugin-batch-migration-common';
import { EMPTY_PLAN } from 'backstage-plugin-batch-migration-common';
import { canaryView } from '../../__testUtils__/canary';
import {
  bat000Detail,
  mockApi,
  summary,
  workload,
} from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { Canary } from './Canary';
import { CompleteStep } from './CompleteStep';

const step = (
  number: number,
  id: string,
  over: Partial<StepView> = {},
): StepView => ({
  ...{ id, number, title: `Title of ${id}`, instructions: '', ownerRef: null },
  check: { type: 'attestation' },
  ...{ reversible: true, undo: null, state: 'open', by: null, at: null },
  ...{ confirmed: null, needsSecond: false, waitingForSecond: null },
  ...{ undone: null, evidence: null, tooEarly: [], noLongerSo: false },
  ...over,
});
const weight = (number: number, atLeast: number, over: Partial<StepView>) =>
  step(number, `weight-${atLeast}`, {
    check: { type: 'observation', condition: 'target-weight', atLeast },
    ...over,
  });

const STEPS = [
  step(1, 'header', { state: 'done', at: '2026-01-28T07:40:00.000Z' }),
  weight(3, 10, {
    ...{ state: 'done', at: '2026-02-11T05:00:00.000Z', bakeHours: 48 },
  }),
  weight(4, 50, { bakeHours: 48 }),
  step(6, 'data-shape', { reversible: false }),
];
const service = workload('payments-web', {
  kind: 'service',
  command: 'Rails on Elastic Beanstalk',
  schedule: null,
  plan: { ...EMPTY_PLAN, version: 3, steps: STEPS as CutoverStep[] },
  cutover: {
    steps: STEPS,
    secondPerson: 'irreversible',
    pointOfNoReturn: {
      ...{ stepId: 'data-shape', number: 6, title: 'Drop columns' },
      ...{ afterStage: 'cut-over', passed: null },
    },
  },
  assessment: { stage: 'built', target: 'active' },
});

const stated: GuardrailRecord = {
  ...{ sequence: 1, guardrailId: 'calls', stepId: 'weight-10' },
  ...{ statement: 'holds', note: 'Looked at it', by: 'user:default/mori' },
  at: '2026-02-12T01:24:44.747Z',
};

async function show(
  change: Partial<CanaryView> = {},
  { of = service, ja = false, more = {} as Parameters<typeof mockApi>[0] } = {},
) {
  const stateGuardrail = jest.fn(async () => stated);
  const api = mockApi({
    canary: async () => ({ ...canaryView, ...change }),
    stateGuardrail,
    ...more,
  });
  await renderPage(
    <EstateProvider>
      <CompleteStep workload={of} onChanged={() => {}} />
      <Canary workload={of} round={0} steps={<p>The steps</p>} />
    </EstateProvider>,
    { api, ...(ja ? { language: 'ja' as const } : {}) },
  );
  return { stateGuardrail };
}

const region = (name: string) => screen.findByRole('region', { name });

it('says who gets which stack, whether it holds, and how to go back', async () => {
  await show();
  const track = await region('How far by weight');
  expect(
    within(track).getByRole('img', { name: '10 %: bakes now' }),
  ).toBeVisible();
  expect(track).toHaveTextContent('48 h bake');
  expect(track).toHaveTextContent(/of 48 h/);
  expect(
    within(track).getByRole('img', { name: /point of no return is step 6/ }),
  ).toBeVisible();

  const routing = await region('Who goes where');
  expect(
    within(routing).getByRole('img', {
      name: 'Weights: legacy 90 %, target 10 %',
    }),
  ).toBeVisible();
  expect(routing).toHaveTextContent('X-Payments-Stack: ecs');
  expect(routing).toHaveTextContent('8 of 8');
  expect(routing).toHaveTextContent('room for 25 %');
  expect(routing).toHaveTextContent('They agree within 0.1 points.');

  const guardrails = await region('Guardrails');
  expect(guardrails).toHaveTextContent('All 3 hold.');
  expect(guardrails).toHaveTextContent(/50 % may start Fri 13 Feb 14:00/);
  const errors = within(guardrails).getByRole('row', { name: /Errors 5xx/ });
  expect(within(errors).getByRole('img', { name: 'holds' })).toBeVisible();
  expect(errors).toHaveTextContent(/at most \+0\.05 points.*0\.018 %0\.021 %/);
  expect(guardrails).toHaveTextContent('0 of 49,878');

  const wrong = await region('If it goes wrong');
  expect(wrong).toHaveTextContent('Rolling back is safe now');
  expect(wrong).toHaveTextContent('leave in about 9 s; 41 a second');
  expect(wrong).toHaveTextContent('last rehearsed 6 Feb, 9 s');
  expect(wrong).toHaveTextContent('It never changes weights itself');

  const complete = screen.getByRole('button', { name: 'Complete step 4' });
  expect(complete).toHaveAttribute('aria-disabled', 'true');
  expect(complete).toHaveAttribute(
    'title',
    expect.stringMatching(/bakes until Fri 13 Feb 14:00/),
  );
});

it('walks the points of a chart by keyboard, and shows the same as a table', async () => {
  await show();
  const charts = await region('Side by side');
  const chart = within(charts).getByRole('img', { name: /^Slowest 5 %, ms/ });
  act(() => chart.focus());
  await userEvent.keyboard('{End}');
  expect(charts).toHaveTextContent(/: legacy \d+, target \d+/);
  await userEvent.keyboard('{Escape}');
  expect(charts).not.toHaveTextContent(/: legacy \d+, target \d+/);
  await userEvent.click(
    within(charts).getByRole('button', { name: 'As a table' }),
  );
  expect(within(charts).getAllByRole('row')).toHaveLength(6);
});

it('turns red where one fails, and names the step to undo', async () => {
  const [first, ...rest] = canaryView.guardrails;
  await show({
    guardrails: [{ ...first, verdict: 'fails' }, ...rest],
    split: { ...canaryView.split, apart: 4.2 },
  });
  const guardrails = await region('Guardrails');
  expect(guardrails).toHaveTextContent('1 fails: Errors 5xx.');
  expect(guardrails).toHaveTextContent('Undo step 3');
  expect(guardrails).not.toHaveTextContent('may start');
  expect(await region('Who goes where')).toHaveTextContent(
    /The rule says 90 : 10, .* 4\.2 points apart/,
  );
});

it('has no charts without metrics, and takes what a person saw', async () => {
  const [first, ...rest] = canaryView.guardrails;
  const { stateGuardrail } = await show({
    series: null,
    guardrails: [
      {
        ...{ ...first, verdict: 'unknown', legacy: null, target: null },
        ...{ bound: null, unread: 'It may not be read' },
      },
      ...rest,
    ],
    split: {
      ...canaryView.split,
      legacy: { ...canaryView.split.legacy, targets: null },
    },
  });
  const guardrails = await region('Guardrails');
  expect(guardrails).toHaveTextContent('2 of 3 hold; the rest nobody knows.');
  expect(guardrails).not.toHaveTextContent('may start');
  expect(
    screen.queryByRole('region', { name: 'Side by side' }),
  ).not.toBeInTheDocument();
  expect(await region('If it goes wrong')).toHaveTextContent(
    'Nobody sees whether the old stack is healthy',
  );
  await userEvent.click(
    within(guardrails).getByRole('button', {
      name: 'Say what you saw: Errors 5xx',
    }),
  );
  const dialog = await screen.findByRole('dialog', { name: /Step 3 at 10 %/ });
  await userEvent.click(within(dialog).getByLabelText('It fails'));
  await userEvent.type(
    within(dialog).getByLabelText(/What did you look at/),
    'The log',
  );
  await userEvent.click(within(dialog).getByRole('button', { name: 'Store' }));
  await waitFor(() =>
    expect(stateGuardrail).toHaveBeenCalledWith('payments-web', first.id, {
      ...{ statement: 'fails', stepId: 'weight-10', note: 'The log' },
    }),
  );
});

it('says what cannot be undone after the point of no return, in Japanese', async () => {
  const passed = {
    ...{ by: 'user:default/sato', at: '2026-02-12T00:00:00.000Z' },
    confirmedBy: null,
  };
  await show(
    {},
    {
      ja: true,
      of: {
        ...service,
        cutover: {
          ...service.cutover,
          pointOfNoReturn: { ...service.cutover.pointOfNoReturn!, passed },
        },
      },
    },
  );
  const wrong = await region('問題が起きたら');
  expect(wrong).toHaveTextContent('もう戻せません');
  expect(wrong).toHaveTextContent(/「Drop columns」は .* sato が実施/);
  expect(
    within(wrong).queryByRole('button', { name: /コマンド/ }),
  ).not.toBeInTheDocument();
  expect(await region('ガードレール')).toHaveTextContent(
    '3 件すべて守られています。',
  );
});

describe('the hard date of the old stack', () => {
  const dates = (...days: string[]) => ({
    server: async () => ({
      ...bat000Detail,
      hardDates: days.map(date => ({
        ...{ date, source: 'ec2' },
        effect: 'instance-stop of i-0abc: told by AWS',
      })),
    }),
  });
  /** 00:30 on 12 February in Tokyo, and still the 11th in UTC. */
  const night = async () => ({ ...summary, now: '2026-02-11T15:30:00.000Z' });

  it('is the next one by the day of the estate, and not by that of UTC', async () => {
    await show(
      {},
      { more: { ...dates('2026-02-11', '2026-02-20'), summary: night } },
    );
    const routing = await region('Who goes where');
    await waitFor(() =>
      expect(routing).toHaveTextContent('hard date 20 Feb: '),
    );
    expect(routing).not.toHaveTextContent('11 Feb');
  });

  it('names the year of another one, and what happens in Japanese', async () => {
    await show({}, { ja: true, more: dates('2027-03-01') });
    const routing = await region('どこへ流れているか');
    await waitFor(() =>
      expect(routing).toHaveTextContent(
        '期限 2027年3月1日: AWS が i-0abc を停止させます',
      ),
    );
  });

  it('waits until somebody told the day', async () => {
    await show(
      {},
      {
        more: { ...dates('2026-02-11'), summary: () => new Promise(() => {}) },
      },
    );
    expect(await region('Who goes where')).not.toHaveTextContent('hard date');
  });
});

it('says that its dates are UTC while nobody has told the zone', async () => {
  await show(
    {},
    {
      more: {
        summary: async () => {
          throw new Error('The database is away');
        },
      },
    },
  );
  expect(await region('How far by weight')).toHaveTextContent('28 Jan UTC');
});
