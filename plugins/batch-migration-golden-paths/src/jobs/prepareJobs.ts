import { InputError, NotFoundError } from '@backstage/errors';
import type { WorkloadDetail } from 'backstage-plugin-batch-migration-common';
import type { PortalReader } from '../goldenPath';
import { SECRET_ARN, SECRET_NAME } from '../answers/limits';
import type { ScheduledJobAnswers } from './answers';
import type { JobDefinition } from './definition';
import { definitionProblems, JOBS_IN_ONE_STACK } from './definitionProblems';
import { fromNewJob } from './fromNewJob';
import { fromWorkload, hostedJob, type JobResult } from './fromWorkload';
import { hostUsesTogether, sharedLocks } from './hostShared';
import { rulesOf } from '../outputs/ecschedule';
import { isNotFound } from '../preview/refusal';
import { TIME_LIMIT_MINUTES } from './limits';
import { jobName, uniqueNames } from './names';

export type JobChoices = Pick<
  ScheduledJobAnswers,
  | 'repository'
  | 'workloadIds'
  | 'schedules'
  | 'newJob'
  | 'timeLimitMinutes'
  | 'secrets'
  | 'host'
  | 'output'
>;

/**
 * Reads the chosen workloads and makes a job of each, or of the new job.
 * Everything that stands in the way is reported at once.
 *
 * @throws NotFoundError for ids that the portal does not know or may not show
 * @throws InputError for everything that a person has to settle first
 */
export async function prepareJobs(
  choices: JobChoices,
  client: PortalReader,
  request: { token: string; signal?: AbortSignal },
): Promise<JobDefinition[]> {
  checkChoices(choices);
  const { now } = await client.summary({}, request);
  const options = {
    timeLimitMinutes: choices.timeLimitMinutes,
    secrets: choices.secrets,
    host: choices.host,
    output: choices.output,
    now: new Date(now),
  };
  if (choices.newJob) {
    return named(choices, [
      {
        who: 'The new job',
        name: choices.newJob.name,
        result: fromNewJob(choices.newJob, options),
      },
    ]);
  }
  const workloads = await readWorkloads(choices.workloadIds, client, request);
  const uses = hostUsesTogether(workloads.map(hostedJob));
  const locks = sharedLocks(uses);
  const jobs = workloads.map((workload, index) => ({
    who: `Workload ${JSON.stringify(workload.name)} (${workload.id})`,
    name: jobName(workload.name, workload.id),
    result: fromWorkload(workload, options, {
      uses: uses[index],
      sharedLocks: locks,
      chosen: choices.schedules.find(one => one.workloadId === workload.id),
    }),
  }));
  return named(choices, jobs);
}

function checkChoices({
  workloadIds,
  newJob,
  timeLimitMinutes,
  secrets,
}: JobChoices): void {
  if (workloadIds.length === 0 && !newJob) {
    throw new InputError('Choose at least one workload, or describe a new job');
  }
  if (workloadIds.length > 0 && newJob) {
    throw new InputError(
      'A repository is made either for workloads or for a new job, not for both',
    );
  }
  const { min, max } = TIME_LIMIT_MINUTES;
  if (!(timeLimitMinutes >= min && timeLimitMinutes <= max)) {
    throw new InputError(
      `timeLimitMinutes must be from ${min} to ${max}, got: ${timeLimitMinutes}`,
    );
  }
  for (const [name, arn] of Object.entries(secrets)) {
    if (!SECRET_NAME.test(name)) {
      throw new InputError(
        `secrets: a name is made of capital letters, digits and underscores, got: ${JSON.stringify(
          name,
        )}`,
      );
    }
    if (!SECRET_ARN.test(arn)) {
      // The value is not repeated: somebody may have typed the credential itself.
      throw new InputError(
        `secrets: ${name} must be the ARN of a parameter (arn:aws:ssm:…:parameter/…) or of a secret (arn:aws:secretsmanager:…:secret:…)`,
      );
    }
  }
}

async function readWorkloads(
  ids: string[],
  client: Pick<PortalReader, 'workload'>,
  request: { token: string; signal?: AbortSignal },
): Promise<WorkloadDetail[]> {
  const workloads: WorkloadDetail[] = [];
  const unknown: string[] = [];
  for (const id of new Set(ids)) {
    try {
      workloads.push(await client.workload(id, request));
    } catch (error) {
      if (!isNotFound(error)) throw error;
      unknown.push(id);
    }
  }
  if (unknown.length > 0) {
    throw new NotFoundError(
      `The portal knows no workload ${unknown.join(
        ', ',
      )}; choose again from the list`,
    );
  }
  return workloads;
}

function named(
  { repository, output }: JobChoices,
  candidates: Array<{ who: string; name: string; result: JobResult }>,
): JobDefinition[] {
  const names = uniqueNames(candidates.map(({ name }) => name));
  const jobs = candidates.map(({ result }, index) =>
    result.job === null ? null : withNames(result.job, names[index]),
  );
  const problems = candidates.flatMap(({ who, result }, index) => {
    const job = jobs[index];
    let ofOutput: string[] = [];
    if (job) {
      ofOutput =
        output === 'ecspresso'
          ? rulesOf(repository, job).problems
          : definitionProblems(job);
    }
    return [...result.problems, ...ofOutput].map(
      problem => `${who}: ${problem}`,
    );
  });
  if (output === 'cdk' && candidates.length > JOBS_IN_ONE_STACK) {
    problems.push(
      `The stack of one repository holds at most ${JOBS_IN_ONE_STACK} jobs, got: ${candidates.length}; make several repositories`,
    );
  }
  if (problems.length > 0) {
    throw new InputError(
      `Nothing was generated. ${problems.join('. ')}`.replace(/\.?$/, '.'),
    );
  }
  return jobs.flatMap(job => job ?? []);
}

function withNames(
  job: Omit<JobDefinition, 'name'>,
  name: string,
): JobDefinition {
  return {
    ...job,
    name,
    schedules: job.schedules.map((schedule, number, all) => ({
      ...schedule,
      name: all.length === 1 ? name : `${name}-s${number + 1}`,
    })),
  };
}
