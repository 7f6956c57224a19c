import { answers } from '../testUtils/answers';
import { portal, workload } from '../testUtils/workload';
import { planJobs } from './planJobs';

const TOKEN = { token: 't' };
const plan = (form: Record<string, unknown>) =>
  planJobs(form, portal([workload('w1')]), TOKEN);
const FORM = { ...answers(), source: 'existing', secrets: [] };

describe('planJobs', () => {
  it('names what a repository will create', async () => {
    const { problems, resources } = await plan({
      ...FORM,
      host: { files: 'efs', mountPath: '/mnt/shared' },
    });
    expect(problems).toEqual([]);
    expect(resources.map(({ kind, count }) => `${count} ${kind}`)).toEqual([
      '1 schedule-group',
      '1 schedule',
      '2 state-machine',
      '1 task-definition',
      '1 cluster',
      '1 table',
      '1 queue',
      '1 topic',
      '1 event-rule',
      '2 log-group',
      '1 file-system',
      '2 security-group',
      '1 key',
    ]);
  });

  it('writes the schedule file of a new job as the form has it', async () => {
    const { file } = await plan({
      ...FORM,
      source: 'new',
      newJob: {
        name: 'greet',
        command: 'node jobs/hello.mjs',
        schedule: { expression: 'rate(5 minutes)', timezone: 'Asia/Tokyo' },
      },
    });
    expect(file?.path).toBe('schedules.yaml');
    expect(file?.text).toMatch(/name: greet\n +state: DISABLED/);
    expect(file?.text).toContain('expression: rate(5 minutes)');
  });

  it('tells everything that is missing of an empty form', async () => {
    const { problems, jobs, resources } = await plan({});
    expect(problems).toEqual([
      expect.stringMatching(/repository must be.*subnetIds must be/),
      expect.stringMatching(/Choose at least one workload/),
    ]);
    expect([jobs, resources]).toEqual([[], []]);
  });

  it.each([
    [{ workloadIds: 'w1' }],
    [{ secrets: [{ name: 7 }], host: [], newJob: 'x', subnetIds: null }],
    [{ timeLimitMinutes: '60', host: { files: 'nfs', mountPath: 3 } }],
    [{ source: 'new', newJob: { name: 'x' } }],
    [{ source: 'new', newJob: { name: 'x', schedule: 7 } }],
    [{ schedules: { w1: 'cron(0 0 * * ? *)' } }],
  ])('reads a form that holds %j', async changes => {
    expect(await plan({ ...FORM, ...changes })).toBeDefined();
  });

  it('does not hide a fault of the portal', async () => {
    const broken = {
      ...portal([]),
      workload: () => Promise.reject(new Error('The database is gone')),
    };
    await expect(planJobs(FORM, broken, TOKEN)).rejects.toThrow('gone');
  });
});
