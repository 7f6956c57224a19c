/** The queue that a worker empties. */
export type WorkerQueue =
  | {
      /** Made by this stack, with a queue for dead letters beside it. */
      kind: 'new';
      /** The poller prolongs what it works on; else a message stays hidden for longer than the longest takes. */
      heartbeat: boolean;
      /** A message goes to the dead letters when it was received so often and never deleted. */
      maxReceives: number;
    }
  | {
      /** One that others own, in this stack's own account and region. */
      kind: 'existing';
      name: string;
      /** ARN of the KMS key that encrypts it, where it is not SQS's own. */
      keyArn?: string;
      /** Name of its queue for dead letters: for the alarm and for `npm run redrive`. */
      deadLetters?: string;
      heartbeat: boolean;
    }
  | { kind: 'none' };

/** One worker process of `workers.yaml`: one ECS service. */
export interface Worker {
  name: string;
  /** `STOPPED`: deployed with no task. The handover decides when it runs. */
  state: 'RUNNING' | 'STOPPED';
  /** `singleton`: never two tasks at one moment. Else how many, both inclusive. */
  tasks: 'singleton' | { min: number; max: number };
  /** Shell text for `/bin/sh -c`, or a program with its arguments. */
  command: string | string[];
  queue: WorkerQueue;
  /** Variable in which the command finds the address of its queue. */
  queueVariable: string;
  /** The longest that one message takes. */
  maxProcessingSeconds: number;
  /** What a message usually takes, until the rule has measured it. */
  typicalProcessingSeconds: number;
  /** How many messages a task works on at the same time. */
  messagesAtOnce: number;
  /** How long a message may wait before more tasks are started. */
  startWithinSeconds: number;
  /** A message that was cut off may be done again from its start. */
  repeatable: boolean;
  environment: Record<string, string>;
  /** Variable → ARN of a parameter or a secret. */
  secrets: Record<string, string>;
}

/** The command as ECS takes it: one argument each, so that nothing is split or expanded on the way. */
export function argv({ command }: Pick<Worker, 'command'>): string[] {
  return typeof command === 'string' ? ['/bin/sh', '-c', command] : command;
}
