import { SECONDS, type Load } from './loads';
import type { Minute, ScalingRule } from './rules';

/** From the decision to a task that receives its first message. */
const START_SECONDS = 75;
/** What CloudWatch tells is so old. */
const DELAY_MINUTES = 1;

export interface Worker {
  /** One message takes so long. */
  seconds: number;
  /** Utilization of a task that works, in percent. */
  cpuBusy: number;
}

export interface Outcome {
  messages: number;
  /** Share of the messages that waited for no longer than they may. */
  inTime: number;
  /** The longest that a message waited, in seconds. */
  longestWait: number;
  /** What is paid for. */
  taskHours: number;
  /** Messages that were cut off because their task was taken away. */
  cutOff: number;
  /** Messages that nobody had begun at the end. */
  left: number;
}

interface Task {
  readyAt: number;
  /** Arrival of the message that it works on; `null` is idle. */
  message: number | null;
  until: number;
}

/** Six hours of a worker under a load, second by second, without chance. */
export function simulate(
  load: Load,
  rule: ScalingRule,
  worker: Worker,
  mayWaitSeconds: number,
): Outcome {
  const waiting: number[] = [];
  const waits: number[] = [];
  const minutes: Minute[] = [];
  let tasks: Task[] = startTasks(rule.min, 0);
  let desired = rule.min;
  let arrived = 0;
  let owed = 0;
  let cutOff = 0;
  let taskSeconds = 0;
  let sums = { visible: 0, inFlight: 0, deleted: 0, running: 0 };

  for (let now = 0; now < SECONDS; now += 1) {
    owed += load.rate(now);
    for (; owed >= 1; owed -= 1, arrived += 1) waiting.push(now);

    for (const task of tasks) {
      if (task.message !== null && task.until <= now) {
        task.message = null;
        sums.deleted += 1;
      }
      if (task.readyAt <= now && task.message === null && waiting.length > 0) {
        task.message = waiting.shift()!;
        task.until = now + worker.seconds;
        waits.push(now - task.message);
      }
    }
    const stopped = stopTasks(tasks, desired, rule.protects);
    tasks = stopped.left;
    // What was cut off is at the head of the queue again.
    waiting.unshift(...stopped.messages);
    cutOff += stopped.messages.length;

    const ready = tasks.filter(({ readyAt }) => readyAt <= now);
    const busy = ready.filter(({ message }) => message !== null).length;
    taskSeconds += tasks.length;
    sums = {
      visible: sums.visible + waiting.length,
      inFlight: sums.inFlight + busy,
      deleted: sums.deleted,
      running: sums.running + ready.length,
    };
    if (now % 60 !== 59) continue;
    minutes.push({
      visible: sums.visible / 60,
      inFlight: sums.inFlight / 60,
      deleted: sums.deleted,
      running: sums.running / 60,
      cpu:
        sums.running === 0
          ? null
          : (sums.inFlight / sums.running) * worker.cpuBusy,
    });
    sums = { visible: 0, inFlight: 0, deleted: 0, running: 0 };
    const known = minutes.slice(0, minutes.length - DELAY_MINUTES);
    if (known.length === 0) continue;
    desired = rule.next(known, desired, now);
    if (desired > tasks.length) {
      tasks.push(...startTasks(desired - tasks.length, now + START_SECONDS));
    }
  }
  return {
    messages: arrived,
    inTime:
      waits.filter(wait => wait <= mayWaitSeconds).length /
      Math.max(waits.length + waiting.length, 1),
    longestWait: Math.max(0, ...waits, ...waiting.map(at => SECONDS - at)),
    taskHours: taskSeconds / 3600,
    cutOff,
    left: waiting.length,
  };
}

function startTasks(count: number, readyAt: number): Task[] {
  return Array.from({ length: count }, () => ({
    readyAt,
    message: null,
    until: 0,
  }));
}

/** Takes away tasks beyond those desired: only idle ones where work protects, else any. */
function stopTasks(tasks: Task[], desired: number, protects: boolean) {
  const left = [...tasks];
  const messages: number[] = [];
  let number = 0;
  for (
    let tries = left.length;
    tries > 0 && left.length > desired;
    tries -= 1
  ) {
    // Which one nobody can know: always the same one, and none in particular.
    number += 7;
    const index = protects
      ? left.findIndex(({ message }) => message === null)
      : number % left.length;
    if (index < 0) break;
    const [{ message }] = left.splice(index, 1);
    if (message !== null) messages.push(message);
  }
  return { left, messages };
}
