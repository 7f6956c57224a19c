export interface QueueProbe {
  /** As patch.yaml names it. */
  name: string;
  /** Jobs that wait or are being worked on. */
  depth(): Promise<number>;
}

export interface Waiting {
  probes: QueueProbe[];
  timeLimitMs: number;
  clock: () => Date;
  sleep: (ms: number) => Promise<void>;
  log: (line: string) => void;
  isStopped: () => boolean;
}

export interface JobsResult {
  empty: boolean;
  /** What was left in each queue at the end. */
  left: Record<string, number>;
  waitedSeconds: number;
}

const BETWEEN_MS = 5_000;
/** Counts of SQS lag behind, and a worker that took a job may put another: once empty is not yet empty. */
const TIMES_EMPTY = 3;

/** Waits until the queues stay empty. They count everybody's jobs, not the patch's alone. */
export async function waitForJobs({ probes, timeLimitMs, clock, sleep, log, isStopped }: Waiting): Promise<JobsResult> {
  const start = clock().getTime();
  let timesEmpty = 0;
  for (;;) {
    const left: Record<string, number> = {};
    for (const probe of probes) left[probe.name] = await probe.depth();
    timesEmpty = Object.values(left).every(depth => depth === 0) ? timesEmpty + 1 : 0;
    const waitedMs = clock().getTime() - start;
    log(`jobs: ${Object.entries(left).map(([name, depth]) => `${name} ${depth}`).join(', ')}`);
    const empty = timesEmpty >= TIMES_EMPTY;
    if (empty || waitedMs + BETWEEN_MS > timeLimitMs || isStopped()) return { empty, left, waitedSeconds: Math.round(waitedMs / 1000) };
    await sleep(BETWEEN_MS);
  }
}
