import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import schema from '../patch.schema.json';
import { SECRET_ARN } from './limits';
import { checkPeopleConfig, type PeopleConfig } from './people-config';
import { checkPlaceConfig, configError, type PlaceConfig } from './platform-config';

/** Where patches come from: the repository of the application, on GitHub. */
export interface RepositoryConfig {
  /** `owner/name`. */
  name: string;
  defaultBranch: string;
  /** A connection of CodeConnections: with it CodeBuild clones. */
  connectionArn: string;
  /**
   * A secret of Secrets Manager in this account and region. It holds a token that may read contents, pull
   * requests and metadata of the repository: with it the functions ask where a branch stands and who wrote it.
   */
  tokenArn: string;
}

export const COMPUTE_TYPES = ['BUILD_GENERAL1_SMALL', 'BUILD_GENERAL1_MEDIUM', 'BUILD_GENERAL1_LARGE', 'BUILD_GENERAL1_XLARGE', 'BUILD_GENERAL1_2XLARGE'] as const;
export const ARCHITECTURES = ['x86_64', 'arm64'] as const;

export interface BuildConfig {
  /** `aws/codebuild/…` of CodeBuild itself, or registry/repository with a tag or a digest. No `latest`. */
  image: string;
  computeType: (typeof COMPUTE_TYPES)[number];
  architecture: (typeof ARCHITECTURES)[number];
  /** A build that is not done by then is stopped. */
  timeoutMinutes: number;
}

/** Users of the database, as its audit log names them. */
export interface AuditUsers {
  /** Of the application itself: what they write is no finding. */
  application: string[];
  /** Of patches: what they write must fall into an approved build. */
  patches: string[];
  /** Of the consoles of a bastion: what they write must fall into an approved session. */
  sessions: string[];
}

/** What a patch has: the same as the workers of the application have. */
export interface PatchesConfig {
  repository: RepositoryConfig;
  build: BuildConfig;
  /** Settings of the application. */
  environment: Record<string, string>;
  /**
   * Variable → ARN in Parameter Store or Secrets Manager. `DATABASE_URL` must be among them; with `REDIS_URL`
   * a patch can wait for queues of Sidekiq.
   */
  secrets: Record<string, string>;
  /** ARNs of queues of SQS that a patch may enqueue into and wait for. */
  queues: string[];
  /** Buckets that a patch may read and write. */
  buckets: string[];
  /** ARNs of keys of KMS with which these queues, buckets and secrets are encrypted, where the key is not AWS's own. */
  keys: string[];
  /** The group that the database already lets in; `null` makes one, which the database must then let in. */
  securityGroupId: string | null;
  /** Engines whose dry run needs no approval. It runs code of a branch with production's password: see docs/patches.md. */
  dryRunWithoutApproval: string[];
  /** Log group of the database's audit log; `null`: the reconciliation looks at builds only. */
  auditLogGroup: string | null;
  /** Who is who in that log; everybody else's writes are unapproved. */
  auditUsers: AuditUsers;
  /** Table of requests of an `audited-bastion` in this account, whose approved sessions may write; `null` for none. */
  bastionTable: string | null;
  /** Name of the portal's role, which may ask for the people it has signed in; `null` for none. */
  portalRole: string | null;
  /** Roles whose changes of this stack are no finding, such as the one that deploys it. */
  deploymentRoles: string[];
}

/** Where the stack goes: `infra/config.json`. How long an approval is good stands in `approvers.yaml`. */
export interface Config extends PlaceConfig, PeopleConfig {
  patches: PatchesConfig;
}

/** @throws Error that names the field which AWS would refuse */
export function readConfig(path = join(__dirname, 'config.json')): Config {
  return checkConfig(JSON.parse(readFileSync(path, 'utf8')));
}

export function checkConfig(config: Config): Config {
  checkPlaceConfig(config);
  checkPeopleConfig(config);
  checkRepository(config);
  checkBuild(config.patches.build);
  checkVariables(config.patches);
  checkReached(config.patches);
  return config;
}

const CONNECTION = /^arn:aws[a-z-]*:(?:codeconnections|codestar-connections):[a-z0-9-]+:\d{12}:connection\/[0-9a-f-]{36}$/;

