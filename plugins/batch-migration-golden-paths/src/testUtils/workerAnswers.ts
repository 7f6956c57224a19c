import type { WorkerAnswers } from '../worker/answers';

export function workerAnswers(
  changes: Partial<WorkerAnswers> = {},
): WorkerAnswers {
  return {
    repository: 'news-workers',
    description: null,
    owner: 'group:default/news-platform',
    runtime: 'node',
    image: null,
    workloadIds: ['w1'],
    newWorker: null,
    poller: 'own',
    tasks: 'singleton',
    minTasks: 0,
    maxTasks: 10,
    queue: 'new',
    existingQueue: null,
    queueVariable: 'QUEUE_URL',
    maxReceives: 5,
    maxProcessingSeconds: 60,
    typicalProcessingSeconds: null,
    messagesAtOnce: 1,
    startWithinSeconds: 300,
    repeatable: true,
    secrets: {},
    taskSize: '256/512',
    account: '111122223333',
    region: 'ap-northeast-1',
    vpcId: 'vpc-0a1b2c3d4e5f60718',
    subnetIds: ['subnet-0a1b2c3d4e5f60718'],
    alertEmail: 'news@example.com',
    ...changes,
  };
}
