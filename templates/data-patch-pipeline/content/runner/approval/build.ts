import type { Person } from './approval';

/** What CodeBuild answers about builds and projects: the fields that are compared. Shapes of its API. */
export interface EnvironmentVariable {
  name?: string;
  value?: string;
  type?: string;
}

export interface BuildEnvironment {
  type?: string;
  image?: string;
  computeType?: string;
  privilegedMode?: boolean;
  environmentVariables?: EnvironmentVariable[];
  certificate?: string;
  registryCredential?: object;
  imagePullCredentialsType?: string;
  fleet?: object;
  dockerServer?: object;
  hostKernel?: string;
}

export interface Source {
  type?: string;
  location?: string;
  buildspec?: string;
  insecureSsl?: boolean;
  gitSubmodulesConfig?: { fetchSubmodules?: boolean };
  sourceIdentifier?: string;
}

export interface ProjectSettings {
  source?: Source;
  secondarySources?: Source[];
  secondarySourceVersions?: Array<{ sourceIdentifier?: string; sourceVersion?: string }>;
  environment?: BuildEnvironment;
  serviceRole?: string;
  cache?: { type?: string; location?: string };
  vpcConfig?: { vpcId?: string; subnets?: string[]; securityGroupIds?: string[] };
  fileSystemLocations?: object[];
  encryptionKey?: string;
  timeoutInMinutes?: number;
  queuedTimeoutInMinutes?: number;
}

export interface Project extends ProjectSettings {
  concurrentBuildLimit?: number;
  logsConfig?: { cloudWatchLogs?: { status?: string; groupName?: string } };
}

export interface Build extends ProjectSettings {
  id?: string;
  arn?: string;
  projectName?: string;
  buildStatus?: string;
  buildComplete?: boolean;
  sourceVersion?: string;
  resolvedSourceVersion?: string;
  initiator?: string;
  debugSession?: { sessionEnabled?: boolean };
  buildBatchArn?: string;
}

/** The questions that only CodeBuild can answer truthfully. */
export interface BuildApi {
  build(id: string): Promise<Build | undefined>;
  project(name: string): Promise<Project | undefined>;
  /** Ids of the builds of a project that have not ended. */
  running(project: string): Promise<string[]>;
}

/** What the stack wrote beside the runner when it was deployed: no build can be told to lie about it. */
export interface Pins {
  /** ARN of the project. */
  projectArn: string;
  project: string;
  /** `owner/name`. */
  repository: string;
  sourceLocation: string;
  /** The buildspec that the stack put into the project, as text. */
  buildspec: string;
  image: string;
  /** Kind and size of the container, and who pulls its image. */
  environment: { type: string; computeType: string; imagePullCredentialsType: string };
  network: { vpcId: string; subnets: string[]; securityGroupIds: string[] };
  timeoutMinutes: number;
  /** How long a build may wait for another one. */
  queuedMinutes: number;
  /** ARN of the key. */
  encryptionKey: string;
  logGroup: string;
  serviceRole: string;
  /** Initiators that CodeBuild may name: the role and session name of the function that starts builds. */
  initiators: string[];
  /** Every variable of the project, so that an added one is seen too. */
  environmentVariables: Array<Required<EnvironmentVariable>>;
  /** Engines whose dry run needs no approval. Code of a branch is code of a branch: empty unless somebody decided. */
  dryRunWithoutApproval: string[];
  /** `people` of approvers.yaml: without them, somebody's second account is another person. */
  people: Person[];
  /** Table of requests, which the build only reads. */
  table: string;
  /** Bucket with Object Lock, into which the build only puts. */
  bucket: string;
}

/** What the build's own environment says. Anybody who may start a build may write all of it. */
export interface Said {
  CODEBUILD_BUILD_ID?: string;
  CODEBUILD_BUILD_ARN?: string;
  CODEBUILD_RESOLVED_SOURCE_VERSION?: string;
  CODEBUILD_SOURCE_REPO_URL?: string;
  CODEBUILD_INITIATOR?: string;
}
