import type { WorkloadDetail } from 'backstage-plugin-batch-migration-common';
import { codeowners } from '../rendering/codeowners';
import { answers } from '../testUtils/answers';
import { portal, workload } from '../testUtils/workload';
import { jobsArchitecture } from './architecture';
import { jobsCost } from './cost';
import { prepareJobs } from './prepareJobs';

type Changes = Parameters<typeof workload>[1];
const RUN = { outcome: 'succeeded', startedAt: '2026-02-01T00:00:00Z' };
const runs = (...seconds: number[]) =>
  seconds.map(length => ({
    ...RUN,
    endedAt: new Date(Date.parse(RUN.startedAt) + length * 1000).toISOString(),
  })) as WorkloadDetail['evidence']['runs'];

function jobs(...changes: Changes[]) {
  const workloads = changes.map((change, i) => workload(`w${i + 1}`, change));
  return prepareJobs(
    answers({ workloadIds: workloads.map(({ id }) => id) }),
    portal(workloads),
    { token: 't' },
  );
}
const daily = {
  dialect: 'debian-cron' as const,
  expression: '15 4 * * *',
  timezone: 'Asia/Tokyo',
};

describe('the cost of jobs', () => {
  const page = async (region: string, ...changes: Changes[]) =>
    jobsCost({ region, taskSize: '1024/2048' }, await jobs(...changes));

  it('follows from starts, the length of runs and known prices', async () => {
    const text = await page('us-east-1', {
      schedule: daily,
      evidence: { observations: [], runs: runs(600, 600, 600) },
    });
    // 365/12 starts of 600 s: 5.07 hours of 1 vCPU and 2 GB.
    expect(text).toContain(
      '| job-w1 | 30 starts, 600 s each on the old host | 5.07 | 10.14 | USD 0.25 |',
    );
    expect(text).toContain('Together USD 0.25 a month, of 1 of 1.');
    expect(text).toMatch(/an hour of a vCPU: USD 0\.04048, read on 2026-/);
  });

  it('counts at least a minute of each run', async () => {
    const text = await page('us-east-1', {
      schedule: daily,
      evidence: { observations: [], runs: runs(1, 1, 1) },
    });
    expect(text).toContain('| 0.51 | 1.01 |');
  });

  it('has no amount where the price of the region was not read', async () => {
    const text = await page('ap-northeast-1', {
      schedule: daily,
      evidence: { observations: [], runs: runs(600, 600, 600) },
    });
    expect(text).toContain('| 5.07 | 10.14 | price not known |');
    expect(text).toContain('No amount is known.');
    expect(text).not.toContain('USD');
  });

  it('has neither hours nor amount where nobody saw how long runs take', async () => {
    const text = await page(
      'us-east-1',
      { schedule: daily },
      {
        schedule: daily,
        evidence: { observations: [], runs: runs(600, 600, 600) },
      },
    );
    expect(text).toContain(
      '| job-w1 | 30 starts, of a length that is not known | not known | not known | length of a run not known |',
    );
    expect(text).toContain('a month, of 1 of 2.');
  });
});

describe('the diagram', () => {
  it('shows each job with its times, and how many are left out', async () => {
    const some = await jobs(...Array.from({ length: 10 }, () => ({})));
    const text = jobsArchitecture(answers(), some);
    expect(text).toContain(
      's0["job-w1<br>cron#40;15 4 #63; #42; MON-FRI #42;#41;<br>Asia/Tokyo"]',
    );
    expect(text).toContain('more["and 2 more"]');
    expect(text.match(/^ {4}s\d+\[/gm)).toHaveLength(8);
  });

  it.each([
    ['s3', 'S3<br>files between jobs'],
    ['efs', 'EFS<br>files between jobs'],
  ] as const)('shows where files are kept: %s', async (files, label) => {
    const given = answers();
    const text = jobsArchitecture(
      { ...given, host: { ...given.host, files } },
      await jobs({}),
    );
    expect(text).toContain(label);
    expect(jobsArchitecture(given, await jobs({}))).not.toContain(
      'files between',
    );
  });
});

it('asks nobody before the team is known at the host', () => {
  const text = codeowners({ owner: 'group:default/news-platform' });
  expect(text).toContain('@my-organisation/news-platform');
  expect(text.match(/^[^#\n]/gm)).toBeNull();
});
