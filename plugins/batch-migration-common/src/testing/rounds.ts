/** How often a property is tried: `npm run test:full` tries twenty times as often. */
export function rounds(inEveryRun: number): number {
  return process.env.BATCH_MIGRATION_TEST_FULL ? inEveryRun * 20 : inEveryRun;
}

/** How many inputs a test makes: a sample in every run, all of them in `npm run test:full`. */
export function inputs(sample: number, all: number): number {
  return process.env.BATCH_MIGRATION_TEST_FULL ? all : sample;
}
