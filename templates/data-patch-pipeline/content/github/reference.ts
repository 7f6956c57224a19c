/** What somebody asks to run: a branch, or a pull request. */
export type Reference = { branch: string } | { pull: number };

export interface Head {
  /** The whole commit. */
  sha: string;
  /** `refs/heads/fix` or `refs/pull/12/head`: what is asked again before the run, and in the build. */
  ref: string;
  /** The branch that was pushed to. */
  branch: string;
}

/** What somebody asked for cannot be run. The message is for them. */
export class WrongReference extends Error {
  readonly name = 'WrongReference';
}
