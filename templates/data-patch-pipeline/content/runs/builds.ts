import type { Build } from '../runner/approval/build';

/** A build as CodeBuild answers it. */
export type BuildFacts = Build & { id: string; startTime?: Date; endTime?: Date };

/** The project of CodeBuild. */
export interface Builds {
  /**
   * Starts a build of a whole commit, and overrides nothing.
   *
   * @param token - with the same one within five minutes it is the same build
   * @returns its id
   * @throws AnotherRuns where one of the project has not ended
   */
  start(sha: string, token: string): Promise<string>;
  stop(id: string): Promise<void>;
  get(ids: string[]): Promise<BuildFacts[]>;
  /** Ids of the newest builds, the newest first; no more than `get` takes at once. */
  recent(): Promise<string[]>;
}

/** The project runs one build at a time. */
export class AnotherRuns extends Error {
  readonly name = 'AnotherRuns';
}

/** The part of a build's id that names its folder of evidence. */
export function folderOf(build: string): string {
  return build.split(':').pop()!;
}
