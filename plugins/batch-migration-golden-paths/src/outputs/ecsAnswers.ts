import { z } from 'zod';
import type { AnswerProblems } from '../answers/commonAnswers';

export const OUTPUTS = ['cdk', 'ecspresso'] as const;
/** What creates the jobs in AWS. */
export type Output = (typeof OUTPUTS)[number];

/** What ecspresso and ecschedule find in the account, and never make. */
export const ecsAnswers = z.object({
  cluster: z.string(),
  securityGroupIds: z.array(z.string()),
  executionRoleArn: z.string(),
  /** `null` where the jobs call nothing of AWS. */
  taskRoleArn: z.string().nullable().default(null),
  /** Name or ARN of the role with which EventBridge starts tasks. */
  eventsRole: z.string().default('ecsEventsRole'),
  logGroup: z.string(),
});

export type EcsAnswers = z.infer<typeof ecsAnswers>;

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/;
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;

/** Reports what AWS or the tools would refuse. */
export function checkEcsAnswers(
  { output, ecs }: { output: Output; ecs: EcsAnswers | null },
  problems: AnswerProblems,
): void {
  if (output !== 'ecspresso') return;
  if (ecs === null) {
    problems.add(
      'ecs: name the cluster, the security groups, the roles and the log group that ecspresso finds in the account',
    );
    return;
  }
  const { cluster, securityGroupIds, logGroup } = ecs;
  const rules: Array<[boolean, string, string, unknown]> = [
    [
      /^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$/.test(cluster),
      'ecs.cluster',
      'the name of a cluster: up to 255 letters, digits, hyphens and underscores',
      cluster,
    ],
    [
      securityGroupIds.length > 0 &&
        securityGroupIds.length <= 5 &&
        securityGroupIds.every(id => /^sg-[0-9a-f]{8,17}$/.test(id)),
      'ecs.securityGroupIds',
      'one to five ids of security groups without inbound rules, such as sg-0a1b2c3d4e5f60718',
      securityGroupIds,
    ],
    [
      ROLE_ARN.test(ecs.executionRoleArn),
      'ecs.executionRoleArn',
      'the ARN of a role that pulls the image, writes logs and reads the secrets',
      ecs.executionRoleArn,
    ],
    [
      ecs.taskRoleArn === null || ROLE_ARN.test(ecs.taskRoleArn),
      'ecs.taskRoleArn',
      'the ARN of a role',
      ecs.taskRoleArn,
    ],
    [
      ROLE_NAME.test(ecs.eventsRole) || ROLE_ARN.test(ecs.eventsRole),
      'ecs.eventsRole',
      'the name or the ARN of a role',
      ecs.eventsRole,
    ],
    [
      /^[\w./#-]{1,512}$/.test(logGroup) && !logGroup.startsWith('aws/'),
      'ecs.logGroup',
      'the name of a log group: up to 512 letters, digits and . _ / # -',
      logGroup,
    ],
  ];
  for (const rule of rules) problems.check(...rule);
}
