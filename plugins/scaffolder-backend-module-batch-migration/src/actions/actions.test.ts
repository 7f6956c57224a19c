import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject } from '@backstage/types';
import type { TargetLinksRequest } from 'backstage-plugin-batch-migration-common';
import {
  portal,
  workload,
} from 'backstage-plugin-batch-migration-golden-paths/testUtils';
import { createLinkTargetsAction } from './linkTargets';
import { createPrepareJobsAction } from './prepareJobs';
import { createPublishRepositoryAction } from './publishRepository';
import { createRenderRepositoryAction } from './renderRepository';

const CONTENT = join(
  __dirname,
  '../../../../templates/scheduled-fargate-job/content',
);
const FORM = {
  repository: 'news-batch-jobs',
  owner: 'group:default/news-platform',
  workloadIds: ['w1', 'w2'],
  timeLimitMinutes: 60,
  taskSize: '256/512',
  account: '111122223333',
  region: 'ap-northeast-1',
  vpcId: 'vpc-0a1b2c3d4e5f60718',
  subnetIds: ['subnet-0a1b2c3d4e5f60718'],
};

describe('the actions of a golden path', () => {
  let root: string;
  let links: Array<{ request: TargetLinksRequest; token?: string }>;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'actions-'));
    links = [];
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const auth = mockServices.auth({ pluginId: 'scaffolder' });
  const client = {
    ...portal([workload('w1'), workload('w2')]),
    linkTargets: async (
      request: TargetLinksRequest,
      options?: { token?: string },
    ) => {
      links.push({ request, token: options?.token });
      return { linked: [], updated: [] } as any;
    },
  };

  /** Runs one action and answers its outputs. */
  async function run(
    action: { handler(context: any): Promise<void> },
    input: object,
    changes: object = {},
  ) {
    const outputs: Record<string, any> = {};
    await action.handler({
      ...createMockActionContext({
        input: input as JsonObject,
        workspacePath: join(root, 'workspace'),
      }),
      getInitiatorCredentials: async () => mockCredentials.user(),
      output: (name: string, value: unknown) => {
        outputs[name] = value;
      },
      ...changes,
    });
    return outputs;
  }

  /** All steps, as the template runs them. */
  async function runAll(form: object = FORM, changes: object = {}) {
    const prepared = await run(
      createPrepareJobsAction({ client, auth }),
      form,
      changes,
    );
    await cp(CONTENT, join(root, 'workspace/repository'), { recursive: true });
    await run(
      createRenderRepositoryAction(),
      {
        path: 'repository',
        template: 'template:default/scheduled-fargate-job',
        version: '1.0.0',
        answers: prepared.answers,
        work: prepared.jobs,
      },
      changes,
    );
    const published = await run(
      createPublishRepositoryAction({ directory: join(root, 'repositories') }),
      { path: 'repository', name: prepared.answers.repository },
      changes,
    );
    const linked = await run(
      createLinkTargetsAction({ client, auth }),
      {
        repository: published.repository,
        account: prepared.answers.account,
        region: prepared.answers.region,
        group: prepared.answers.repository,
        jobs: prepared.jobs,
      },
      changes,
    );
    return { prepared, published, linked };
  }

  it('make a repository and link its workloads in one call', async () => {
    const { published, linked } = await runAll();
    expect(linked).toEqual({ linked: 2 });
    expect(links).toHaveLength(1);
    expect(links[0].request).toEqual({
      repository: `file://${join(root, 'repositories/news-batch-jobs')}`,
      links: [
        {
          workloadIds: ['w1'],
          location: {
            ref: 'scheduler:111122223333/ap-northeast-1/news-batch-jobs',
            key: 'job-w1',
          },
        },
        {
          workloadIds: ['w2'],
          location: {
            ref: 'scheduler:111122223333/ap-northeast-1/news-batch-jobs',
            key: 'job-w2',
          },
        },
      ],
    });
    expect(
      await readFile(join(published.directory, 'schedules.yaml'), 'utf8'),
    ).toContain('state: DISABLED');
  });

  it('call the portal on behalf of the person who runs the template', async () => {
    await runAll();
    expect(links[0].token).toBe(
      mockCredentials.service.token({
        onBehalfOf: mockCredentials.user(),
        targetPluginId: 'batch-migration',
      }),
    );
  });

  it('reuse the repository when the same form is sent again', async () => {
    const first = await runAll();
    const second = await runAll({
      ...FORM,
      description: ' ',
      newJob: null,
    });
    expect(second.published).toEqual({ ...first.published, reused: true });
    expect(links[1].request).toEqual(links[0].request);
  });

  it('leave no link when a step fails', async () => {
    await runAll();
    await expect(runAll({ ...FORM, workloadIds: ['w1'] })).rejects.toThrow(
      /was made from other answers/,
    );
    expect(links).toHaveLength(1);
  });

  it('link nothing for a new job', async () => {
    const { workloadIds, ...form } = FORM;
    const newJob = {
      name: 'hello',
      expression: 'rate(1 hour)',
      timezone: 'Asia/Tokyo',
      command: 'node jobs/hello.mjs',
    };
    expect((await runAll({ ...form, newJob })).linked).toEqual({ linked: 0 });
    expect(links).toEqual([]);
  });

  it('change nothing in a dry run', async () => {
    await runAll(FORM, { isDryRun: true });
    expect(links).toEqual([]);
    expect(await readdir(root)).toEqual(['workspace']);
  });

  it.each([
    ['a repository name', { repository: '../x' }, /repository must be/],
    ['an owner', { owner: 'news' }, /owner must be/],
    ['a task size', { taskSize: '256/4096' }, /taskSize must be/],
    ['an account', { account: '1' }, /account must be/],
    ['a region', { region: 'tokyo' }, /region must be/],
    ['a VPC', { vpcId: 'vpc-x' }, /vpcId must be/],
    ['no subnets', { subnetIds: [] }, /subnetIds must be/],
    ['a time limit', { timeLimitMinutes: 0 }, /timeLimitMinutes/],
    ['an address', { alertEmail: 'x y' }, /alertEmail must be/],
  ])(
    'refuse %s that does not fit, before they write',
    async (_, changes, message) => {
      await expect(runAll({ ...FORM, ...changes })).rejects.toThrow(message);
      expect(await readdir(root)).toEqual([]);
    },
  );

  it('refuse a folder outside the workspace', async () => {
    await expect(
      run(
        createPublishRepositoryAction({
          directory: join(root, 'repositories'),
        }),
        { path: '../..', name: 'news-batch-jobs' },
      ),
    ).rejects.toThrow(/Relative path is not allowed|NotAllowed/);
  });
});
