/**
 * The command `golden-path`, for repositories without a portal at hand.
 *
 * @packageDocumentation
 */
import { toError } from '@backstage/errors';
import { upgrade, UPGRADE_HELP, UsageError } from './upgrade';

const HELP = `Usage: golden-path <command>

  upgrade   bring the newest version of its golden path to this repository

golden-path upgrade --help tells more.
`;

/** Where a command is run, and where its words go. */
export interface CommandSurroundings {
  cwd: string;
  print(text: string): void;
  printError(text: string): void;
}

/**
 * Runs the command.
 *
 * @param args - without the names of Node and of the command
 * @returns the exit code: 0, 1 (refused), 2 (called wrongly) or 3 (to settle)
 */
export async function main(
  args: string[],
  surroundings: CommandSurroundings = {
    cwd: process.cwd(),
    print: text => process.stdout.write(`${text}\n`),
    printError: text => process.stderr.write(`${text}\n`),
  },
): Promise<number> {
  const { print, printError } = surroundings;
  const [command, ...rest] = args;
  if (command === '--help' || command === '-h') {
    print(HELP);
    return 0;
  }
  try {
    if (command === 'upgrade') return await upgrade(rest, surroundings);
    throw new UsageError(
      command ? `There is no command ${command}` : 'A command is missing',
    );
  } catch (error) {
    if (error instanceof UsageError) {
      printError(
        `${error.message}\n\n${command === 'upgrade' ? UPGRADE_HELP : HELP}`,
      );
      return 2;
    }
    printError(toError(error).message);
    return 1;
  }
}
