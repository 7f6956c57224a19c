import { InputError } from '@backstage/errors';
import { FARGATE_SIZES, REPOSITORY_NAME, REPOSITORY_NAME_RULE } from './limits';

/** What a person answered, apart from the jobs. Kept in `.golden-path.json`. */
export interface GoldenPathAnswers {
  repository: string;
  description: string | null;
  /** Entity ref of a group or user. */
  owner: string;
  /** Workloads that move; empty for a new job. */
  workloadIds: string[];
  newJob: {
    name: string;
    expression: string;
    timezone: string;
    command: string;
  } | null;
  timeLimitMinutes: number;
  /** Variable → ARN. */
  secrets: Record<string, string>;
  /** `<CPU units>/<MiB>`, for example `256/512`. */
  taskSize: string;
  account: string;
  region: string;
  vpcId: string;
  subnetIds: string[];
  alertEmail: string | null;
}

/** @throws InputError that names every field which AWS would refuse */
export function checkAnswers(answers: GoldenPathAnswers): void {
  const problems: string[] = [];
  const check = (fits: boolean, field: string, rule: string, got: unknown) => {
    if (!fits) problems.push(`${field} must be ${rule}, got: ${show(got)}`);
  };
  check(
    REPOSITORY_NAME.test(answers.repository),
    'repository',
    REPOSITORY_NAME_RULE,
    answers.repository,
  );
  check(
    /^(?:group|user):[a-z0-9-]+\/[A-Za-z0-9._-]+$/.test(answers.owner),
    'owner',
    'an entity ref such as group:default/news-platform',
    answers.owner,
  );
  check(
    isFargateSize(answers.taskSize),
    'taskSize',
    'a pair of CPU units and MiB that Fargate offers, such as 256/512',
    answers.taskSize,
  );
  check(
    /^\d{12}$/.test(answers.account),
    'account',
    '12 digits',
    answers.account,
  );
  check(
    /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(answers.region),
    'region',
    'a region such as ap-northeast-1',
    answers.region,
  );
  check(
    /^vpc-[0-9a-f]{8,17}$/.test(answers.vpcId),
    'vpcId',
    'the id of a VPC such as vpc-0a1b2c3d4e5f60718',
    answers.vpcId,
  );
  check(
    answers.subnetIds.length > 0 &&
      new Set(answers.subnetIds).size === answers.subnetIds.length,
    'subnetIds',
    'at least one subnet, each once',
    answers.subnetIds,
  );
  for (const id of answers.subnetIds) {
    check(
      /^subnet-[0-9a-f]{8,17}$/.test(id),
      'subnetIds',
      'ids of private subnets such as subnet-0a1b2c3d4e5f60718',
      id,
    );
  }
  check(
    answers.alertEmail === null ||
      /^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/.test(
        answers.alertEmail,
      ),
    'alertEmail',
    'an e-mail address',
    answers.alertEmail,
  );
  for (const [name, arn] of Object.entries(answers.secrets)) {
    if (!/^arn:[a-z-]+:ssm:/.test(arn)) continue;
    const place = `:ssm:${answers.region}:${answers.account}:`;
    if (!arn.includes(place)) {
      problems.push(
        `secrets: the parameter of ${name} must be in account ${answers.account} and region ${answers.region}, where its task reads it`,
      );
    }
  }
  if (problems.length > 0) throw new InputError(problems.join('; '));
}

function isFargateSize(size: string): boolean {
  const pair = /^(\d+)\/(\d+)$/.exec(size);
  if (!pair) return false;
  return (FARGATE_SIZES[Number(pair[1])] ?? []).includes(Number(pair[2]));
}

function show(value: unknown): string {
  return JSON.stringify(value).slice(0, 100);
}
