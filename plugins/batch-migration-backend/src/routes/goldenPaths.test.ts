import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type {
  GoldenPathPreviewResponse,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import {
  bastionForm,
  patchForm,
} from 'backstage-plugin-batch-migration-golden-paths/testUtils';
import { resolve } from 'node:path';
import { expectDocumented, startApi, type Api } from './testApi';

jest.setTimeout(240_000);

const ESTATE = resolve(
  resolvePackagePath('backstage-plugin-batch-migration-backend'),
  '../../examples/estate',
);
const FORM = {
  repository: 'news-batch-jobs',
  owner: 'group:default/news-platform',
  taskSize: '256/512',
  account: '111122223333',
  region: 'ap-northeast-1',
  vpcId: 'vpc-0a1b2c3d4e5f60718',
  subnetIds: ['subnet-0a1b2c3d4e5f60718'],
  host: { mail: 'alerts', output: 'logs' },
};

describe('POST /golden-paths/preview', () => {
  let api: Api;
  let job: WorkloadView;

  beforeAll(async () => {
    api = await startApi({
      config: {
        inventories: [
          { type: 'files', target: `${ESTATE}/captured`, role: 'captured' },
        ],
        replay: { clock: '2026-02-12T10:24:00+09:00' },
        prices: {
          ...{ source: 'Our contract', date: '2026-01-01' },
          regions: {
            'ap-northeast-1': { fargateVcpuHour: 0.05, fargateGbHour: 0.005 },
          },
        },
      },
    });
    await api.user('post', '/refresh').expect(200);
    const { body } = await api.user('get', '/workloads?text=feed-import');
    [job] = body.items;
  });

  afterAll(async () => {
    await api.stop();
  });

  const preview = async (
    form: object,
    template = 'scheduled-fargate-job',
  ): Promise<GoldenPathPreviewResponse> => {
    const answer = expectDocumented(
      await api.user('post', '/golden-paths/preview').send({ template, form }),
    );
    expect(answer.status).toBe(200);
    return answer.body;
  };

  it('names what would be created', async () => {
    const { problems, resources, jobs } = await preview({
      ...FORM,
      workloadIds: [job.id],
    });
    expect(problems).toEqual([]);
    expect(jobs).toMatchObject([
      {
        name: 'feed-import',
        workloadId: job.id,
        schedules: [{ expression: 'cron(0/5 * * * ? *)' }],
      },
    ]);
    expect(resources).toContainEqual({
      kind: 'state-machine',
      count: 2,
      names: ['news-batch-jobs-feed-import', 'news-batch-jobs--watch'],
    });
  });

  it('says what it costs where the length of its runs is known', async () => {
    const { jobs, total, currency } = await preview({
      ...FORM,
      workloadIds: [job.id],
    });
    expect(currency).toBe('USD');
    const [{ cost, ...seen }] = jobs;
    expect(seen.runsFrom).toBe('legacy');
    expect(seen.secondsPerRun).toBeLessThan(60);
    // Every five minutes, and each run is billed for a minute.
    const hours = (12 * 24 * 365) / 12 / 60;
    expect(cost.amount).toBeCloseTo(hours * (0.25 * 0.05 + 0.5 * 0.005), 6);
    expect(total).toEqual({ amount: cost.amount, known: 1, unknown: 0 });
  });

  it('counts the tasks of a worker that run all the time', async () => {
    const { jobs, resources } = await preview(
      {
        ...FORM,
        source: 'new',
        newWorker: { name: 'mail-sender', command: 'exec bin/worker' },
        maxProcessingSeconds: 60,
        repeatable: true,
      },
      'sqs-worker',
    );
    expect(jobs).toMatchObject([{ copies: 1, startsPerMonth: null }]);
    expect(jobs[0].cost.amount).toBeCloseTo(
      730 * (0.25 * 0.05 + 0.5 * 0.005),
      6,
    );
    expect(resources).toContainEqual({
      kind: 'service',
      count: 1,
      names: ['mail-sender'],
    });
  });

  it('leaves unknown what a new job costs, and says why', async () => {
    const { jobs, total } = await preview({
      ...FORM,
      source: 'new',
      newJob: {
        name: 'hello',
        expression: 'rate(1 hour)',
        timezone: 'Asia/Tokyo',
        command: 'node jobs/hello.mjs',
      },
    });
    expect(jobs[0].cost).toEqual({
      amount: null,
      parts: [],
      unknown: ['run-length'],
    });
    expect(total).toEqual({ amount: 0, known: 0, unknown: 1 });
  });

  it.each([
    ['nothing', {}, /repository must be/],
    ['a wrong account', { ...FORM, account: '1' }, /account must be/],
    ['an unknown workload', { ...FORM, workloadIds: ['gone'] }, /gone/],
    ['what is no list', { ...FORM, workloadIds: 7 }, /at least one workload/],
  ])('tells of %s, and makes nothing', async (_, form, problem) => {
    const { problems } = await preview(form);
    expect(problems.join()).toMatch(problem);
  });

  it('asks what the host shared', async () => {
    const { problems, resources } = await preview({
      ...FORM,
      host: {},
      workloadIds: [job.id],
    });
    expect(problems.join()).toMatch(/what replaces MAILTO/);
    expect(resources).toEqual([]);
  });

  it('costs nothing until somebody asks for a console, and so much an hour', async () => {
    const { problems, jobs, onRequest, resources, file, total } = await preview(
      bastionForm({ seats: 2 }),
      'audited-bastion',
    );
    expect(problems).toEqual([]);
    expect([jobs, total]).toEqual([[], { amount: 0, known: 0, unknown: 0 }]);
    const [{ hourlyCost, cost, ...session }] = onRequest;
    expect(session).toMatchObject({ kind: 'session', atOnce: 2 });
    expect(hourlyCost.amount).toBeCloseTo(0.5 * 0.05 + 0.005, 6);
    expect(cost.amount).toBeCloseTo(21 * (0.5 * 0.05 + 0.005), 6);
    expect(resources).toContainEqual({
      kind: 'service',
      count: 2,
      names: ['console-1', 'console-2'],
    });
    expect(file?.text).toContain('U0123CHIEF');
  });

  it('knows no price of builds, and says so', async () => {
    const { problems, onRequest, resources } = await preview(
      patchForm(),
      'data-patch-pipeline',
    );
    expect(problems).toEqual([]);
    const cost = { amount: null, parts: [], unknown: ['build-price'] };
    expect(onRequest).toMatchObject([
      { kind: 'build', hoursPerMonth: null, hourlyCost: cost, cost },
    ]);
    expect(resources).toContainEqual({
      kind: 'build-project',
      count: 1,
      names: ['news-patches'],
    });
  });

  it.each([
    ['audited-bastion', bastionForm],
    ['data-patch-pipeline', patchForm],
  ])('tells of a workload that %s cannot take over', async (template, form) => {
    const { problems, resources, onRequest } = await preview(
      form({ workloadId: 'gone' }),
      template,
    );
    expect(problems).toEqual([expect.stringContaining('no workload gone')]);
    expect([resources, onRequest]).toEqual([[], []]);
    const taken = await preview(form({ workloadId: job.id }), template);
    expect(taken.problems).toEqual([]);
  });

  it.each([
    ['audited-bastion', /needed must be a sentence/],
    ['data-patch-pipeline', /DATABASE_URL/],
  ])('tells what is missing of an empty form of %s', async (template, what) => {
    const { problems, resources } = await preview({}, template);
    expect(problems.length).toBeGreaterThan(8);
    expect(problems.join()).toMatch(what);
    expect(resources).toEqual([]);
  });

  it('answers 404 where there is no such golden path', async () => {
    const answer = expectDocumented(
      await api
        .user('post', '/golden-paths/preview')
        .send({ template: 'other', form: {} }),
    );
    expect(answer.status).toBe(404);
  });
});
