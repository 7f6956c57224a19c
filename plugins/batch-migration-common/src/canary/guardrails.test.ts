import {
  compareSeries,
  countRequests,
  type SideTraffic,
} from './compareSeries';
import { guardrailViews, type MetricReading } from './guardrails';
import type {
  Guardrail,
  GuardrailMeasure,
  GuardrailRecord,
  MetricPoint,
} from './model';
import type { Bake } from './weightTrack';

const points = (...values: number[]): MetricPoint[] =>
  values.map((value, index) => ({
    at: new Date(Date.UTC(2026, 1, 11, 5, 15 * index)).toISOString(),
    value,
  }));

const BAKE: Bake = {
  ...{ stepId: 'weight-10', number: 3, percent: 10 },
  ...{ since: '2026-02-11T05:00:00.000Z', until: null, isOver: false },
};

const traffic = (
  requests: number[],
  errors: number[],
  slowest: number[],
): SideTraffic => ({
  requests: points(...requests),
  errors: points(...errors),
  slowest: points(...slowest),
});

const LEGACY = traffic([10_000, 10_000], [2], [240, 242]);
const metric = (over: object = {}): GuardrailMeasure => ({
  type: 'metric',
  unit: 'count',
  take: 'sum',
  legacy: { ref: 'm', key: 'a' },
  target: { ref: 'm', key: 'b' },
  ...over,
});
const guardrail = (
  measure: GuardrailMeasure,
  limit: Guardrail['limit'],
): Guardrail => ({ id: 'g', title: 'G', measure, limit });

const look = (
  one: Guardrail,
  over: Partial<Parameters<typeof guardrailViews>[0]> = {},
) =>
  guardrailViews({
    guardrails: [one],
    bake: BAKE,
    traffic: { legacy: LEGACY, target: LEGACY },
    unread: null,
    metrics: new Map(),
    records: [],
    ...over,
  })[0];

const errors = guardrail(
  { type: 'errors-5xx' },
  { type: 'points-over-legacy', value: 0.05 },
);
const slowest = guardrail(
  { type: 'slowest' },
  { type: 'percent-over-legacy', value: 20 },
);

it.each<[string, Guardrail, SideTraffic, string, number, number]>([
  ['fewer errors', errors, traffic([10_000], [], [1]), 'holds', 0, 0.06],
  [
    'errors up to the limit',
    errors,
    traffic([10_000], [6], [1]),
    'holds',
    0.06,
    0.06,
  ],
  ['more errors', errors, traffic([10_000], [7], [1]), 'fails', 0.07, 0.06],
  [
    'as slow as allowed',
    slowest,
    traffic([1], [], [289.2]),
    'holds',
    289.2,
    289.2,
  ],
  ['slower', slowest, traffic([1], [], [180, 290, 600]), 'fails', 290, 289.2],
])('%s', (_, one, target, verdict, value, bound) => {
  const view = look(one, { traffic: { legacy: LEGACY, target } });
  expect(view.verdict).toBe(verdict);
  expect(view.target!.value).toBeCloseTo(value, 6);
  expect(view.bound).toBeCloseTo(bound, 6);
});

const read = (values: number[] | string, outOf?: number[]): MetricReading => ({
  points: typeof values === 'string' ? [] : points(...values),
  outOf: outOf ? points(...outOf) : null,
  unread: typeof values === 'string' ? values : null,
});

it.each<
  [
    string,
    GuardrailMeasure,
    Guardrail['limit'],
    [MetricReading | null, MetricReading],
    string,
    unknown,
  ]
