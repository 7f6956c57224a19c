import { parseEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import type { GoldenPath } from './goldenPath';
import { auditedBastion } from './bastion/auditedBastion';
import { scheduledFargateJob } from './jobs/scheduledFargateJob';
import { dataPatchPipeline } from './patch/dataPatchPipeline';
import { sqsWorker } from './worker/sqsWorker';

/** Answers and work are checked by the golden path that reads them. */
type AnyGoldenPath = GoldenPath<any, any>;

const GOLDEN_PATHS: AnyGoldenPath[] = [
  scheduledFargateJob,
  sqsWorker,
  auditedBastion,
  dataPatchPipeline,
];

/**
 * The golden path of a template.
 *
 * @param template - entity ref of the template
 * @throws NotFoundError where this package renders none of that name
 */
export function goldenPathOf(template: string): AnyGoldenPath {
  const { name } = parseEntityRef(template, {
    defaultKind: 'template',
    defaultNamespace: 'default',
  });
  const found = GOLDEN_PATHS.find(goldenPath => goldenPath.name === name);
  if (found) return found;
  throw new NotFoundError(
    `No golden path is called ${name}; there are: ${GOLDEN_PATHS.map(
      goldenPath => goldenPath.name,
    ).join(', ')}`,
  );
}
