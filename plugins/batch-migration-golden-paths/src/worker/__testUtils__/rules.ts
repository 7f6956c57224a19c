// eslint-disable-next-line @backstage/no-relative-monorepo-imports -- what is deployed is simulated
import {
  IN,
  IN_STEPS,
  neededTasks,
  OUT,
  OUT_STEPS,
  type QueueMinute,
  type ScalingSettings,
} from '../../../../../templates/sqs-worker/content/infra/scaling/rule';

/** What CloudWatch knows of one minute. */
export interface Minute extends QueueMinute {
  /** Average number of tasks that run. */
  running: number;
  /** Average utilization of their CPU, in percent; `null` where none runs. */
  cpu: number | null;
}

/** Says how many tasks are desired, once a minute. */
export interface ScalingRule {
  name: string;
  /** Whether a task that works is protected from scaling in. */
  protects: boolean;
  min: number;
  next(minutes: readonly Minute[], desired: number, now: number): number;
}

const clamp = (value: number, min: number, max: number) =>
  Math.min(Math.max(value, min), max);

/** The rule that a generated repository deploys, with AWS's step policies around it. */
export function backlogRule(settings: ScalingSettings): ScalingRule {
  const { min, max } = settings;
  let outUntil = -Infinity;
  let inUntil = -Infinity;
  let before = 0;
  const stepOf = (steps: typeof OUT_STEPS, value: number) =>
    steps.filter(({ from }) => value >= from).at(-1)?.change ?? 0;
  return {
    name: 'by backlog',
    protects: true,
    min,
    next(minutes, desired, now) {
      const last = minutes.at(-1)!;
      const missing = neededTasks(last, settings) - last.running;
      const isAsleep = last.visible >= 1 && last.inFlight === 0;
      const change = Math.max(stepOf(OUT_STEPS, missing), isAsleep ? 1 : 0);
      if (change > 0) {
        // Within a cooldown only what the last step did not add is added.
        if (now >= outUntil) before = desired;
        const wanted = clamp(before + change, min, max);
        if (wanted > desired) {
          outUntil = now + OUT.cooldownSeconds;
          return wanted;
        }
        return desired;
      }
      const quiet = minutes.slice(-IN.minutes);
      const spare = Math.min(
        ...quiet.map(minute => minute.running - neededTasks(minute, settings)),
      );
      if (quiet.length < IN.minutes || spare < 1 || now < inUntil) {
        return desired;
      }
      inUntil = now + IN.cooldownSeconds;
      return clamp(desired + stepOf(IN_STEPS, spare), min, max);
    },
  };
}

/** Target tracking of the CPU as ECS offers it: three minutes above, fifteen well below. */
export function cpuRule(bounds: { max: number; target: number }): ScalingRule {
  const { max, target } = bounds;
  const min = 1;
  const cooldown = 300;
  let until = -Infinity;
  return {
    name: `CPU at ${target} %`,
    protects: false,
    min,
    next(minutes, desired, now) {
      const above = minutes.slice(-3);
      const below = minutes.slice(-15);
      const { running, cpu } = minutes.at(-1)!;
      const wanted = clamp(
        Math.ceil((running * (cpu ?? 0)) / target),
        min,
        max,
      );
      const isAbove =
        above.length === 3 && above.every(each => (each.cpu ?? 0) > target);
      const isBelow =
        below.length === 15 &&
        below.every(each => (each.cpu ?? 0) < 0.9 * target);
      if (now < until) return desired;
      if ((isAbove && wanted > desired) || (isBelow && wanted < desired)) {
        until = now + cooldown;
        return wanted;
      }
      return desired;
    },
  };
}