function checkRepository({ account, region, patches }: Config): void {
  const { name, defaultBranch, connectionArn, tokenArn } = patches.repository;
  if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/.test(name)) throw configError('patches.repository.name', 'owner/name of a repository on GitHub', name);
  if (!/^[A-Za-z0-9_][A-Za-z0-9_./-]{0,99}$/.test(defaultBranch) || defaultBranch.includes('..')) throw configError('patches.repository.defaultBranch', 'the name of a branch', defaultBranch);
  if (!CONNECTION.test(connectionArn)) throw configError('patches.repository.connectionArn', 'the ARN of a connection of CodeConnections', connectionArn);
  // The value is not repeated: it may be the token.
  if (!SECRET_ARN.test(tokenArn) || !tokenArn.includes(`:secretsmanager:${region}:${account}:`)) {
    throw new Error(`infra/config.json: patches.repository.tokenArn must be the ARN of a secret in Secrets Manager, in account ${account} and region ${region}`);
  }
}

/** As CodeBuild takes them, and so that a reader knows what runs. */
const IMAGE = /^(?:aws\/codebuild\/[\w.-]+|[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?\/[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)(?::(?!latest$)\w[\w.-]{0,127}|@sha256:[0-9a-f]{64})$/;

function checkBuild({ image, computeType, architecture, timeoutMinutes }: BuildConfig): void {
  if (!IMAGE.test(image)) throw configError('patches.build.image', 'aws/codebuild/… or registry/repository, with a digest or a tag other than latest', image);
  if (!COMPUTE_TYPES.includes(computeType)) throw configError('patches.build.computeType', COMPUTE_TYPES.join(' or '), computeType);
  if (!ARCHITECTURES.includes(architecture)) throw configError('patches.build.architecture', ARCHITECTURES.join(' or '), architecture);
  if (!Number.isInteger(timeoutMinutes) || timeoutMinutes < 5 || timeoutMinutes > 480) {
    throw configError('patches.build.timeoutMinutes', 'a whole number from 5 to 480', timeoutMinutes);
  }
}

/** Variables that the runner, CodeBuild or the loader of a program reads: setting them would change what runs. */
const OWN = /^(?:PATH|ENV|HOME|SHELL|BASH_ENV|LD_\w+|NODE_OPTIONS|NODE_PATH|RUBYOPT|RUBYLIB|PYTHONPATH|CODEBUILD_\w+|PATCH_\w+|AWS_\w+)$/;

function checkVariables({ environment, secrets }: PatchesConfig): void {
  for (const [name, arn] of Object.entries(secrets)) {
    // The value is not repeated: it may be the secret.
    if (!SECRET_ARN.test(arn)) throw new Error(`infra/config.json: patches.secrets.${name} must be the ARN of a parameter or a secret`);
  }
  const names = [...Object.keys(environment), ...Object.keys(secrets)];
  for (const name of names) {
    if (OWN.test(name) || !/^[A-Za-z_]\w*$/.test(name)) throw configError(`patches.environment.${name}`, 'a variable that decides nothing about the runner', name);
  }
  if (new Set(names).size < names.length) throw configError('patches.environment and patches.secrets', 'each variable once', names);
  if (!Object.hasOwn(secrets, 'DATABASE_URL')) throw configError('patches.secrets', 'a map with DATABASE_URL', Object.keys(secrets));
}

function checkReached(patches: PatchesConfig): void {
  const { queues, buckets, keys, securityGroupId, dryRunWithoutApproval, auditLogGroup, auditUsers, bastionTable, portalRole, deploymentRoles } = patches;
  const each = (field: string, values: string[], pattern: RegExp, rule: string) => {
    for (const value of values) if (!pattern.test(value)) throw configError(`patches.${field}`, rule, value);
  };
  const given = (value: string | null) => (value === null ? [] : [value]);
  each('queues', queues, /^arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[\w-]{1,80}(?:\.fifo)?$/, 'ARNs of queues');
  each('buckets', buckets, /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'names of buckets');
  each('keys', keys, /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/, 'ARNs of keys; an alias may be given to another key');
  each('securityGroupId', given(securityGroupId), /^sg-[0-9a-f]{8,17}$/, 'the id of a security group, or null');
  each('auditLogGroup', given(auditLogGroup), /^[\w./#-]{1,512}$/, 'the name of a log group, or null');
  const users = [...auditUsers.application, ...auditUsers.patches, ...auditUsers.sessions];
  each('auditUsers', users, /^[^\s,@']{1,63}$/, 'names of database users');
  if (new Set(users).size < users.length) throw configError('patches.auditUsers', 'each user once', users);
  each('bastionTable', given(bastionTable), /^[\w.-]{3,255}$/, 'the name of a table, or null');
  each('portalRole and deploymentRoles', [...deploymentRoles, ...given(portalRole)], /^[\w+=,.@-]{1,64}$/, 'names of roles, without their path');
  const engines = schema.properties.engine.enum;
  for (const engine of dryRunWithoutApproval) if (!engines.includes(engine)) throw configError('patches.dryRunWithoutApproval', engines.join(' or '), engine);
}
