/** Whether a job fits Fargate, rule by rule. What is unknown is never said to fit. */
import type { JsonFit } from '../api/contract';
import type { Wrappers } from './wrappers';

/** ECS kills a container at most this long after it asked it to stop. */
export const STOP_LIMIT_SECONDS = 120;
/** The largest task, of 16 vCPU. */
export const MAX_MEMORY_MIB = 122_880;
/** Image pull and network interface included; an experience, not a promise of AWS. */
export const START_LATENCY_SECONDS = 120;

export interface FargateJob {
  kind: 'scheduled' | 'resident';
  wrappers: Wrappers | null;
  longestMessageSeconds: number | null;
  /** A run may be cut off at any time and begun again. */
  restartable: boolean | null;
  memoryMib: number | null;
  /** Between two starts; `null` is unknown. */
  intervalSeconds: number | null;
  tolerableStartDelaySeconds: number | null;
}

export interface FargateFit extends JsonFit {
  verdict: 'fits' | 'does-not-fit' | 'unknown';
  /** What the verdict rests on. */
  fact: string;
  /** What would make it fit; `null` where it does. */
  remedy: string | null;
}

function ruled(
  rule: string,
  fits: boolean | null,
  fact: string,
  remedy: string,
): FargateFit {
  let verdict: FargateFit['verdict'] = 'unknown';
  if (fits !== null) verdict = fits ? 'fits' : 'does-not-fit';
  return {
    rule,
    fits: fits === true,
    verdict,
    fact,
    remedy: fits === true ? null : remedy,
    message: fits === true ? fact : `${fact} ${remedy}`,
  };
}

/** A number below 0, or none at all, is no fact. */
function within(
  value: number | null,
  test: (known: number) => boolean,
): boolean | null {
  return value !== null && Number.isFinite(value) && value >= 0
    ? test(value)
    : null;
}

const known = (value: number | null, unit: string) =>
  within(value, () => true) ? `${value} ${unit}` : `unknown`;

const LOCAL_PATH = /(?:^|[\s=>"'])(\/(?!dev\/null\b)[^\s"';|&]+)/;

function localRules(wrappers: Wrappers | null): FargateFit[] {
  const path =
    wrappers &&
    (wrappers.directory ??
      wrappers.runParts ??
      LOCAL_PATH.exec(
        [wrappers.stdout, wrappers.stderr, wrappers.core].join(' '),
      )?.[1] ??
      null);
  const lock = wrappers?.lock?.path ?? null;
  let pathFact = 'The command is unknown.';
  if (wrappers) pathFact = 'No path is named; a program may still use some.';
  if (path) pathFact = `It names the local path \`${path}\`.`;
  let lockFact = 'The command is unknown.';
  if (wrappers) lockFact = 'No lock file is around the command.';
  if (lock !== null) lockFact = `It locks \`${lock}\`, on its host only.`;
  return [
    ruled(
      'local-lock',
      wrappers && lock === null,
      lockFact,
      'Tasks share no disk: use the lease of the guard instead of a lock file.',
    ),
    ruled(
      'local-paths',
      path ? false : null,
      pathFact,
      'Put what it reads into the image or S3, and write to S3 or the log; then attest it.',
    ),
  ];
}

/** The verdict of each rule that applies to the job. */
export function fitFargate(job: FargateJob): FargateFit[] {
  const rules: FargateFit[] = [];
  if (job.kind === 'resident') {
    rules.push(
      ruled(
        'stop-limit',
        within(job.longestMessageSeconds, s => s < STOP_LIMIT_SECONDS),
        `Longest message: ${known(
          job.longestMessageSeconds,
          's',
        )}; ECS kills a task ${STOP_LIMIT_SECONDS} s after it asked it to stop.`,
        'Measure it; split longer messages, or let a message return to the queue and be safe to repeat.',
      ),
    );
  } else {
    const interval = job.intervalSeconds;
    rules.push(
      ruled(
        'interval',
        job.wrappers && job.wrappers.offsetSeconds > 0
          ? false
          : within(interval, s => s >= 60),
        job.wrappers && job.wrappers.offsetSeconds > 0
          ? `It sleeps ${job.wrappers.offsetSeconds} s to start between two minutes.`
          : `Interval: ${known(
              interval,
              's',
            )}; Scheduler starts on whole minutes.`,
        'Make it a resident worker, or loop inside one run.',
      ),
      ruled(
        'start-latency',
        within(job.tolerableStartDelaySeconds, s => s >= START_LATENCY_SECONDS),
        `Bearable delay: ${known(
          job.tolerableStartDelaySeconds,
          's',
        )}; a task can take ${START_LATENCY_SECONDS} s to start.`,
        'Attest that a late start is harmless, or keep a worker running.',
      ),
    );
  }
  let interruption = 'Nobody knows whether a run may be cut off.';
  if (job.restartable !== null) {
    interruption = `A run may ${
      job.restartable ? '' : 'not '
    }be cut off and begun again.`;
  }
  rules.push(
    ruled(
      'interruption',
      job.restartable,
      `${interruption} Task retirement stops tasks, and so does Spot.`,
      'Make it safe to repeat, or save its progress; never use Spot before that.',
    ),
    ruled(
      'memory',
      within(job.memoryMib, mib => mib > 0 && mib <= MAX_MEMORY_MIB),
      `Memory: ${known(
        job.memoryMib,
        'MiB',
      )}; Fargate has at most ${MAX_MEMORY_MIB} MiB.`,
      'Measure its peak; split the work if it is more.',
    ),
    ...localRules(job.wrappers),
  );
  return rules;
}
