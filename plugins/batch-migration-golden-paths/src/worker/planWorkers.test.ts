import { portal, workload } from '../testUtils/workload';
import { workerAnswers } from '../testUtils/workerAnswers';
import { planWorkers } from './planWorkers';

const worker = workload('w1', { kind: 'resident', name: 'mail-sender' });
const { secrets: _secrets, ...complete } = workerAnswers({
  tasks: 'scaled',
  minTasks: 2,
});

const plan = (form: Record<string, unknown>) =>
  planWorkers(form, portal([worker]), { token: '' });

it('says what a complete form would create, and how many tasks run', async () => {
  const planned = await plan({ ...complete, source: 'existing' });
  expect(planned.problems).toEqual([]);
  expect(planned.jobs).toEqual([
    expect.objectContaining({ name: 'mail-sender', copies: 2 }),
  ]);
  expect(planned.resources).toContainEqual({
    kind: 'queue',
    count: 2,
    names: ['news-workers-mail-sender', 'news-workers-mail-sender-dlq'],
  });
});

it.each([
  ['nothing yet', {}, /repository must be/],
  [
    'a choice that nobody offers',
    { ...complete, tasks: 'many', newWorker: 3, workloadIds: 'w1' },
    /Choose at least one workload/,
  ],
  ['an unknown workload', { ...complete, workloadIds: ['gone'] }, /gone/],
  [
    'a message that ECS would cut off',
    { ...complete, maxProcessingSeconds: 600, repeatable: false },
    /at most 105/,
  ],
])('names the problems of %s', async (_, form, problem) => {
  const planned = await plan(form);
  expect(planned.problems.join()).toMatch(problem);
  expect(planned.jobs).toEqual([]);
});

it('passes on a fault of the portal as it is', async () => {
  const broken = {
    ...portal([]),
    workload: async () => {
      throw new Error('no connection');
    },
  };
  await expect(planWorkers(complete, broken, { token: '' })).rejects.toThrow(
    'no connection',
  );
});
