import { StateMachine } from 'aws-local-stepfunctions';
import type { Job } from '../schedules/job';
import type { GuardStore } from './guard-store';
import { config, definitionOf, jobs, synthesize } from './synthesize';

// The library's own type of what goes in and out of a state is not exported.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

/** An error as Step Functions names it, with the cause that the service gave. */
export class TaskError extends Error {
  constructor(
    readonly name: string,
    cause: object | string = '',
  ) {
    super(typeof cause === 'string' ? cause : JSON.stringify(cause));
  }
}

export const TICK = '2026-03-01T04:15:00Z';
export const NOW = Date.parse(TICK);

/** The first job of the repository, with what the tests look at. */
export function jobWith(changes: Partial<Job> = {}): Job {
  return { ...jobs[0], lock: true, lockGroup: undefined, lockWaitMinutes: 0, timeLimitMinutes: 60, ...changes };
}

/**
 * The state machine of a job as it is deployed. What is caught in a JSONata
 * state goes on with its input there; the library leaves JSONata out, and does
 * the same where JSONPath says so.
 */
export function machineOf(job: Job): Json {
  const definition = definitionOf(synthesize([job]), `${config.name}-${job.name}`);
  for (const state of Object.values<Json>(definition.States)) {
    if (state.QueryLanguage !== 'JSONata') continue;
    for (const catcher of state.Catch ?? []) catcher.ResultPath = catcher.Output === INPUT ? '$.caught' : '$.error';
  }
  return definition;
}

const INPUT = '{% $states.input %}';

export interface RunOptions {
  definition: Json;
  store: GuardStore;
  execution?: string;
  tick?: string;
  now?: number;
  /** One answer of RunTask after the other; `ok` once they are used up. */
  tasks?: Array<Error | 'ok'>;
  /** How many tasks each look sees; none once they are used up. */
  looks?: Array<Error | number>;
  release?: () => Json;
  watch?: () => Json;
  /** Called at each wait for the lock. */
  onWait?: () => void;
}

/** Runs a state machine once, in place of AWS. */
export async function run(options: RunOptions) {
  const { definition, store, execution = 'run-1', tick = TICK, now = NOW } = options;
  const tasks = [...(options.tasks ?? [])];
  const looks = [...(options.looks ?? [])];
  const seen = { started: 0, looked: 0, watched: [] as Json[] };
  const put = (state: string) => (input: Json) => store.put(definition.States[state].Arguments, input, execution, now);
  const release = options.release ?? ((parameters: Json) => store.delete(parameters));
  const watch = (parameters: Json) => {
    seen.watched.push(parameters);
    return options.watch?.() ?? {};
  };
  const machine = new StateMachine(definition, { validationOptions: { noValidate: true } });
  const retried = Object.keys(definition.States).filter(name => definition.States[name].Retry);
  const { result } = machine.run(
    { job: 'input', scheduledTime: tick },
    {
      context: { Execution: { Id: execution }, StateMachine: { Id: 'machine' } },
      overrides: {
        taskResourceLocalHandlers: {
          RecordTick: put('RecordTick'),
          TakeLease: put('TakeLease'),
          LookForTasks: () => {
            seen.looked += 1;
            const answer = looks.shift() ?? 0;
            if (typeof answer !== 'number') throw answer;
            return { TaskArns: Array.from({ length: answer }, (_, index) => `task-${index}`) };
          },
          WatchRun: watch,
          WatchForNextRun: watch,
          RunJob: () => {
            seen.started += 1;
            const answer = tasks.shift() ?? 'ok';
            if (answer !== 'ok') throw answer;
            return {};
          },
          ReleaseAfterSuccess: release,
          ReleaseAfterFailure: release,
        },
        waitTimeOverrides: { WaitBeforeStart: 0, WaitForStop: 0, WaitForLook: 0, WaitForLock: 0 },
        retryIntervalOverrides: Object.fromEntries(retried.map(name => [name, 0])),
      },
    },
  );
  const outcome = await result.then(
    output => ({ output, error: null }),
    error => ({ output: null, error: error as Error }),
  );
  return { ...outcome, ...seen, leases: [...store.records.keys()].filter(id => id.startsWith('lease#')) };
}

/** A task that ECS accepted and that never came up. */
export const neverStarted = (reason = 'Timeout waiting for network interface provisioning to complete.') =>
  new TaskError('States.TaskFailed', { StopCode: 'TaskFailedToStart', StoppedReason: reason });

/** A program that ended with 1. */
export const exitedWithOne = () =>
  new TaskError('States.TaskFailed', { StopCode: 'EssentialContainerExited', Containers: [{ ExitCode: 1 }] });

/** A task that Spot took away. */
export const interrupted = () =>
  new TaskError('States.TaskFailed', { StopCode: 'SpotInterruption', StoppedReason: 'Your Spot Task was interrupted.' });
