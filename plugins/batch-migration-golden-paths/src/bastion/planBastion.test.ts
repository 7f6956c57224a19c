import { bastionForm } from '../testUtils/bastionForm';
import { portal, workload } from '../testUtils/workload';
import { auditedBastion } from './auditedBastion';
import { planBastion } from './planBastion';

const plan = (form: Record<string, unknown>) =>
  planBastion(form, portal([workload('w1')]), { token: 't' });

describe('planBastion', () => {
  it('names what a repository will create', async () => {
    const { problems, jobs, resources } = await plan(bastionForm({ seats: 2 }));
    expect([problems, jobs]).toEqual([[], []]);
    expect(resources.map(({ kind, count }) => `${count} ${kind}`)).toEqual([
      '2 service',
      '1 task-definition',
      '1 cluster',
      '10 function',
      '14 log-group',
      '2 api',
      '8 event-rule',
      '1 log-subscription',
      '2 schedule-group',
      '1 bucket',
      '7 queue',
      '1 security-group',
      '1 schedule',
      '1 table',
      '1 locked-bucket',
      '1 topic',
      '1 key',
    ]);
    expect(resources[0].names).toEqual(['console-1', 'console-2']);
  });

  it('reckons as the cost page of the repository does', async () => {
    const { onRequest, taskSize, region } = await plan(bastionForm());
    expect(onRequest).toEqual([
      expect.objectContaining({
        kind: 'session',
        ...{ atOnce: 1, longestMinutes: 240, hoursPerMonth: 21 },
      }),
    ]);
    expect([taskSize, region]).toEqual(['512/1024', 'ap-northeast-1']);
  });

  it('shows who may approve, as it will be written', async () => {
    const { file } = await plan(bastionForm());
    expect(file?.path).toBe('approvers.yaml');
    expect(file?.text).toMatch(/user: U0123CHIEF\n +title: CTO/);
    expect(file?.text).toContain('group: S0123EXECS');
  });

  it('warns of what cannot be taken back, of who hears nothing, and of names to be written down', async () => {
    const warningsOf = async (changes: object) =>
      (await plan(bastionForm(changes))).onRequest?.[0].warnings.join('\n');
    expect(
      await warningsOf({ evidence: { mode: 'COMPLIANCE', days: 400 } }),
    ).toMatch(/locked for 400 days.*not even root/);
    expect(await warningsOf({ alertEmail: '' })).toMatch(/No e-mail address/);
    const complete = await warningsOf({
      portalRole: 'Portal',
      deploymentRoles: ['deployment'],
    });
    expect(complete).not.toMatch(/No e-mail|No role|no role/);
    expect(complete).toMatch(/must stand in people of approvers.yaml/);
  });

  it('tells everything that is missing of an empty form', async () => {
    const { problems, resources, onRequest } = await plan({});
    for (const field of [
      'repository',
      'owner',
      'needed',
      'image',
      'taskSize',
      'subnetIds',
      'slack.signingSecretArn',
      'slack.teamId',
      'slack.approvers',
    ]) {
      expect(problems).toContainEqual(expect.stringContaining(field));
    }
    expect([resources, onRequest]).toEqual([[], undefined]);
  });

  it.each([
    [{ seats: 9 }],
    [{ seats: 'two' }],
    [{ image: 'news:latest' }],
    [{ longestMinutes: 1 }],
    [{ slack: { ...bastionForm().slack, approvers: [] } }],
    [{ secrets: [{ name: 'PATH', arn: 'hunter2' }] }],
    [{ buckets: 'news-uploads' }],
    [{ taskSize: '3/4' }],
    [{ evidence: { days: 0 } }],
  ])('refuses %j exactly as a run does', async changes => {
    const form = bastionForm(changes);
    const { problems, resources } = await plan(form);
    expect(problems).not.toEqual([]);
    expect(resources).toEqual([]);
    expect(() => auditedBastion.readAnswers(form)).toThrow();
    expect(problems.join()).not.toContain('hunter2');
  });

  it('asks whether the workload that it takes the place of is there', async () => {
    expect((await plan(bastionForm({ workloadId: 'w1' }))).problems).toEqual(
      [],
    );
    expect((await plan(bastionForm({ workloadId: 'gone' }))).problems).toEqual([
      expect.stringContaining('no workload gone'),
    ]);
  });

  it('does not hide a fault of the portal', async () => {
    const broken = {
      ...portal([]),
      workload: () => Promise.reject(new Error('The database is gone')),
    };
    const form = bastionForm({ workloadId: 'w1' });
    await expect(planBastion(form, broken, { token: '' })).rejects.toThrow(
      'gone',
    );
  });
});
