import type { IsSame, Orders } from './approval/approval';
import type { BuildApi, Pins } from './approval/build';
import type { Exec } from './engines/exec';
import type { EvidenceStore } from './evidence/evidence';
import type { QueueProbe } from './jobs/wait';
import type { Database } from './patch/patch';
import type { Connect } from './sql/session';

/** Everything outside of the runner. Tests hand over their own. */
export interface Doors {
  builds: BuildApi;
  orders: Orders;
  evidence: EvidenceStore;
  git: Git;
  isSame: IsSame;
  exec: Exec;
  /** @throws if the project has no variable with its address */
  connect(database: Database): Connect;
  probe(queue: string): Promise<QueueProbe>;
  clock: () => Date;
  sleep(ms: number): Promise<void>;
  print(line: string): void;
  /** The build is being stopped. */
  stop: AbortSignal;
}

export interface Git {
  /** The commit of the files; undefined if any of them, or of the patch's folder, was changed. */
  checkedOut(patch: string): Promise<string | undefined>;
  /** Where a branch stands on the server now; undefined if it is gone or cannot be asked. */
  head(branch: string): Promise<string | undefined>;
}

export interface Place {
  /** Root of the application's checkout. */
  root: string;
  /** Folder of the runner's bundle. */
  runner: string;
  pins: Pins;
  /** The build's own environment: hostile until CodeBuild confirms it. */
  environment: NodeJS.ProcessEnv;
}
