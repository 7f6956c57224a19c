/** CPU time below this, in milliseconds, says nothing about growth. */
const NOISE_MS = 10;

/** So much longer is the second input. */
const TIMES = 4;

/**
 * How many times the CPU time work takes on an input four times as long: 4 is
 * linear, 16 quadratic. It is a ratio of the same process, so that neither the
 * machine nor its load decides whether a test passes.
 */
export function growth(work: (size: number) => unknown, size: number): number {
  // What is compiled and allocated at first is no part of it.
  work(size);
  return (
    (least(() => work(size * TIMES)) + NOISE_MS) /
    (least(() => work(size)) + NOISE_MS)
  );
}

/** Less than this is not quadratic, with room for the garbage collector. */
export const NOT_QUADRATIC = 9;

function least(work: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}
