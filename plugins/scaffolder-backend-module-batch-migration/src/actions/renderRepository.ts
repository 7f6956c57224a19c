import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { GoldenPathAnswers } from '../jobs/answers';
import { parseJobDefinitions } from '../jobs/definition';
import { writeRepository } from '../rendering/renderGoldenPath';
import { examples } from './renderRepository.examples';

/**
 * Writes the files that hold data of the estate or of the form. They come from
 * serializers, never from a template engine, so that a command stays data.
 */
export function createRenderRepositoryAction() {
  return createTemplateAction({
    id: 'batch-migration:repository:render',
    description:
      'Writes schedules.yaml, migration.md, catalog-info.yaml and the settings of a golden path into the workspace',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        path: z =>
          z
            .string()
            .describe('Folder in the workspace that holds the static files'),
        template: z => z.string().describe('Entity ref of the template'),
        version: z => z.string().describe('Version of the golden path'),
        answers: z => z.record(z.unknown()).describe('Output of jobs:prepare'),
        jobs: z =>
          z.array(z.record(z.unknown())).describe('Output of jobs:prepare'),
      },
    },
    async handler(ctx) {
      const directory = resolveSafeChildPath(ctx.workspacePath, ctx.input.path);
      await writeRepository(directory, {
        template: ctx.input.template,
        version: ctx.input.version,
        answers: ctx.input.answers as unknown as GoldenPathAnswers,
        jobs: parseJobDefinitions(ctx.input.jobs),
      });
    },
  });
}
