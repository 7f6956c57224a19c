import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  type TemplateAction,
  createTemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { GOLDEN_PATH_VERSION_ANNOTATION } from 'backstage-plugin-batch-migration-common';
import { writeRepository } from 'backstage-plugin-batch-migration-golden-paths';
import { templateSource } from '../upgrade/newestTemplate';
import { examples } from './renderRepository.examples';

/**
 * Completes a folder with the golden path's shared files and with those that
 * hold data of the estate or of the form. The latter come from serializers,
 * never from a template engine, so that a command stays data.
 */
export function createRenderRepositoryAction() {
  return createTemplateAction({
    id: 'batch-migration:repository:render',
    description:
      'Completes the content of a golden path in the workspace: shared files, schedules or workers, settings, catalog-info.yaml and .golden-path.json',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        path: z =>
          z
            .string()
            .describe(
              "Folder in the workspace that holds the template's content",
            ),
        template: z =>
          z
            .string()
            .optional()
            .describe(
              'Entity ref of the template; the running one if left out',
            ),
        version: z =>
          z
            .string()
            .optional()
            .describe(
              `Version of the golden path; the template's annotation ${GOLDEN_PATH_VERSION_ANNOTATION} if left out`,
            ),
        answers: z => z.record(z.unknown()).describe('Output of prepare'),
        work: z =>
          z
            .array(z.record(z.unknown()))
            .describe('Output of prepare: jobs or workers'),
      },
    },
    async handler(ctx) {
      const directory = resolveSafeChildPath(ctx.workspacePath, ctx.input.path);
      await writeRepository(directory, {
        ...origin(ctx),
        answers: ctx.input.answers,
        work: ctx.input.work,
      });
    },
  });
}

/** The template and its version, as given or as the running template says. */
function origin(ctx: {
  input: { template?: string; version?: string };
  templateInfo?: Parameters<TemplateAction['handler']>[0]['templateInfo'];
}) {
  const template = ctx.input.template ?? ctx.templateInfo?.entityRef;
  const version =
    ctx.input.version ??
    ctx.templateInfo?.entity?.metadata.annotations?.[
      GOLDEN_PATH_VERSION_ANNOTATION
    ];
  if (!template || !version) {
    throw new InputError(
      `The template and its version are not known: give the inputs template and version, or the template the annotation ${GOLDEN_PATH_VERSION_ANNOTATION}`,
    );
  }
  return {
    template,
    version,
    source: templateSource(ctx.templateInfo?.baseUrl),
  };
}