>([
  [
    'counted from something',
    metric({ legacy: null }),
    { type: 'at-most', value: 0 },
    [null, read([0, 0], [900, 100])],
    'holds',
    { value: 0, outOf: 1000 },
  ],
  [
    'one that disagrees',
    metric({ legacy: null }),
    { type: 'at-most', value: 0 },
    [null, read([0, 1], [900, 100])],
    'fails',
    { value: 1, outOf: 1000 },
  ],
  [
    'nothing was compared',
    metric({ legacy: null }),
    { type: 'at-most', value: 0 },
    [null, read([], [])],
    'unknown',
    null,
  ],
  [
    'a share of both',
    metric({ unit: 'percent' }),
    { type: 'points-over-legacy', value: 0.2 },
    [read([2], [100]), read([2], [100])],
    'holds',
    { value: 2, outOf: null },
  ],
  [
    'the most of both together',
    metric({ take: 'maximum' }),
    { type: 'together-at-most', value: 300 },
    [read([120, 164]), read([30, 38])],
    'holds',
    { value: 38, outOf: null },
  ],
  [
    'too many together',
    metric({ take: 'maximum' }),
    { type: 'together-at-most', value: 200 },
    [read([164]), read([38])],
    'fails',
    { value: 38, outOf: null },
  ],
  [
    'the mean',
    metric({ take: 'average', legacy: null }),
    { type: 'at-most', value: 2 },
    [null, read([1, 3])],
    'holds',
    { value: 2, outOf: null },
  ],
  // Against what is not known nothing holds.
  [
    'the old side is not known',
    metric(),
    { type: 'percent-over-legacy', value: 20 },
    [read([]), read([1])],
    'unknown',
    { value: 1, outOf: null },
  ],
  [
    'it could not be read',
    metric({ legacy: null }),
    { type: 'at-most', value: 9 },
    [null, read('It says no')],
    'unknown',
    null,
  ],
])('%s', (_, measure, limit, [legacy, target], verdict, expected) => {
  const metrics = new Map([['g', { legacy, target }]]);
  const view = look(guardrail(measure, limit), { metrics });
  expect(view).toMatchObject({ verdict, target: expected });
});

it('never takes what nobody measures for good', () => {
  const none = { traffic: null, unread: 'No module reads it' };
  expect(look(errors, none)).toMatchObject({
    ...{ verdict: 'unknown', unread: 'No module reads it' },
    ...{ legacy: null, target: null, bound: null },
  });
  expect(look(errors, { bake: null }).verdict).toBe('unknown');
});

describe('what people say', () => {
  const said = (over: Partial<GuardrailRecord>): GuardrailRecord => ({
    ...{ sequence: 1, guardrailId: 'g', stepId: 'weight-10', note: 'Looked' },
    ...{ statement: 'holds', by: 'user:default/sato' },
    at: '2026-02-12T01:00:00.000Z',
    ...over,
  });
  const attested = guardrail({ type: 'attestation' }, null);

  it.each<[string, GuardrailRecord[], string]>([
    ['nobody', [], 'unknown'],
    ['it holds', [said({})], 'holds'],
    ['it fails', [said({ statement: 'fails' })], 'fails'],
    [
      'the newest counts',
      [said({ sequence: 2, statement: 'fails' }), said({})],
      'fails',
    ],
    [
      'taken back',
      [said({}), said({ sequence: 2, statement: 'withdrawn' })],
      'unknown',
    ],
    ['of another weight', [said({ stepId: 'weight-1' })], 'unknown'],
    ['of another guardrail', [said({ guardrailId: 'h' })], 'unknown'],
    ['before this bake', [said({ at: '2026-02-11T04:59:00.000Z' })], 'unknown'],
  ])('%s', (_, records, verdict) => {
    expect(look(attested, { records }).verdict).toBe(verdict);
    // The same where a measure tells nothing.
    expect(look(errors, { traffic: null, records }).verdict).toBe(verdict);
  });

  it('does not stand against what is measured', () => {
    const target = traffic([10_000], [900], [1]);
    const view = look(errors, {
      traffic: { legacy: LEGACY, target },
      records: [said({})],
    });
    expect(view).toMatchObject({ verdict: 'fails', attested: null });
  });
});

it('puts both sides into the same periods', () => {
  const target = { ...traffic([900], [9], [180]), requests: points(900) };
  expect(compareSeries({ legacy: LEGACY, target }, 900)).toMatchObject({
    at: [LEGACY.requests[0].at, LEGACY.requests[1].at],
    requests: { target: [1, null] },
    errors: { legacy: [0.02, 0], target: [1, null] },
    slowest: { target: [180, null] },
  });
  const none = traffic([], [], []);
  expect(compareSeries({ legacy: none, target: none }, 900)).toBeNull();
});

it.each<[string, number[], number[], object | null]>([
  [
    'of periods that both told of',
    [90, 90, 90],
    [10, 10],
    { legacy: 180, target: 20, seconds: 1800 },
  ],
  ['of no period', [90], [], null],
  ['of nothing that came', [0], [0], null],
])('counts requests %s', (_, legacy, target, expected) => {
  expect(countRequests(points(...legacy), points(...target), 900)).toEqual(
    expected,
  );
});
