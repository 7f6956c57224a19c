import type { GoldenPathAnswers } from '../jobs/answers';
import type { JobDefinition } from '../jobs/definition';
import { yamlText } from './yamlText';

/** `catalog-info.yaml`: the component, and the workloads that it replaces. */
export function catalogInfo(
  answers: GoldenPathAnswers,
  jobs: JobDefinition[],
): string {
  const replaces = jobs.flatMap(({ workloadId }) => workloadId ?? []);
  return yamlText({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: answers.repository,
      description:
        answers.description ?? 'Scheduled jobs on ECS Fargate, as one stack',
      annotations: {
        'backstage.io/techdocs-ref': 'dir:.',
        ...(replaces.length > 0
          ? { 'batch-migration/replaces': replaces.join(',') }
          : {}),
      },
      tags: ['scheduled-jobs', 'ecs-fargate'],
    },
    spec: {
      type: 'service',
      lifecycle: 'experimental',
      owner: answers.owner,
    },
  });
}
