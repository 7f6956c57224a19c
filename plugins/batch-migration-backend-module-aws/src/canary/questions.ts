import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { InputError } from '@backstage/errors';
import type { SeriesQuestion } from 'backstage-plugin-batch-migration-node';
import { parsePlace, type AwsPlace } from '../places';

const WAY = 'listener-rule';
const METRIC = 'cloudwatch';

/** As `MetricName`, `Namespace` and `Dimension` of CloudWatch's API allow. */
const NAME = /^[\x20-\x7e]{1,255}$/;
const MAX_DIMENSIONS = 30;

/** Of one period, in the unit of the page where `factor` is applied. */
export interface AskedMetric {
  place: AwsPlace;
  /** Names it in recordings: `<name of the thing> <metric>`, and its period. */
  label: string;
  metric: NonNullable<NonNullable<MetricDataQuery['MetricStat']>['Metric']>;
  stat: string;
  factor: number;
}

/** Whether it can be asked of CloudWatch. */
export function isAsked({ ref }: { ref: string }): boolean {
  return ref.startsWith(`${WAY}:`) || ref.startsWith(`${METRIC}:`);
}

/** @throws InputError saying what about the location is wrong */
export function askedMetric(
  question: SeriesQuestion,
  periodSeconds: number,
): AskedMetric {
  const asked = question.location.ref.startsWith(`${WAY}:`)
    ? ofWay(question)
    : ofMetric(question);
  return { ...asked, label: `${asked.label} every ${periodSeconds} s` };
}

/**
 * Metrics of Application Load Balancers, by target group within the load
 * balancer. 5xx are those that targets answer: they are told only where there
 * are some.
 */
function ofWay({ location, detail, measure }: SeriesQuestion): AskedMetric {
  const targetGroup = detail?.traffic?.targetGroup;
  if (!targetGroup) {
    throw new InputError(
      `No probe has told the target group of ${location.key}`,
    );
  }
  const loadBalancer = location.key.split('/').slice(0, 3).join('/');
  const asked = (name: string, stat: string, factor = 1): AskedMetric => ({
    place: parsePlace(location.ref, WAY, 'region'),
    label: `${loadBalancer} ${targetGroup} ${name}`,
    metric: {
      Namespace: 'AWS/ApplicationELB',
      MetricName: name,
      Dimensions: [
        { Name: 'TargetGroup', Value: targetGroup },
        { Name: 'LoadBalancer', Value: loadBalancer },
      ],
    },
    stat,
    factor,
  });
  switch (measure) {
    case 'requests':
      return asked('RequestCount', 'Sum');
    case 'errors-5xx':
      return asked('HTTPCode_Target_5XX_Count', 'Sum');
    case 'slowest-5':
      // Told in seconds.
      return asked('TargetResponseTime', 'p95', 1000);
    default:
      throw new InputError(`A way has no ${measure}`);
  }
}

const STATS = { sum: 'Sum', average: 'Average', maximum: 'Maximum' } as const;

/** `<namespace>/<metric>?<dimension>=<value>&…`; values as in a query of an address. */
function ofMetric({ location, measure }: SeriesQuestion): AskedMetric {
  const { ref, key } = location;
  const place = parsePlace(ref, METRIC, 'region');
  const [name, query = ''] = key.split('?');
  const slash = name.lastIndexOf('/');
  const metric = {
    Namespace: name.slice(0, Math.max(0, slash)),
    MetricName: name.slice(slash + 1),
    Dimensions: [...new URLSearchParams(query)].map(([Name, Value]) => ({
      Name,
      Value,
    })),
  };
  const names = [
    metric.Namespace,
    metric.MetricName,
    ...metric.Dimensions.flatMap(({ Name, Value }) => [Name, Value]),
  ];
  if (
    !names.every(one => NAME.test(one)) ||
    metric.Dimensions.length > MAX_DIMENSIONS
  ) {
    throw new InputError(
      `"${key}" names no metric; expected <namespace>/<metric>?<dimension>=<value>`,
    );
  }
  if (measure !== 'sum' && measure !== 'average' && measure !== 'maximum') {
    throw new InputError(`A metric has no ${measure}`);
  }
  return { place, label: key, metric, stat: STATS[measure], factor: 1 };
}
