import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import type {
  EnvironmentDescription,
  PlatformDescription,
} from '@aws-sdk/client-elastic-beanstalk';
import type { Fact } from 'backstage-plugin-batch-migration-common';

/** What Auto Scaling says of a group. */
export function groupFacts(
  group: AutoScalingGroup,
  observedAt: string,
): Fact[] {
  const { MinSize, DesiredCapacity, MaxSize, MixedInstancesPolicy } = group;
  const template =
    group.LaunchTemplate ??
    MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification;
  const types = (MixedInstancesPolicy?.LaunchTemplate?.Overrides ?? []).flatMap(
    ({ InstanceType }) => InstanceType ?? [],
  );
  return told('Auto Scaling', observedAt, [
    ['auto-scaling-group', group.AutoScalingGroupName],
    [
      'group-size',
      `${DesiredCapacity ?? 0} wanted, from ${MinSize ?? 0} to ${MaxSize ?? 0}`,
    ],
    ['group-instance-types', types.join(', ')],
    [
      'launched-from',
      group.LaunchConfigurationName
        ? `launch configuration ${group.LaunchConfigurationName}`
        : template &&
          `launch template ${
            template.LaunchTemplateName ?? template.LaunchTemplateId
          }`,
    ],
  ]);
}

/** What Elastic Beanstalk says of an environment and of its platform. */
export function environmentFacts(
  environment: EnvironmentDescription,
  platform: PlatformDescription | undefined,
  observedAt: string,
): Fact[] {
  const state = [
    platform?.PlatformLifecycleState,
    platform?.PlatformBranchLifecycleState &&
      `branch ${platform.PlatformBranchLifecycleState}`,
  ].filter(Boolean);
  return told('Elastic Beanstalk', observedAt, [
    ['beanstalk-application', environment.ApplicationName],
    ['beanstalk-environment', environment.EnvironmentName],
    ['beanstalk-tier', environment.Tier?.Name],
    ['beanstalk-cname', environment.CNAME],
    ['beanstalk-status', environment.Status],
    [
      'beanstalk-platform',
      environment.SolutionStackName ??
        environment.PlatformArn?.split('/').slice(-2).join(' '),
    ],
    ['beanstalk-platform-state', state.join(', ')],
  ]);
}

function told(
  source: string,
  observedAt: string,
  facts: Array<[name: string, value: string | undefined]>,
): Fact[] {
  return facts.flatMap(([name, value]) =>
    value ? { name, value, source, observedAt } : [],
  );
}
