import type { Claims } from '../aws/claims';
import type { Clock, Log } from '../clock';

export interface CanaryProps<Path extends string> {
  paths: readonly Path[];
  /** Sends a test event in at the beginning of a path. */
  send(path: Path, id: string): Promise<void>;
  arrived: Pick<Claims, 'take'>;
  tellMissing(path: Path, id: string): Promise<void>;
  clock: Clock;
  log: Log;
}

/** Of a run: the same within an hour, so that a retry is no second one. */
export function canaryId(now: Date, path: string): string {
  return `${now.toISOString().slice(0, 13)}-${path}`;
}

/**
 * Twice a day a test event goes in on every path; a quarter of an hour later it
 * must have come out. An alarm of CloudWatch counts arrivals as well, for the
 * day on which this function does not run.
 */
export function canaryHandler<Path extends string>({ paths, send, arrived, tellMissing, clock, log }: CanaryProps<Path>) {
  return async (event: { canary: 'send' | 'check' }): Promise<void> => {
    const now = clock();
    for (const path of paths) {
      if (event.canary === 'send') {
        await send(path, canaryId(now, path));
        continue;
      }
      const id = canaryId(new Date(now.getTime() - 15 * 60_000), path);
      // Whoever takes it first is told so: what arrived has taken it.
      if ((await arrived.take(`canary#${id}`)) === 'done') continue;
      log('canary-missing', { path, id });
      await tellMissing(path, id);
    }
  };
}

export interface ArrivedProps {
  paths: readonly string[];
  /** Of the metric that the alarm watches. */
  namespace: string;
  stack: string;
  arrived: Claims;
  clock: Clock;
  log: Log;
}

/** A test event came out. The line of this log is a metric, too. */
export function canaryArrived({ paths, namespace, stack, arrived, clock, log }: ArrivedProps) {
  return async (id: string): Promise<void> => {
    const path = paths.find(each => id.endsWith(`-${each}`));
    if (!path) return;
    log('canary-arrived', { ...metric({ namespace, stack, path, now: clock() }), id });
    const claim = await arrived.take(`canary#${id}`);
    if (claim === 'mine') await arrived.done(`canary#${id}`);
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
function metric({ namespace, stack, path, now }: { namespace: string; stack: string; path: string; now: Date }) {
  const CloudWatchMetrics = [{ Namespace: namespace, Dimensions: [['Stack', 'Path']], Metrics: [{ Name: 'CanaryArrived', Unit: 'Count' }] }];
  return { _aws: { Timestamp: now.getTime(), CloudWatchMetrics }, Stack: stack, Path: path, CanaryArrived: 1 };
}
