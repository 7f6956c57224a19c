/** Why the check inside of the build lets nothing run. Names are stable: evidence, alarms and tests use them. */
export const REFUSALS = {
  'no-order': 'nobody who may start builds started this one',
  'order-of-another-build': 'the order names another build',
  'build-unknown': 'CodeBuild does not know this build',
  'build-not-running': 'CodeBuild does not say that this build is running now',
  'another-build-running': 'another build of the project runs, so this one cannot tell which of them it is',
  'environment-disagrees': 'a variable of the build says another thing than CodeBuild itself',
  'not-our-project': 'the build is of another project, account or region than the stack made',
  'started-by-somebody-else': 'the build was not started by the stack, so nobody checked who asked',
  'buildspec-changed': 'the build did not run the buildspec of the default branch',
  'project-changed': 'the project is not as the stack made it',
  'environment-overridden': 'variables of the environment were overridden',
  'image-overridden': 'the image, or what it runs in, was overridden',
  'privileged': 'the build has privileges that the stack did not give it',
  'role-overridden': 'the service role was overridden',
  'source-overridden': 'the source was overridden',
  'network-overridden': 'the build is not in the network of the project',
  'cache-overridden': 'the cache is not the one of the project',
  'key-overridden': 'the key of the build is not the one of the stack',
  'time-limit-overridden': 'the build may take longer or shorter than the stack says',
  'debug-session': 'somebody may open a shell in this build',
  'not-a-commit': 'the build was asked for a branch or a short id, not for a commit',
  'another-commit': 'the build has another commit than the one that was approved',
  'working-tree-changed': 'the files are not those of the approved commit',
  'branch-moved': 'the branch has commits that nobody approved',
  'branch-unknown': 'nobody could say where the branch stands now',
  'another-subject': 'what is to run is not what was approved',
  'not-approved': 'there is no approval',
  'voided': 'the approval was refused, withdrawn, closed or replaced',
  'expired': 'the approval is too old',
  'used': 'the approval was used by another run: ask again',
  'self-approval': 'who approved is the author, who asked or who runs it',
  'approver-unknown': 'the approval does not say who gave it',
} as const;
export type RefusalName = keyof typeof REFUSALS;

export interface Refusal {
  name: RefusalName;
  message: string;
}

export function refusal(name: RefusalName, detail?: string): Refusal {
  return { name, message: detail ? `${REFUSALS[name]}: ${detail}` : REFUSALS[name] };
}

/** The check said no. Nothing of the branch has run. */
export class Refused extends Error {
  readonly name = 'Refused';

  constructor(readonly refusals: Refusal[]) {
    super(`Refused:\n${refusals.map(({ name, message }) => `  ${name}: ${message}`).join('\n')}`);
  }
}
