import { z } from 'zod';
import { STOP_TIMEOUT_SECONDS } from '../jobs/limits';
import type { ScheduledJobAnswers } from '../jobs/answers';
import type { JobDefinition } from '../jobs/definition';
import { yamlText } from '../rendering/yamlText';
import type { EcsAnswers } from './ecsAnswers';
import { ecscheduleOf, familyOf } from './ecschedule';
import { goJson } from './goTemplate';

/** `ecspresso.yml` of a job (v2): no service, since a job is a task that ends. */
export const ecspressoFile = z
  .object({
    required_version: z.string(),
    region: z.string(),
    cluster: z.string(),
    task_definition: z.string(),
    timeout: z.string(),
  })
  .strict();

const pair = z.object({ name: z.string(), value: z.string() }).strict();

/** Input of `RegisterTaskDefinition`, as far as jobs use it. */
export const taskDefinitionFile = z
  .object({
    family: z.string().regex(/^[A-Za-z0-9_-]{1,255}$/),
    requiresCompatibilities: z.tuple([z.literal('FARGATE')]),
    networkMode: z.literal('awsvpc'),
    cpu: z.string().regex(/^\d+$/),
    memory: z.string().regex(/^\d+$/),
    executionRoleArn: z.string(),
    taskRoleArn: z.string().optional(),
    runtimePlatform: z
      .object({
        cpuArchitecture: z.literal('X86_64'),
        operatingSystemFamily: z.literal('LINUX'),
      })
      .strict(),
    volumes: z.array(z.object({ name: z.string() }).strict()),
    containerDefinitions: z.tuple([
      z
        .object({
          name: z.literal('job'),
          image: z.string(),
          essential: z.literal(true),
          command: z.array(z.string()),
          environment: z.array(pair),
          secrets: z.array(
            z.object({ name: z.string(), valueFrom: z.string() }).strict(),
          ),
          readonlyRootFilesystem: z.literal(true),
          stopTimeout: z.number().int().min(2).max(120),
          linuxParameters: z
            .object({
              initProcessEnabled: z.literal(true),
              capabilities: z
                .object({ drop: z.tuple([z.literal('ALL')]) })
                .strict(),
            })
            .strict(),
          mountPoints: z.array(
            z
              .object({
                sourceVolume: z.string(),
                containerPath: z.string(),
                readOnly: z.boolean(),
              })
              .strict(),
          ),
          logConfiguration: z
            .object({
              logDriver: z.literal('awslogs'),
              options: z.record(z.string()),
            })
            .strict(),
        })
        .strict(),
    ]),
    tags: z.array(z.object({ key: z.string(), value: z.string() }).strict()),
  })
  .strict();

/** A value that `text/template` of Go puts in while the file is read. */
const IMAGE_OF_DEPLOYMENT = '{{ must_env `IMAGE` }}';
/** Stands for it until the data around it is escaped. */
const IMAGE_PLACE = 'image-of-the-deployment';

/** The files of the ecspresso output that hold data, by path. */
export function ecspressoFiles(
  answers: ScheduledJobAnswers,
  ecs: EcsAnswers,
  jobs: JobDefinition[],
): Record<string, string> {
  const files: Record<string, string> = {
    'ecschedule.yaml': yamlText(
      ecscheduleOf(answers, ecs, jobs),
      ' Rules of EventBridge, in UTC. Reviewed in pull requests; a rule starts\n its job once disabled is taken out: the handover decides when.',
    ),
  };
  for (const job of jobs) {
    files[`jobs/${job.name}/ecspresso.yml`] = yamlText(
      ecspressoFile.parse({
        required_version: '>= 2.0.0',
        region: answers.region,
        cluster: ecs.cluster,
        task_definition: 'ecs-task-def.json',
        timeout: '10m0s',
      }),
    );
    files[`jobs/${job.name}/ecs-task-def.json`] = goJson(
      taskDefinitionOf(answers, ecs, job),
    ).replace(`"image": "${IMAGE_PLACE}"`, `"image": "${IMAGE_OF_DEPLOYMENT}"`);
  }
  return files;
}

function taskDefinitionOf(
  answers: ScheduledJobAnswers,
  ecs: EcsAnswers,
  job: JobDefinition,
): z.infer<typeof taskDefinitionFile> {
  const [cpu, memory] = answers.taskSize.split('/');
  const shell = ['/bin/sh', '-c', job.command];
  return taskDefinitionFile.parse({
    family: familyOf(answers.repository, job),
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    ...{ cpu, memory },
    executionRoleArn: ecs.executionRoleArn,
    ...(ecs.taskRoleArn ? { taskRoleArn: ecs.taskRoleArn } : {}),
    runtimePlatform: {
      cpuArchitecture: 'X86_64',
      operatingSystemFamily: 'LINUX',
    },
    volumes: [{ name: 'tmp' }],
    containerDefinitions: [
      {
        name: 'job',
        image: answers.image ?? IMAGE_PLACE,
        essential: true,
        command:
          job.stdin === null
            ? shell
            : // As the CDK output has it: the program's own exit code is the result.
              [
                ...['/bin/sh', '-c', 'printf %s "$JOB_STDIN" | "$@"', 'job'],
                ...shell,
              ],
        environment: Object.entries({
          ...job.environment,
          ...(job.stdin === null ? {} : { JOB_STDIN: job.stdin }),
          JOB_NAME: job.name,
        }).map(([name, value]) => ({ name, value })),
        secrets: Object.entries(job.secrets).map(([name, valueFrom]) => ({
          ...{ name, valueFrom },
        })),
        readonlyRootFilesystem: true,
        stopTimeout: STOP_TIMEOUT_SECONDS,
        linuxParameters: {
          initProcessEnabled: true,
          capabilities: { drop: ['ALL'] },
        },
        mountPoints: [
          { sourceVolume: 'tmp', containerPath: '/tmp', readOnly: false },
        ],
        logConfiguration: {
          logDriver: 'awslogs',
          options: {
            'awslogs-group': ecs.logGroup,
            'awslogs-region': answers.region,
            'awslogs-stream-prefix': job.name,
          },
        },
      },
    ],
    tags: [
      { key: 'owner', value: answers.owner },
      { key: 'repository', value: answers.repository },
    ],
  });
}
