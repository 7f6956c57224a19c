import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type {
  BackstageCredentials,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { type Entity, getEntitySourceLocation } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import type { ScmIntegrations } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { fetchContents } from '@backstage/plugin-scaffolder-node';
import { GOLDEN_PATH_VERSION_ANNOTATION } from 'backstage-plugin-batch-migration-common';
import {
  contentPath,
  type TemplateVersion,
} from 'backstage-plugin-batch-migration-golden-paths';

/**
 * The version of a golden path that the catalog holds, wherever it was
 * registered from: a fork is found as the original is.
 *
 * @param workspace - folder that its static files are fetched into
 */
export async function newestTemplate(options: {
  template: string;
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  credentials: BackstageCredentials;
  reader: UrlReaderService;
  integrations: ScmIntegrations;
  workspace: string;
}): Promise<TemplateVersion> {
  const { template, catalog, credentials, reader, integrations } = options;
  const entity = await catalog.getEntityByRef(template, { credentials });
  if (!entity) {
    throw new NotFoundError(
      `The catalog shows no ${template}; register the template of this golden path, or ask for access to it`,
    );
  }
  const version = entity.metadata.annotations?.[GOLDEN_PATH_VERSION_ANNOTATION];
  if (!version) {
    throw new InputError(
      `${template} does not say which version it holds: give it the annotation ${GOLDEN_PATH_VERSION_ANNOTATION}`,
    );
  }
  const baseUrl = baseUrlOf(entity);
  return {
    version,
    source: templateSource(baseUrl),
    content: async () => {
      const outputPath = join(options.workspace, 'golden-path-content');
      await fetchContents({
        reader,
        integrations,
        baseUrl,
        fetchUrl: contentPath(entity),
        outputPath,
      });
      return outputPath;
    },
  };
}

/** The address of a template, where it is one that others can read too. */
export function templateSource(baseUrl?: string): string | undefined {
  return baseUrl && /^https?:\/\//.test(baseUrl) ? baseUrl : undefined;
}

function baseUrlOf(entity: Entity): string {
  const { type, target } = getEntitySourceLocation(entity);
  if (type === 'url') return target;
  if (type === 'file') {
    const path = target.startsWith('file:') ? fileURLToPath(target) : target;
    return `file://${path}`;
  }
  throw new InputError(
    `${entity.metadata.name} was registered from a location of type ${type}; its files are read from types url and file only`,
  );
}
