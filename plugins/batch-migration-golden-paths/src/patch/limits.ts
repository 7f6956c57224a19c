/** Limits that the repository's own tests check as well: infra/config.ts of the template. */
export const BUILD_MINUTES = { min: 5, max: 480 };
/** As approvers.schema.json says. */
export const VALID_HOURS = { min: 1, max: 168 };

export const COMPUTE_TYPES = [
  'BUILD_GENERAL1_SMALL',
  'BUILD_GENERAL1_MEDIUM',
  'BUILD_GENERAL1_LARGE',
  'BUILD_GENERAL1_XLARGE',
  'BUILD_GENERAL1_2XLARGE',
] as const;
export const ARCHITECTURES = ['x86_64', 'arm64'] as const;
/** Engines of patch.schema.json that have a dry run. */
export const TRIED_ENGINES = [
  'sql',
  'rake',
  'rails-runner',
  'ruby',
  'node',
] as const;

export const APPLICATION =
  /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
export const BRANCH = /^(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_.\/-]{0,99}$/;
export const CONNECTION =
  /^arn:aws[a-z-]*:(?:codeconnections|codestar-connections):[a-z0-9-]+:\d{12}:connection\/[0-9a-f-]{36}$/;
/** `aws/codebuild/…`, or registry/repository; a tag or a digest says what runs. */
export const BUILD_IMAGE =
  /^(?=.{1,400}$)(?:aws\/codebuild\/[\w.-]+|[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?\/[a-z0-9]+(?:[._\/-]+[a-z0-9]+)*)(?::(?!latest$)\w[\w.-]{0,127}|@sha256:[0-9a-f]{64})$/;
export const QUEUE =
  /^arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[\w-]{1,80}(?:\.fifo)?$/;
export const SECURITY_GROUP = /^sg-[0-9a-f]{8,17}$/;
export const LOG_GROUP = /^[\w.\/#-]{1,512}$/;
export const DATABASE_USER = /^[^\s,@']{1,63}$/;
export const TABLE = /^[\w.-]{3,255}$/;
/** Variables that decide what the runner is, or what it loads. */
export const RUNNER_VARIABLE =
  /^(?:PATH|ENV|HOME|SHELL|BASH_ENV|LD_\w+|NODE_OPTIONS|NODE_PATH|RUBYOPT|RUBYLIB|PYTHONPATH|CODEBUILD_\w+|PATCH_\w+|AWS_\w+)$/;
