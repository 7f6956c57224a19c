import * as sdk from '@aws-sdk/client-cloudwatch';
import { AwsFault, FakeDefect } from '../fault';
import type { FakeRegion } from '../region';
import type { FakeService } from '../service';

const INVALID = 'InvalidParameterValueException';

const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);

const STATISTICS: Record<string, (values: number[]) => number> = {
  Sum: sum,
  Average: values => sum(values) / values.length,
  Maximum: values => Math.max(...values),
  Minimum: values => Math.min(...values),
  SampleCount: values => values.length,
};

/** `p95`, up to ten digits behind the dot; of few values the nearest is exact enough. */
function percentile(stat: string) {
  const percent = Number(/^p(\d{1,3}(?:\.\d{1,10})?)$/.exec(stat)?.[1]);
  if (!(percent <= 100)) return undefined;
  return (values: number[]) =>
    [...values].sort((a, b) => a - b)[
      Math.max(0, Math.ceil((percent / 100) * values.length) - 1)
    ];
}

/** CloudWatch's metrics and alarms. */
export const cloudWatch: FakeService = {
  sdk,
  Client: sdk.CloudWatchClient,
  invalid: INVALID,
  operations: {
    GetMetricData: {
      limits: {
        MetricDataQueries: { items: [0, 500] },
        ScanBy: { oneOf: sdk.ScanBy },
        MaxDatapoints: { range: [1, 100_800] },
      },
      answer(input: sdk.GetMetricDataInput, { region, pages }) {
        const { NextToken, MaxDatapoints: _most, ...question } = input;
        const { StartTime, EndTime, MetricDataQueries = [] } = question;
        if (!(StartTime! < EndTime!)) {
          throw new AwsFault(
            INVALID,
            'The parameter StartTime must be less than the parameter EndTime.',
          );
        }
        checkIds(MetricDataQueries);
        const { items, token } = pages.turn(MetricDataQueries, {
          question: ['GetMetricData', question],
          token: NextToken,
          size: 500,
          invalid: 'InvalidNextToken',
        });
        return {
          MetricDataResults: items.map(query => resultOf(query, input, region)),
          NextToken: token,
        };
      },
    },
    DescribeAlarms: {
      limits: {
        AlarmNames: { items: [0, 100], length: [1, 255] },
        AlarmNamePrefix: { length: [1, 255] },
        AlarmTypes: { oneOf: sdk.AlarmType },
        StateValue: { oneOf: sdk.StateValue },
        MaxRecords: { range: [1, 100] },
      },
      answer(input: sdk.DescribeAlarmsInput, { region, pages }) {
        const { NextToken, MaxRecords = 50, ...question } = input;
        const { AlarmNames, AlarmNamePrefix = '', StateValue } = question;
        // Without types, metric alarms are told.
        const isAsked = !question.AlarmTypes?.length
          ? true
          : question.AlarmTypes.includes('MetricAlarm');
        const { items, token } = pages.turn(
          [...region.alarms].filter(
            ([name, alarm]) =>
              isAsked &&
              (!AlarmNames || AlarmNames.includes(name)) &&
              name.startsWith(AlarmNamePrefix) &&
              (!StateValue || alarm.StateValue === StateValue),
          ),
          {
            question: ['DescribeAlarms', question],
            token: NextToken,
            size: MaxRecords,
            invalid: 'InvalidNextToken',
          },
        );
        return {
          MetricAlarms: items.map(([AlarmName, alarm]) => ({
            AlarmName,
            ...alarm,
          })),
          CompositeAlarms: [],
          NextToken: token,
        };
      },
    },
  },
};

function checkIds(queries: sdk.MetricDataQuery[]): void {
  const ids = queries.map(({ Id }) => Id!);
  const bad = ids.find(id => !/^[a-z]\w{0,254}$/.test(id));
  if (bad !== undefined) {
    throw new AwsFault(
      INVALID,
      `The value ${bad} for parameter MetricDataQueries.Id is invalid: it must start with a lowercase letter`,
    );
  }
  if (new Set(ids).size < ids.length) {
    throw new AwsFault(
      INVALID,
      'The values for parameter MetricDataQueries.Id are not unique',
    );
  }
}

/** One value a period, over `[StartTime, EndTime)`; nothing where nothing was put. */
function resultOf(
  { Id, Label, MetricStat }: sdk.MetricDataQuery,
  { StartTime, EndTime, ScanBy }: sdk.GetMetricDataInput,
  region: FakeRegion,
): sdk.MetricDataResult {
  const { Metric, Period = 60, Stat = '' } = MetricStat ?? {};
  if (!MetricStat) {
    throw new FakeDefect('The fake knows no metric expressions');
  }
  if (
    Period < 1 ||
    (Period % 60 !== 0 && ![1, 5, 10, 20, 30].includes(Period))
  ) {
    throw new AwsFault(INVALID, `Period must be 1, 5, 10, 20, 30 or n × 60`);
  }
  const join = STATISTICS[Stat] ?? percentile(Stat);
  if (!join) {
    throw new AwsFault(
      INVALID,
      `The value ${Stat} for parameter Stat is invalid`,
    );
  }
  const dimensions = Object.fromEntries(
    (Metric?.Dimensions ?? []).map(({ Name, Value }) => [Name, Value]),
  );
  const points = region.metrics
    .filter(
      one =>
        one.namespace === Metric?.Namespace &&
        one.metric === Metric?.MetricName &&
        sameDimensions(one.dimensions, dimensions),
    )
    .flatMap(one => one.points)
    .filter(({ at }) => at >= StartTime! && at < EndTime!);
  const periods = new Map<number, number[]>();
  for (const { at, value } of points) {
    const start = Math.floor(Number(at) / (Period * 1000)) * Period * 1000;
    periods.set(start, [...(periods.get(start) ?? []), value]);
  }
  const newestFirst = [...periods].sort(([a], [b]) => b - a);
  const ordered =
    ScanBy === 'TimestampAscending' ? newestFirst.reverse() : newestFirst;
  return {
    Id,
    Label: Label ?? Metric?.MetricName,
    Timestamps: ordered.map(([start]) => new Date(start)),
    Values: ordered.map(([, values]) => join(values)),
    StatusCode: 'Complete',
  };
}

/** A metric is found by exactly its own dimensions. */
function sameDimensions(
  a: Record<string, unknown>,
  b: Record<string, unknown>,
): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every(name => a[name] === b[name]);
}
