/** Whether what a plan asks of the new side holds over a bake. */
import type { EntityRef, Instant } from '../workload/model';
import { sum } from './compareSeries';
import type { SideTraffic } from './compareSeries';
import type {
  Guardrail,
  GuardrailLimit,
  GuardrailRecord,
  GuardrailUnit,
  MetricPoint,
  MetricTake,
} from './model';
import type { Bake } from './weightTrack';

/** What one side came to over the bake. */
export interface GuardrailReading {
  value: number;
  /** What it was counted from; `null` where it stands for itself. */
  outOf: number | null;
}

/** `unknown` is not good: nobody measured, or nobody looked. */
export type GuardrailVerdict = 'holds' | 'fails' | 'unknown';

export interface GuardrailView extends Guardrail {
  verdict: GuardrailVerdict;
  /** `null` for what is attested. */
  unit: GuardrailUnit | null;
  legacy: GuardrailReading | null;
  target: GuardrailReading | null;
  /** What the target may not go beyond, in the unit; `null` is not known. */
  bound: number | null;
  /** Why a number is not known; a sentence in English. */
  unread: string | null;
  attested: { by: EntityRef; at: Instant; note: string } | null;
}

/** What was read for one guardrail over the bake. */
export interface MetricReading {
  points: readonly MetricPoint[];
  outOf: readonly MetricPoint[] | null;
  unread: string | null;
}

export interface GuardrailInput {
  guardrails: readonly Guardrail[];
  bake: Bake | null;
  /** Over the bake; `null` where nothing measures the traffic. */
  traffic: { legacy: SideTraffic; target: SideTraffic } | null;
  /** Why there is no traffic, or not all of it; a sentence. */
  unread: string | null;
  /** By id of the guardrail, for those of the measure `metric`. */
  metrics: ReadonlyMap<
    string,
    { legacy: MetricReading | null; target: MetricReading }
  >;
  /** All of the workload, in any order. */
  records: readonly GuardrailRecord[];
}

export function guardrailViews(input: GuardrailInput): GuardrailView[] {
  return input.guardrails.map(guardrail => viewOf(guardrail, input));
}

function viewOf(guardrail: Guardrail, input: GuardrailInput): GuardrailView {
  const { measure } = guardrail;
  const attested = statementOf(guardrail, input);
  if (measure.type === 'attestation') {
    return {
      ...guardrail,
      unit: null,
      legacy: null,
      target: null,
      bound: null,
      unread: null,
      ...attested,
    };
  }
  const { legacy, target, unit, unread } = measured(guardrail, input);
  const bound = guardrail.limit && boundOf(guardrail.limit, legacy);
  const view = { ...guardrail, unit, legacy, target, bound, unread };
  if (target && bound !== null && input.bake) {
    return {
      ...view,
      verdict: target.value <= bound ? 'holds' : 'fails',
      // What is measured, nobody needs to say.
      attested: null,
    };
  }
  return { ...view, ...attested };
}

/** What the newest statement of this bake says. */
function statementOf(
  { id }: Guardrail,
  { bake, records }: GuardrailInput,
): Pick<GuardrailView, 'verdict' | 'attested'> {
  const newest = records
    .filter(
      record =>
        record.guardrailId === id &&
        record.stepId === bake?.stepId &&
        // The weight was lowered and set again since: another bake.
        Date.parse(record.at) >= Date.parse(bake.since),
    )
    .reduce<GuardrailRecord | null>(
      (latest, record) =>
        latest && latest.sequence > record.sequence ? latest : record,
      null,
    );
  if (!newest || newest.statement === 'withdrawn') {
    return { verdict: 'unknown', attested: null };
  }
  const { statement, by, at, note } = newest;
  return { verdict: statement, attested: { by, at, note } };
}

interface Measured {
  unit: GuardrailUnit;
  legacy: GuardrailReading | null;
  target: GuardrailReading | null;
  unread: string | null;
}

function measured({ id, measure }: Guardrail, input: GuardrailInput): Measured {
  const { traffic, metrics, unread } = input;
  switch (measure.type) {
    case 'errors-5xx':
      return {
        unit: 'percent',
        legacy: traffic && errorsOf(traffic.legacy),
        target: traffic && errorsOf(traffic.target),
        unread,
      };
    case 'slowest':
      return {
        unit: 'ms',
        legacy: traffic && middleOf(traffic.legacy.slowest),
        target: traffic && middleOf(traffic.target.slowest),
        unread,
      };
    case 'metric': {
      const read = metrics.get(id);
      const side = (of: MetricReading | null | undefined) =>
        of ? readingOf(of, measure.take, measure.unit) : null;
      return {
        unit: measure.unit,
        legacy: side(read?.legacy),
        target: side(read?.target),
        unread: read?.target.unread ?? read?.legacy?.unread ?? null,
      };
    }
    default:
      return { unit: 'count', legacy: null, target: null, unread: null };
  }
}

function errorsOf({ requests, errors }: SideTraffic): GuardrailReading | null {
  const all = sum(requests.map(({ value }) => value));
  if (all === 0) return null;
  const failed = sum(errors.map(({ value }) => value));
  return { value: (100 * failed) / all, outOf: null };
}

/** Percentiles of periods cannot be added up: the middle one stands for all. */
function middleOf(points: readonly MetricPoint[]): GuardrailReading | null {
  if (points.length === 0) return null;
  const values = points.map(({ value }) => value).sort((a, b) => a - b);
  const half = (values.length - 1) / 2;
  const value = (values[Math.floor(half)] + values[Math.ceil(half)]) / 2;
  return { value, outOf: null };
}

function readingOf(
  { points, outOf, unread }: MetricReading,
  take: MetricTake,
  unit: GuardrailUnit,
): GuardrailReading | null {
  if (unread !== null) return null;
  const values = points.map(({ value }) => value);
  if (outOf) {
    const all = sum(outOf.map(({ value }) => value));
    if (all === 0) return null;
    const counted = sum(values);
    return unit === 'percent'
      ? { value: (100 * counted) / all, outOf: null }
      : { value: counted, outOf: all };
  }
  if (values.length === 0) return null;
  if (take === 'maximum') return { value: Math.max(...values), outOf: null };
  const value = take === 'sum' ? sum(values) : sum(values) / values.length;
  return { value, outOf: null };
}

/** What the target's own value may come to. */
function boundOf(
  { type, value }: GuardrailLimit,
  legacy: GuardrailReading | null,
): number | null {
  if (type === 'at-most') return value;
  if (!legacy) return null;
  switch (type) {
    case 'together-at-most':
      return value - legacy.value;
    case 'points-over-legacy':
      return legacy.value + value;
    default:
      return legacy.value * (1 + value / 100);
  }
}
