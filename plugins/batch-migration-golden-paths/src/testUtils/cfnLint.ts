import { spawnSync } from 'node:child_process';

/** W3005: the CDK makes whatever has a role depend on it twice. */
const ACCEPTED = ['W3005'];

/**
 * The arguments with which cfn-lint judges a template; `null` where it is not
 * installed, which is said.
 *
 * @param what - for the note: "the stack of a bastion"
 */
export function cfnLint(what: string): ((path: string) => string[]) | null {
  if (!spawnSync('cfn-lint', ['--version']).error) {
    return path => ['--ignore-checks', ...ACCEPTED, '--', path];
  }
  process.stderr.write(
    `NOT RUN: cfn-lint on ${what}, because it is not installed\n`,
  );
  return null;
}
