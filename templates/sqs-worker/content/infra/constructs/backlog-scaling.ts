import { Duration } from 'aws-cdk-lib';
import { AdjustmentType, StepScalingAction } from 'aws-cdk-lib/aws-applicationautoscaling';
import { Alarm, ComparisonOperator, type IMetric, MathExpression, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { ApplicationScalingAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import {
  asleepMath,
  IN,
  IN_STEPS,
  type MathLine,
  missingTasksMath,
  OUT,
  OUT_STEPS,
  PERIOD_SECONDS,
  type ScalingSettings,
  spareTasksMath,
} from '../scaling/rule';

const PERIOD = Duration.seconds(PERIOD_SECONDS);

export interface BacklogScalingProps {
  service: FargateService;
  queue: IQueue;
  settings: ScalingSettings;
}

/**
 * Starts and stops tasks by what is in the queue: see `docs/scaling.md`. Metric
 * math, because there is nothing to run, to patch, and to fail.
 */
export class BacklogScaling extends Construct {
  constructor(scope: Construct, id: string, { service, queue, settings }: BacklogScalingProps) {
    super(scope, id);
    const target = service.autoScaleTaskCount({ minCapacity: settings.min, maxCapacity: settings.max });
    const metrics = {
      visible: queue.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: 'Average' }),
      inFlight: queue.metricApproximateNumberOfMessagesNotVisible({ period: PERIOD, statistic: 'Average' }),
      deleted: queue.metricNumberOfMessagesDeleted({ period: PERIOD, statistic: 'Sum' }),
      running: runningTasks(service),
    };
    const action = (name: string, cooldownSeconds: number) =>
      new StepScalingAction(this, name, {
        scalingTarget: target,
        adjustmentType: AdjustmentType.CHANGE_IN_CAPACITY,
        cooldown: Duration.seconds(cooldownSeconds),
      });

    const out = action('Out', OUT.cooldownSeconds);
    OUT_STEPS.forEach(({ from, change }, index) => {
      // Bounds count from the alarm's threshold, which is 1.
      const next = OUT_STEPS[index + 1];
      out.addAdjustment({ adjustment: change, lowerBound: from - 1, upperBound: next && next.from - 1 });
    });
    this.alarm('TasksMissing', missingTasksMath(settings), metrics, OUT.minutes, out);

    const inwards = action('In', IN.cooldownSeconds);
    IN_STEPS.forEach(({ from, change }, index) => {
      const next = IN_STEPS[index + 1];
      inwards.addAdjustment({ adjustment: change, lowerBound: from - 1, upperBound: next && next.from - 1 });
    });
    this.alarm('TasksSpare', spareTasksMath(settings), metrics, IN.minutes, inwards);

    const up = action('Up', OUT.cooldownSeconds);
    up.addAdjustment({ adjustment: 1, lowerBound: 0 });
    this.alarm('Asleep', asleepMath(), metrics, OUT.minutes, up);
  }

  private alarm(
    id: string,
    lines: MathLine[],
    metrics: Record<string, IMetric>,
    minutes: number,
    action: StepScalingAction,
  ): void {
    new Alarm(this, id, {
      alarmDescription: 'Scales the worker: see docs/scaling.md. Nobody needs to be told.',
      metric: mathOf(lines, metrics),
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: minutes,
      datapointsToAlarm: minutes,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new ApplicationScalingAction(action));
  }
}

/** Tasks of a service that run, once a minute. */
export function runningTasks(service: FargateService): Metric {
  return new Metric({
    namespace: 'ECS/ContainerInsights',
    metricName: 'RunningTaskCount',
    dimensionsMap: { ClusterName: service.cluster.clusterName, ServiceName: service.serviceName },
    period: PERIOD,
    statistic: 'Average',
  });
}

/** Each line with the metrics and the earlier lines that it names. */
function mathOf(lines: MathLine[], metrics: Record<string, IMetric>): MathExpression {
  const known: Record<string, IMetric> = { ...metrics };
  let last: MathExpression | undefined;
  for (const [id, expression] of lines) {
    const names = new Set(expression.match(/[a-z]\w*/g));
    const usingMetrics = Object.fromEntries(Object.entries(known).filter(([name]) => names.has(name)));
    last = new MathExpression({ expression, usingMetrics, period: PERIOD, label: id });
    known[id] = last;
  }
  if (!last) throw new Error('An alarm needs a line of metric math');
  return last;
}
