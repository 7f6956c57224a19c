import { parseEntityRef } from '@backstage/catalog-model';
import { GOLDEN_PATH_ANNOTATION } from 'backstage-plugin-batch-migration-common';
import type { PlaceAnswers } from '../answers/commonAnswers';
import type { RenderInput } from '../goldenPath';
import { yamlText } from './yamlText';

/** `catalog-info.yaml`: the component, and the workloads that it replaces. */
export function catalogInfo(
  {
    template,
    version,
    answers,
  }: Pick<
    RenderInput<PlaceAnswers, unknown>,
    'template' | 'version' | 'answers'
  >,
  component: {
    /** Where the answers have none. */
    description: string;
    /** Ids of workloads. */
    replaces: string[];
    tags: string[];
  },
): string {
  const { name: goldenPath } = parseEntityRef(template, {
    defaultKind: 'template',
  });
  return yamlText({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: answers.repository,
      description: answers.description ?? component.description,
      annotations: {
        'backstage.io/techdocs-ref': 'dir:.',
        [GOLDEN_PATH_ANNOTATION]: `${goldenPath}@${version}`,
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
