import type { CommonAnswers } from '../answers/commonAnswers';
import type { RenderInput } from '../goldenPath';
import { yamlText } from './yamlText';

/** `catalog-info.yaml`: the component, and the workloads that it replaces. */
export function catalogInfo(
  { answers }: Pick<RenderInput<CommonAnswers, unknown>, 'answers'>,
  component: {
    /** Where the answers have none. */
    description: string;
    /** Ids of workloads. */
    replaces: string[];
    tags: string[];
  },
): string {
  return yamlText({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: answers.repository,
      description: answers.description ?? component.description,
      annotations: {
        'backstage.io/techdocs-ref': 'dir:.',
        ...(component.replaces.length > 0
          ? { 'batch-migration/replaces': component.replaces.join(',') }
          : {}),
      },
      tags: component.tags,
    },
    spec: {
      type: 'service',
      lifecycle: 'experimental',
      owner: answers.owner,
    },
  });
}
