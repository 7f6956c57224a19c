/** Whether a job fits Fargate, rule by rule. What is unknown is never said to fit. */
import type { JsonFit } from '../api/contract';
import {
  MAX_MEMORY_MIB,
  smallestFargateSize,
  type FargateSize,
} from './fargateSizes';
import type { Wrappers } from './wrappers';

/** Codes of the rules, in the order in which they are told. */
export const FARGATE_RULES = [
  'stop-limit',
  'interval',
  'start-latency',
  'interruption',
  'memory',
  'disk',
  'local-lock',
  'local-paths',
] as const;
export type FargateRule = (typeof FARGATE_RULES)[number];

/** ECS kills a container at most this long after it asked it to stop. */
export const STOP_LIMIT_SECONDS = 120;
/** Ephemeral storage that every task has; a task definition may not state so little. */
export const DEFAULT_DISK_GIB = 20;
export const MAX_DISK_GIB = 200;
/** Image pull and network interface included; an experience, not a promise of AWS. */
export const START_LATENCY_SECONDS = 120;

export interface FargateJob {
  kind: 'scheduled' | 'resident';
  wrappers: Wrappers | null;
  longestMessageSeconds: number | null;
  /** A run may be cut off at any time and begun again. */
  restartable: boolean | null;
  /** What an interruption costs at most, for a job that may be begun again. */
  longestRunSeconds?: number | null;
  /** Peak of the whole job. */
  memoryMib: number | null;
  /** 1,024 are one vCPU. */
  cpuUnits?: number | null;
  /** Local disk that a run fills at most. Without it nothing is said of disk. */
  diskGib?: number | null;
  /** Between two starts; `null` is unknown. */
  intervalSeconds: number | null;
  tolerableStartDelaySeconds: number | null;
}

export interface FargateFit extends JsonFit {
  rule: FargateRule;
}

function ruled(
  rule: FargateRule,
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

/** The path of what the command starts: that comes into the image with it. */
const OWN_PROGRAM = /^\s*(\/[^\s"';|&]+)/;

function localRules(wrappers: Wrappers | null): FargateFit[] {
  const program = OWN_PROGRAM.exec(wrappers?.core ?? '')?.[1] ?? null;
  const path =
    wrappers &&
    (wrappers.directory ??
      wrappers.runParts ??
      LOCAL_PATH.exec(
        [
          wrappers.stdout,
          wrappers.stderr,
          wrappers.core.replace(OWN_PROGRAM, ''),
        ].join(' '),
      )?.[1] ??
      null);
  const lock = wrappers?.lock?.path ?? null;
  let pathFact = 'The command is unknown.';
  if (wrappers) pathFact = 'No path is named; a program may still use some.';
  if (program) {
    pathFact = `\`${program}\` goes into the image; no other path is named, but it may use some.`;
  }
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

const sizeInWords = ({ cpuUnits, memoryMib }: FargateSize) =>
  `${cpuUnits / 1024} vCPU and ${memoryMib} MiB`;

/** The smallest task for what is known of a job; `null` where its memory is not known, or is too much. */
export function fargateSizeOf({
  memoryMib,
  cpuUnits = null,
}: Pick<FargateJob, 'memoryMib' | 'cpuUnits'>): FargateSize | null {
  if (within(memoryMib, mib => mib > 0) !== true) return null;
  const cpu = within(cpuUnits, () => true) ? cpuUnits ?? 0 : 0;
  return smallestFargateSize(memoryMib ?? 0, cpu);
}

function memoryRule(job: FargateJob): FargateFit {
  const size = fargateSizeOf(job);
  const fits = within(job.memoryMib, mib => mib > 0);
  const limit = size
    ? `the smallest task that holds it has ${sizeInWords(size)}`
    : `Fargate has at most ${MAX_MEMORY_MIB} MiB and 16 vCPU`;
  return ruled(
    'memory',
    // Nothing runs in no memory: 0 was not measured.
    fits === false ? null : fits && size !== null,
    `Memory: ${known(job.memoryMib, 'MiB')}; ${limit}.`,
    'Measure its peak; split the work if it is more.',
  );
}

function diskRules({ diskGib }: FargateJob): FargateFit[] {
  if (diskGib === undefined || diskGib === null) return [];
  const gib = Math.max(Math.ceil(diskGib), DEFAULT_DISK_GIB + 1);
  let limit = `a task has at most ${MAX_DISK_GIB} GiB`;
  if (diskGib <= DEFAULT_DISK_GIB) {
    limit = `every task has ${DEFAULT_DISK_GIB} GiB`;
  } else if (diskGib <= MAX_DISK_GIB) {
    limit = `state an ephemeral storage of ${gib} GiB`;
  }
  return [
    ruled(
      'disk',
      within(diskGib, filled => filled <= MAX_DISK_GIB),
      `Disk: ${known(diskGib, 'GiB')}; ${limit}.`,
      'Stream the data to S3, work on it in parts, or mount a file system.',
    ),
  ];
}

function interruptionRule(job: FargateJob): FargateFit {
  let fact = 'Nobody knows whether a run may be cut off.';
  if (job.restartable === false) {
    fact = 'A run may not be cut off and begun again.';
  }
  if (job.restartable === true) {
    fact = 'A run may be cut off and begun again.';
    if (within(job.longestRunSeconds ?? null, () => true)) {
      fact += ` That costs at most ${job.longestRunSeconds} s of work.`;
    }
  }
  return ruled(
    'interruption',
    job.restartable,
    `${fact} Task retirement stops tasks, and so does Spot, which never falls back to on-demand.`,
    'Make it safe to repeat, or save its progress; never use Spot before that.',
  );
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
  rules.push(
    interruptionRule(job),
    memoryRule(job),
    ...diskRules(job),
    ...localRules(job.wrappers),
  );
  return rules;
}
