import { InputError } from '@backstage/errors';
import { z } from 'zod';
import {
  IMAGE,
  isFargateSize,
  REPOSITORY_NAME,
  REPOSITORY_NAME_RULE,
} from './limits';

export const RUNTIMES = ['node', 'ruby', 'go', 'java', 'image'] as const;
/** What the application in the image is written in; `image` is the team's own. */
export type Runtime = (typeof RUNTIMES)[number];

/** A form leaves empty what nobody typed. */
export const optionalText = z
  .string()
  .nullable()
  .default(null)
  .transform(text => text?.trim() || null);

/** The shape of what every golden path asks. Kept in `.golden-path.json`. */
export const placeAnswers = z.object({
  repository: z.string(),
  description: z.string().nullable().default(null),
  /** Entity ref of a group or user. */
  owner: z.string(),
  account: z.string(),
  region: z.string(),
  vpcId: z.string(),
  subnetIds: z.array(z.string()),
  alertEmail: z.string().nullable().default(null),
});

export type PlaceAnswers = z.infer<typeof placeAnswers>;

/** The same of a golden path that runs tasks of ECS. */
export const commonAnswers = placeAnswers.extend({
  runtime: z.enum(RUNTIMES).default('node'),
  /** The team's own image; `null` where the repository builds one. */
  image: z.string().nullable().default(null),
  /** `<CPU units>/<MiB>`, for example `256/512`. */
  taskSize: z.string(),
});

export type CommonAnswers = z.infer<typeof commonAnswers>;

/**
 * Reads a value by its shape.
 *
 * @param what - for the message: "answers of a worker"
 * @throws InputError that names the first fields that do not fit, never their values
 */
export function readShape<Shape extends z.ZodTypeAny>(
  shape: Shape,
  value: unknown,
  what: string,
): z.output<Shape> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues
    .slice(0, 5)
    .map(issue => `${issue.path.join('.')}: ${issue.message}`);
  throw new InputError(`These are no ${what}: ${issues.join('; ')}`);
}

/** Collects every answer that does not fit, so that a person mends all at once. */
export class AnswerProblems {
  private readonly problems: string[] = [];

  check(fits: boolean, field: string, rule: string, got: unknown): void {
    if (!fits) this.add(`${field} must be ${rule}, got: ${show(got)}`);
  }

  add(problem: string): void {
    this.problems.push(problem);
  }

  list(): readonly string[] {
    return this.problems;
  }

  /** @throws InputError that names every problem */
  settle(): void {
    if (this.problems.length > 0) {
      throw new InputError(this.problems.join('; '));
    }
  }
}

/** Reports every field of the place that AWS would refuse. */
export function checkPlaceAnswers(
  answers: PlaceAnswers,
  problems: AnswerProblems,
): void {
  const rules: Array<[boolean, keyof PlaceAnswers, string]> = [
    [
      REPOSITORY_NAME.test(answers.repository),
      'repository',
      REPOSITORY_NAME_RULE,
    ],
    [
      /^(?:group|user):[a-z0-9-]+\/[A-Za-z0-9._-]+$/.test(answers.owner),
      'owner',
      'an entity ref such as group:default/news-platform',
    ],
    [/^\d{12}$/.test(answers.account), 'account', '12 digits'],
    [
      /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(answers.region),
      'region',
      'a region such as ap-northeast-1',
    ],
    [
      /^vpc-[0-9a-f]{8,17}$/.test(answers.vpcId),
      'vpcId',
      'the id of a VPC such as vpc-0a1b2c3d4e5f60718',
    ],
    [
      answers.subnetIds.length > 0 &&
        new Set(answers.subnetIds).size === answers.subnetIds.length,
      'subnetIds',
      'at least one subnet, each once',
    ],
    [
      answers.alertEmail === null ||
        /^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/.test(
          answers.alertEmail,
        ),
      'alertEmail',
      'an e-mail address',
    ],
  ];
  for (const [fits, field, rule] of rules) {
    problems.check(fits, field, rule, answers[field]);
  }
  for (const id of answers.subnetIds) {
    problems.check(
      /^subnet-[0-9a-f]{8,17}$/.test(id),
      'subnetIds',
      'ids of private subnets such as subnet-0a1b2c3d4e5f60718',
      id,
    );
  }
}

/** Reports every field of the common ones that AWS would refuse. */
export function checkCommonAnswers(
  answers: CommonAnswers,
  problems: AnswerProblems,
): void {
  checkPlaceAnswers(answers, problems);
  problems.check(
    isFargateSize(answers.taskSize),
    'taskSize',
    'a pair of CPU units and MiB that Fargate offers, such as 256/512',
    answers.taskSize,
  );
  const isOwn = answers.runtime === 'image';
  problems.check(
    isOwn ? IMAGE.test(answers.image ?? '') : answers.image === null,
    'image',
    isOwn
      ? 'registry/repository with a digest, or with a tag other than latest'
      : 'left out unless the runtime is your own image',
    answers.image,
  );
}

/**
 * Reports parameters that a task could not read.
 *
 * @param secrets - variable → ARN, each of which has the form of one
 */
export function checkSecretsPlace(
  secrets: Record<string, string>,
  { account, region }: Pick<PlaceAnswers, 'account' | 'region'>,
  problems: AnswerProblems,
): void {
  for (const [name, arn] of Object.entries(secrets)) {
    if (!/^arn:[a-z-]+:ssm:/.test(arn)) continue;
    if (!arn.includes(`:ssm:${region}:${account}:`)) {
      problems.add(
        `secrets: the parameter of ${name} must be in account ${account} and region ${region}, where its task reads it`,
      );
    }
  }
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 100);
}
