import { portal, workload } from '../testUtils/workload';
import { workerAnswers } from '../testUtils/workerAnswers';
import type { WorkerAnswers } from './answers';
import { workerAnswersFromInput } from './answersInput';
import { prepareWorkers } from './prepareWorkers';

const resident = (id: string, changes: Parameters<typeof workload>[1] = {}) =>
  workload(id, { kind: 'resident', name: `MailSender ${id}`, ...changes });

const prepare = (
  workloads: ReturnType<typeof resident>[],
  changes: Partial<WorkerAnswers> = {},
) =>
  prepareWorkers(
    workerAnswers({ workloadIds: workloads.map(({ id }) => id), ...changes }),
    portal(workloads),
    { token: 't' },
  );

describe('prepareWorkers', () => {
  it('takes a command over as it is', async () => {
    const command = 'cd /srv/app && bin/worker MailSender --queue mail';
    const [worker] = await prepare([resident('w1', { command })]);
    expect(worker).toMatchObject({
      name: 'mailsender-w1',
      workloadId: 'w1',
      command,
      tasks: 'singleton',
      queue: { kind: 'new', heartbeat: false, maxReceives: 5 },
      origin: { command },
    });
  });

  it('puts the example in its place, with a heartbeat', async () => {
    const [worker] = await prepare([resident('w1')], { poller: 'example' });
    expect(worker.command).toBe('exec node worker/main.mjs');
    expect(worker.queue).toMatchObject({ heartbeat: true });
  });

  it('gives names that AWS takes, each once', async () => {
    const workers = await prepare([
      resident('a1', { name: '送信' }),
      resident('a2', { name: 'Send!' }),
      resident('a3', { name: 'send' }),
    ]);
    expect(workers.map(({ name }) => name)).toEqual([
      'worker-a1',
      'send',
      'send-2',
    ]);
  });

  it('reads a masked credential from where it is kept', async () => {
    const arn = 'arn:aws:ssm:ap-northeast-1:111122223333:parameter/news/db';
    const [worker] = await prepare(
      [resident('w1', { command: 'worker -p***MASKED:DB_PASSWORD***' })],
      { secrets: { DB_PASSWORD: arn } },
    );
    expect(worker.command).toBe('worker -p"${DB_PASSWORD}"');
    expect(worker.secrets).toEqual({ DB_PASSWORD: arn });
  });

  it('says where the plan expects one and the repository makes many', async () => {
    const [worker] = await prepare([resident('w1')], { tasks: 'scaled' });
    expect(worker.tasks).toEqual({ min: 0, max: 10 });
    expect(worker.warnings.join()).toContain('Its plan expects one at a time');
  });

  it('refuses ids that the portal does not know, all at once', async () => {
    await expect(
      prepareWorkers(workerAnswers({ workloadIds: ['w1', 'w2'] }), portal([]), {
        token: 't',
      }),
    ).rejects.toThrow(/knows no workload w1, w2/);
  });

  it.each<[string, object, Partial<WorkerAnswers>, RegExp]>([
    ['a scheduled job', { kind: 'scheduled' }, {}, /takes resident workers/],
    ['an empty command', { command: ' ' }, {}, /its command is empty/],
    [
      'a masked credential without a place',
      { command: 'x ***MASKED:TOKEN***' },
      {},
      /masked TOKEN/,
    ],
    [
      'a long message that may not be cut off',
      {},
      { maxProcessingSeconds: 106, repeatable: false },
      /at most 105.*terminationGracePeriodSeconds/,
    ],
    [
      'the example in a runtime that has none',
      {},
      { poller: 'example', runtime: 'go' },
      /node or ruby/,
    ],
    [
      'many tasks without a queue',
      {},
      { queue: 'none', tasks: 'scaled' },
      /must be singleton/,
    ],
    [
      'a queue without a name',
      {},
      { queue: 'existing' },
      /must name the queue/,
    ],
    [
      'more tasks at least than at most',
      {},
      { tasks: 'scaled', minTasks: 11 },
      /minTasks must be from 0 to 10/,
    ],
    [
      'a credential where its place belongs',
      {},
      { secrets: { TOKEN: 'hunter2' } },
      /^(?!.*hunter2).*TOKEN must be the ARN/,
    ],
  ])('refuses %s', async (_, changes, answers, message) => {
    await expect(prepare([resident('w1', changes)], answers)).rejects.toThrow(
      message,
    );
  });
});

describe('the form as answers', () => {
  it('forgets what belongs to another choice, and takes empty text for none', () => {
    const { existingQueue, alertEmail, newWorker } = workerAnswersFromInput({
      ...workerAnswers(),
      secrets: [],
      description: ' ',
      image: '',
      alertEmail: ' ',
      typicalProcessingSeconds: undefined,
      existingQueue: { name: 'old', keyArn: '' },
    });
    expect({ existingQueue, alertEmail, newWorker }).toEqual({
      existingQueue: null,
      alertEmail: null,
      newWorker: null,
    });
  });

  it('takes a message for one that may not be repeated where nobody says so', () => {
    const { repeatable, tasks } = workerAnswersFromInput({
      repository: 'news-workers',
      owner: 'group:default/news-platform',
      taskSize: '256/512',
      account: '111122223333',
      region: 'ap-northeast-1',
      vpcId: 'vpc-0a1b2c3d4e5f60718',
      subnetIds: ['subnet-0a1b2c3d4e5f60718'],
    });
    expect({ repeatable, tasks }).toEqual({
      repeatable: false,
      tasks: 'singleton',
    });
  });
});
