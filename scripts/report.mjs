/** A problem that a person can mend: its message is printed as one line, without a stack. */
export class SetupProblem extends Error {}

export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Runs a script's main function; a `SetupProblem` ends it with one line and exit code 1. */
export async function run(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
