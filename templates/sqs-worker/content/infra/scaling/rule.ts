/**
 * How many tasks a worker needs, from what CloudWatch knows of its queue. The
 * same rule twice: as arithmetic, and as the metric math of the alarms.
 */

/** What the rule knows of a worker before it has measured anything. */
export interface ScalingSettings {
  min: number;
  max: number;
  typicalProcessingSeconds: number;
  maxProcessingSeconds: number;
  messagesAtOnce: number;
  startWithinSeconds: number;
}

/** One minute of a queue, as SQS tells CloudWatch. */
export interface QueueMinute {
  /** Average number of messages that wait. */
  visible: number;
  /** Average number of messages that are being worked on. */
  inFlight: number;
  /** Messages done in this minute. */
  deleted: number;
}

export const PERIOD_SECONDS = 60;

/** The stated processing time weighs as much as so many measured messages. */
export const STATED_WEIGHT = 5;

/** Of the time that a message may wait, the rest is for noticing and for starting tasks. */
export const WORKING_SHARE = 0.5;

/** Fast: one minute is enough. A further step within the cooldown adds only what the last one did not. */
export const OUT = { minutes: 1, cooldownSeconds: 180 };

/** Slow: for a quarter of an hour, every single minute. */
export const IN = { minutes: 15, cooldownSeconds: 300 };

/** From how many missing tasks on how many are added: at most what is missing, more than half of it. */
export const OUT_STEPS = [1, 2, 4, 8, 16, 32, 64, 128].map(missing => ({ from: missing, change: missing }));

/** From how many spare tasks on how many are taken away. */
export const IN_STEPS = [
  { from: 1, change: -1 },
  { from: 8, change: -2 },
  { from: 16, change: -4 },
  { from: 32, change: -8 },
];

/**
 * What one message takes, in seconds. In flight = rate × time (Little's law),
 * so that time is measured without a word of the poller.
 */
export function processingSeconds({ inFlight, deleted }: QueueMinute, settings: ScalingSettings): number {
  const measured =
    (inFlight * PERIOD_SECONDS + STATED_WEIGHT * settings.typicalProcessingSeconds) / (deleted + STATED_WEIGHT);
  // A message that fails again and again is in flight and never done.
  return Math.min(measured, settings.maxProcessingSeconds);
}

/** Tasks that are needed: those that are busy, and those that end the backlog in time. */
export function neededTasks(minute: QueueMinute, settings: ScalingSettings): number {
  const { messagesAtOnce, startWithinSeconds, min, max } = settings;
  const busy = minute.inFlight / messagesAtOnce;
  const backlog = minute.visible + minute.inFlight;
  const ending = (backlog * processingSeconds(minute, settings)) / (messagesAtOnce * startWithinSeconds * WORKING_SHARE);
  return Math.min(Math.max(Math.ceil(Math.max(busy, ending)), min), max);
}

/** One line of metric math: a name, and what stands for it. Later lines use earlier ones. */
export type MathLine = [id: string, expression: string];

/** `neededTasks` for CloudWatch, of the metrics `visible`, `inFlight` and `deleted`. */
export function neededTasksMath(settings: ScalingSettings): MathLine[] {
  const { messagesAtOnce, startWithinSeconds, min, max, typicalProcessingSeconds, maxProcessingSeconds } = settings;
  const stated = STATED_WEIGHT * typicalProcessingSeconds;
  // SQS says nothing of a queue that nobody has used for hours: that is zero.
  const [visible, inFlight, deleted] = ['visible', 'inFlight', 'deleted'].map(id => `FILL(${id}, 0)`);
  return [
    ['measured', `(${inFlight} * ${PERIOD_SECONDS} + ${stated}) / (${deleted} + ${STATED_WEIGHT})`],
    ['seconds', `IF(measured < ${maxProcessingSeconds}, measured, ${maxProcessingSeconds})`],
    ['ending', `(${visible} + ${inFlight}) * seconds / ${messagesAtOnce * startWithinSeconds * WORKING_SHARE}`],
    ['wanted', `CEIL(IF(ending > ${inFlight} / ${messagesAtOnce}, ending, ${inFlight} / ${messagesAtOnce}))`],
    ['needed', `IF(wanted < ${min}, ${min}, IF(wanted > ${max}, ${max}, wanted))`],
  ];
}

/** More are needed than run: start some. */
export function missingTasksMath(settings: ScalingSettings): MathLine[] {
  return [...neededTasksMath(settings), ['missing', 'needed - FILL(running, 0)']];
}

/** More run than are needed. Where nobody says how many run, none is spare. */
export function spareTasksMath(settings: ScalingSettings): MathLine[] {
  return [...neededTasksMath(settings), ['spare', 'running - needed']];
}

/**
 * Messages wait and nobody works on any: the way up from zero. It does not ask
 * how many tasks run, because a service without a task may say nothing at all.
 */
export function asleepMath(): MathLine[] {
  return [['asleep', 'IF(FILL(visible, 0) >= 1 AND FILL(inFlight, 0) == 0, 1, 0)']];
}
