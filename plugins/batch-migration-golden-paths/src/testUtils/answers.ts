import type { ScheduledJobAnswers } from '../jobs/answers';

export function answers(
  changes: Partial<ScheduledJobAnswers> = {},
): ScheduledJobAnswers {
  return {
    repository: 'news-batch-jobs',
    description: null,
    owner: 'group:default/news-platform',
    runtime: 'node',
    image: null,
    workloadIds: ['w1'],
    schedules: [],
    newJob: null,
    timeLimitMinutes: 60,
    secrets: {},
    host: {
      files: 'none',
      mountPath: '/mnt/shared',
      mail: 'alerts',
      locks: 'guard',
      tmp: 'run',
      output: 'kept',
    },
    output: 'cdk',
    ecs: null,
    taskSize: '256/512',
    account: '111122223333',
    region: 'ap-northeast-1',
    vpcId: 'vpc-0a1b2c3d4e5f60718',
    subnetIds: ['subnet-0a1b2c3d4e5f60718', 'subnet-0a1b2c3d4e5f60719'],
    alertEmail: 'news-batch@example.com',
    ...changes,
  };
}
