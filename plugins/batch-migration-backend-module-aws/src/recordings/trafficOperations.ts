import * as beanstalk from '@aws-sdk/client-elastic-beanstalk';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { arrangePages } from './narrow';
import { metadata, type RecordedOperation } from './recordedOperation';

/** `a/b/c` of an ARN's last part as names of folders and file, without its kind. */
const below = (arn: string | undefined, length: number) => {
  const names = String(arn ?? '')
    .split(':')
    .slice(5)
    .join(':')
    .split('/')
    .slice(1);
  return Array.from({ length }, (_, i) => names[i] ?? '');
};

/** Load balancers and Elastic Beanstalk. */
export const trafficOperations: Record<string, RecordedOperation> = {
  DescribeRulesCommand: {
    folder: ['elbv2', 'describe-rules'],
    schema: elb.DescribeRules$,
    // app/<load balancer>/<id>/<listener>
    names: ({ ListenerArn }) => below(ListenerArn, 4),
    missing: names =>
      new elb.ListenerNotFoundException({
        message: `Listener '${names.join('/')}' not found`,
        $metadata: metadata,
      }),
    narrow: (output, { Marker, PageSize }) =>
      arrangePages(output, 'Rules', 'NextMarker', {
        token: Marker,
        size: PageSize ?? 400,
      }),
  },
  DescribeTargetHealthCommand: {
    folder: ['elbv2', 'describe-target-health'],
    schema: elb.DescribeTargetHealth$,
    // <target group>/<id>
    names: ({ TargetGroupArn }) => below(TargetGroupArn, 2),
    missing: names =>
      new elb.TargetGroupNotFoundException({
        message: `Target group '${names.join('/')}' not found`,
        $metadata: metadata,
      }),
  },
  DescribeEnvironmentsCommand: {
    folder: ['elasticbeanstalk', 'describe-environments'],
    schema: beanstalk.DescribeEnvironments$,
    names: () => [],
    missing: null,
    narrow: (output, { EnvironmentNames, IncludeDeleted }) => {
      const recorded: beanstalk.EnvironmentDescription[] =
        output.Environments ?? [];
      return {
        Environments: recorded.filter(
          ({ EnvironmentName, Status }) =>
            (!EnvironmentNames || EnvironmentNames.includes(EnvironmentName)) &&
            (IncludeDeleted !== false || Status !== 'Terminated'),
        ),
      };
    },
  },
};
