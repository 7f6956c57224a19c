import { patchForm } from '../testUtils/patchForm';
import { portal } from '../testUtils/workload';
import { dataPatchPipeline } from './dataPatchPipeline';
import { planPatches } from './planPatches';

const plan = (form: Record<string, unknown>) =>
  planPatches(form, portal([]), { token: 't' });

describe('planPatches', () => {
  it('names what a repository will create', async () => {
    const { problems, resources } = await plan(
      patchForm({ securityGroupId: '' }),
    );
    expect(problems).toEqual([]);
    expect(resources.map(({ kind, count }) => `${count} ${kind}`)).toEqual([
      '1 build-project',
      '11 function',
      '14 log-group',
      '2 api',
      '8 event-rule',
      '2 schedule',
      '7 queue',
      '1 security-group',
      '1 schedule-group',
      '1 table',
      '1 locked-bucket',
      '1 topic',
      '1 key',
    ]);
  });

  it('makes no security group where the database lets one in already', async () => {
    const { resources } = await plan(patchForm());
    expect(resources.map(({ kind }) => kind)).not.toContain('security-group');
  });

  it('says how long a build may take, and no hours of a month', async () => {
    const { onRequest, taskSize } = await plan(patchForm());
    expect(onRequest).toEqual([
      expect.objectContaining({
        kind: 'build',
        ...{ atOnce: 1, longestMinutes: 120, hoursPerMonth: null },
      }),
    ]);
    expect(taskSize).toBeNull();
  });

  it('shows who may approve and for how long, as it will be written', async () => {
    const { file } = await plan(patchForm({ validHours: 24 }));
    expect(file?.path).toBe('approvers.yaml');
    expect(file?.text).toContain('validHours: 24');
  });

  it.each([
    [{ securityGroupId: '' }, /must let in the security group/],
    [{ audit: {} }, /look at builds only/],
    [
      { dryRunWithoutApproval: ['sql', 'rake'] },
      /dry run of sql, rake needs no approval/,
    ],
    [{ deploymentRoles: [] }, /each deployment will be told/],
  ])('warns of %j', async (changes, warning) => {
    const warningsOf = async (form: Record<string, unknown>) =>
      (await plan(form)).onRequest?.[0].warnings.join('\n');
    const careful = { dryRunWithoutApproval: [] };
    expect(await warningsOf(patchForm(changes))).toMatch(warning);
    expect(await warningsOf(patchForm(careful))).not.toMatch(warning);
  });

  it('says whose names must be written down', async () => {
    const { onRequest } = await plan(patchForm());
    expect(onRequest?.[0].warnings).toContainEqual(
      expect.stringContaining('must stand in people of approvers.yaml'),
    );
  });

  it('tells everything that is missing of an empty form', async () => {
    const { problems, resources } = await plan({});
    for (const field of [
      'repository',
      'application.name',
      'application.connectionArn',
      'application.tokenArn',
      'DATABASE_URL',
      'vpcId',
      'slack.botTokenArn',
    ]) {
      expect(problems).toContainEqual(expect.stringContaining(field));
    }
    expect(resources).toEqual([]);
  });

  it.each([
    [{ application: { ...patchForm().application, tokenArn: 'hunter2' } }],
    [{ build: { ...patchForm().build, image: 'app:latest' } }],
    [{ build: { timeoutMinutes: 1 } }],
    [{ build: 'small' }],
    [{ dryRunWithoutApproval: ['command'] }],
    [{ queues: ['news-jobs'] }],
    [{ audit: { patches: ['news_patch'] } }],
    [{ validHours: 1000 }],
    [{ secrets: [] }],
  ])('refuses %j exactly as a run does', async changes => {
    const form = patchForm(changes);
    const { problems, resources } = await plan(form);
    expect(problems).not.toEqual([]);
    expect(resources).toEqual([]);
    expect(() => dataPatchPipeline.readAnswers(form)).toThrow();
    expect(problems.join()).not.toContain('hunter2');
  });
});
