import type { Claims } from '../people/aws/claims';
import type { Clock, Log } from '../people/clock';

export const PATHS = ['login', 'commands'] as const;
/** Through the rule for logins, and through the subscription of the log. */
export type Path = (typeof PATHS)[number];

export interface CanaryProps {
  /** Sends a test event in at the beginning of both ways. */
  send(path: Path, id: string): Promise<void>;
  arrived: Pick<Claims, 'take'>;
  tellMissing(path: Path, id: string): Promise<void>;
  clock: Clock;
  log: Log;
}

/** Of a run: the same within an hour, so that a retry is no second one. */
export function canaryId(now: Date, path: Path): string {
  return `${now.toISOString().slice(0, 13)}-${path}`;
}

/**
 * Twice a day a test event goes in on both ways; a quarter of an hour later it
 * must have come out. An alarm of CloudWatch counts arrivals as well, for the
 * day on which this function does not run.
 */
export function canaryHandler({ send, arrived, tellMissing, clock, log }: CanaryProps) {
  return async (event: { canary: 'send' | 'check' }): Promise<void> => {
    const now = clock();
    for (const path of PATHS) {
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

/** A test event came out. The line of this log is a metric, too. */
export function canaryArrived({ arrived, clock, log }: { arrived: Claims; clock: Clock; log: Log }) {
  return async (id: string): Promise<void> => {
    const path = PATHS.find(each => id.endsWith(`-${each}`));
    if (!path) return;
    log('canary-arrived', { ...metric(path, clock()), id });
    const claim = await arrived.take(`canary#${id}`);
    if (claim === 'mine') await arrived.done(`canary#${id}`);
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
function metric(path: Path, now: Date) {
  const CloudWatchMetrics = [{ Namespace: 'AuditedBastion', Dimensions: [['Stack', 'Path']], Metrics: [{ Name: 'CanaryArrived', Unit: 'Count' }] }];
  return { _aws: { Timestamp: now.getTime(), CloudWatchMetrics }, Stack: process.env.STACK_NAME ?? 'test', Path: path, CanaryArrived: 1 };
}
