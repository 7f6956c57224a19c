import { z } from 'zod';
import {
  AnswerProblems,
  checkPlaceAnswers,
  optionalText,
  placeAnswers,
} from '../answers/commonAnswers';
import { checkVariables, variableAnswers } from '../answers/variables';
import { checkPeople, evidenceAnswers, slackAnswers } from '../people/answers';
import { BUCKET, ROLE, SLACK_SECRET } from '../people/limits';
import { KEY_ARN } from '../worker/limits';
import {
  APPLICATION,
  ARCHITECTURES,
  BRANCH,
  BUILD_IMAGE,
  BUILD_MINUTES,
  COMPUTE_TYPES,
  CONNECTION,
  DATABASE_USER,
  LOG_GROUP,
  QUEUE,
  RUNNER_VARIABLE,
  SECURITY_GROUP,
  TABLE,
  TRIED_ENGINES,
  VALID_HOURS,
} from './limits';

const names = z.array(z.string()).default([]);

/** What a person answered. Kept in `.golden-path.json`. */
export const patchAnswers = placeAnswers.extend({
  description: optionalText,
  alertEmail: optionalText,
  /** Where patches were run until now, where that is in the portal. */
  workloadId: optionalText,
  /** The repository that patches are branches of. */
  application: z.object({
    /** `owner/name` on GitHub. */
    name: z.string(),
    defaultBranch: z.string().default('main'),
    connectionArn: z.string(),
    /** Of the secret with a token that reads the repository. */
    tokenArn: z.string(),
  }),
  build: z
    .object({
      image: z
        .string()
        .default('aws/codebuild/amazonlinux-x86_64-standard:5.0'),
      computeType: z.enum(COMPUTE_TYPES).default('BUILD_GENERAL1_SMALL'),
      architecture: z.enum(ARCHITECTURES).default('x86_64'),
      timeoutMinutes: z.number().int().default(120),
    })
    .default({}),
  /** The same as the workers have: what a patch enqueues is worked on by them. */
  ...variableAnswers,
  queues: names,
  buckets: names,
  /** Of KMS, with which queues, buckets and secrets are encrypted. */
  keys: names,
  /** `null`: the stack makes one, which the database must let in. */
  securityGroupId: optionalText,
  dryRunWithoutApproval: z.array(z.enum(TRIED_ENGINES)).default([]),
  audit: z
    .object({
      /** `null`: builds only. */
      logGroup: optionalText,
      /** Users of the database: of the application, of patches, of consoles. */
      application: names,
      patches: names,
      sessions: names,
      /** Table of requests of an `audited-bastion`. */
      bastionTable: optionalText,
    })
    .default({}),
  slack: slackAnswers,
  /** How long an approval is good. */
  validHours: z.number().int().default(72),
  evidence: evidenceAnswers,
  portalRole: optionalText,
  deploymentRoles: names,
});

export type PatchAnswers = z.infer<typeof patchAnswers>;

/** @throws InputError that names every field which does not fit */
export function checkPatchAnswers(answers: PatchAnswers): void {
  patchProblems(answers).settle();
}

/** Every field which does not fit. */
export function patchProblems(answers: PatchAnswers): AnswerProblems {
  const problems = new AnswerProblems();
  checkPlaceAnswers(answers, problems);
  checkApplication(answers, problems);
  checkBuild(answers, problems);
  const rule = 'names that decide nothing about the runner';
  checkVariables(answers, { own: RUNNER_VARIABLE, rule }, problems);
  if (!answers.secrets.some(({ name }) => name === 'DATABASE_URL')) {
    problems.add('secrets must name DATABASE_URL: a patch changes a database');
  }
  checkReached(answers, problems);
  checkAudit(answers, problems);
  checkPeople(answers, problems);
  return problems;
}

function checkApplication(
  { application, account, region }: PatchAnswers,
  problems: AnswerProblems,
) {
  const { name, defaultBranch, connectionArn, tokenArn } = application;
  problems.check(
    APPLICATION.test(name),
    'application.name',
    'owner/name of a repository on GitHub',
    name,
  );
  problems.check(
    BRANCH.test(defaultBranch),
    'application.defaultBranch',
    'the name of a branch',
    defaultBranch,
  );
  problems.check(
    CONNECTION.test(connectionArn),
    'application.connectionArn',
    'the ARN of a connection of CodeConnections',
    connectionArn,
  );
  // The value is not repeated: it may be the token.
  const isHere = tokenArn.includes(`:${region}:${account}:`);
  if (!SLACK_SECRET.test(tokenArn) || !isHere) {
    problems.add(
      `application.tokenArn must be the ARN of a secret in Secrets Manager, in account ${account} and region ${region}`,
    );
  }
}

function checkBuild(
  { build, validHours }: PatchAnswers,
  problems: AnswerProblems,
) {
  for (const [field, value, { min, max }] of [
    ['build.timeoutMinutes', build.timeoutMinutes, BUILD_MINUTES],
    ['validHours', validHours, VALID_HOURS],
  ] as const) {
    const fits = value >= min && value <= max;
    problems.check(fits, field, `from ${min} to ${max}`, value);
  }
  problems.check(
    BUILD_IMAGE.test(build.image),
    'build.image',
    'aws/codebuild/… or registry/repository, with a digest or a tag other than latest',
    build.image,
  );
}

function checkReached(answers: PatchAnswers, problems: AnswerProblems) {
  const given = (value: string | null) => (value === null ? [] : [value]);
  const roles = [...answers.deploymentRoles, ...given(answers.portalRole)];
  for (const [field, values, pattern, rule] of [
    ['queues', answers.queues, QUEUE, 'ARNs of queues'],
    ['buckets', answers.buckets, BUCKET, 'names of buckets'],
    ['keys', answers.keys, KEY_ARN, 'ARNs of keys, no aliases'],
    [
      'securityGroupId',
      given(answers.securityGroupId),
      SECURITY_GROUP,
      'the id of a security group',
    ],
    [
      'portalRole and deploymentRoles',
      roles,
      ROLE,
      'names of roles, without their path',
    ],
  ] as const) {
    for (const value of values) {
      problems.check(pattern.test(value), field, rule, value);
    }
  }
}

function checkAudit({ audit }: PatchAnswers, problems: AnswerProblems) {
  const { logGroup, application, patches, sessions, bastionTable } = audit;
  const users = [...application, ...patches, ...sessions];
  for (const user of users) {
    problems.check(
      DATABASE_USER.test(user),
      'audit',
      'given with names of database users',
      user,
    );
  }
  if (new Set(users).size < users.length) {
    problems.add('audit must name each database user once');
  }
  problems.check(
    logGroup === null || LOG_GROUP.test(logGroup),
    'audit.logGroup',
    'the name of a log group',
    logGroup,
  );
  problems.check(
    bastionTable === null || TABLE.test(bastionTable),
    'audit.bastionTable',
    'the name of a table',
    bastionTable,
  );
  if (logGroup === null && (users.length > 0 || bastionTable !== null)) {
    problems.add(
      'audit names users or a bastion, and no log group in which to look for them',
    );
  }
}
