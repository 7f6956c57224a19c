import {
  sidesOf,
  TRAFFIC_MEASURES,
  type CanaryPlan,
  type LocationView,
  type MetricPoint,
  type MetricReading,
  type Side,
  type SideTraffic,
  type TrafficMeasure,
  type WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import type {
  SeriesAnswer,
  SeriesQuestion,
} from 'backstage-plugin-batch-migration-node';

type Answers = ReadonlyMap<string, SeriesAnswer>;

/** A location of a service, with the side on which it counts. */
export type Way = LocationView & { side: Side };

/** Earlier links of a chain count as the old side. */
export function waysOf({ locations }: WorkloadView): Way[] {
  const { target } = sidesOf({ locations });
  return locations.map(location => ({
    ...location,
    side: target.includes(location) ? 'target' : 'legacy',
  }));
}

const idOf = (side: Side, index: number, measure: TrafficMeasure) =>
  `${side}.${index}.${measure}`;

/** One way that several locations share, such as a header rule of its own, is counted once. */
function counted(ways: readonly Way[], side: Side): Way[] {
  const measured = ways.filter(
    way => way.side === side && way.detail.traffic?.targetGroup,
  );
  return [
    ...new Map(
      measured.map(way => [
        `${way.ref} ${way.detail.traffic!.targetGroup}`,
        way,
      ]),
    ).values(),
  ];
}

/** Everything that is asked of metrics for one service. */
export function canaryQuestions(
  ways: readonly Way[],
  plan: CanaryPlan | null | undefined,
): SeriesQuestion[] {
  const traffic = (['legacy', 'target'] as const).flatMap(side =>
    counted(ways, side).flatMap(({ ref, key, detail }, index) =>
      TRAFFIC_MEASURES.map(measure => ({
        id: idOf(side, index, measure),
        location: { ref, key },
        detail,
        measure,
      })),
    ),
  );
  const own = (plan?.guardrails ?? []).flatMap(({ id, measure }) => {
    if (measure.type !== 'metric') return [];
    return (['legacy', 'target'] as const).flatMap(side => {
      const metric = measure[side];
      if (!metric) return [];
      const { ref, key, outOf } = metric;
      return [
        { name: 'value', key },
        ...(outOf === undefined ? [] : [{ name: 'outOf', key: outOf }]),
      ].map(one => ({
        id: `guardrail.${id}.${side}.${one.name}`,
        location: { ref, key: one.key },
        detail: null,
        // What is counted from something is counted whole.
        measure: outOf === undefined ? measure.take : ('sum' as const),
      }));
    });
  });
  return [...traffic, ...own];
}

/** Traffic of one side; `null` where no source told of any. */
export function trafficOf(
  answers: Answers,
  ways: readonly Way[],
  side: Side,
): SideTraffic | null {
  const all = counted(ways, side);
  const points = (
    measure: TrafficMeasure,
    join: (values: number[]) => number,
  ) =>
    joined(
      all.map(
        (_, index) => answers.get(idOf(side, index, measure))?.points ?? [],
      ),
      join,
    );
  const isTold = all.some((_, index) =>
    answers.has(idOf(side, index, 'requests')),
  );
  if (!isTold) return null;
  const total = (values: number[]) => values.reduce((a, b) => a + b, 0);
  return {
    requests: points('requests', total),
    errors: points('errors-5xx', total),
    // Percentiles cannot be added up: the worse of two stands for both.
    slowest: points('slowest-5', values => Math.max(...values)),
  };
}

function joined(
  series: ReadonlyArray<readonly MetricPoint[]>,
  join: (values: number[]) => number,
): MetricPoint[] {
  const byInstant = new Map<string, number[]>();
  for (const { at, value } of series.flat()) {
    byInstant.set(at, [...(byInstant.get(at) ?? []), value]);
  }
  return [...byInstant]
    .map(([at, values]) => ({ at, value: join(values) }))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** What was read for each guardrail with a metric of its own. */
export function readingsOf(
  answers: Answers,
  plan: CanaryPlan | null | undefined,
  cut: (points: readonly MetricPoint[]) => MetricPoint[],
): Map<string, { legacy: MetricReading | null; target: MetricReading }> {
  const reading = (
    id: string,
    side: Side,
    hasOutOf: boolean,
  ): MetricReading => {
    const of = (name: string) => answers.get(`guardrail.${id}.${side}.${name}`);
    const outOf = of('outOf');
    return {
      points: cut(of('value')?.points ?? []),
      outOf: hasOutOf ? cut(outOf?.points ?? []) : null,
      unread: of('value')?.unread ?? outOf?.unread ?? null,
    };
  };
  return new Map(
    (plan?.guardrails ?? []).flatMap(({ id, measure }) =>
      measure.type === 'metric'
        ? [
            [
              id,
              {
                legacy:
                  measure.legacy &&
                  reading(id, 'legacy', measure.legacy.outOf !== undefined),
                target: reading(
                  id,
                  'target',
                  measure.target.outOf !== undefined,
                ),
              },
            ] as const,
          ]
        : [],
    ),
  );
}
