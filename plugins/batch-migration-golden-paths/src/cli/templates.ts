import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { parseEntityRef } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import { GOLDEN_PATH_VERSION_ANNOTATION } from 'backstage-plugin-batch-migration-common';
import { parseAllDocuments } from 'yaml';
import type { TemplateVersion } from '../upgrade/renderNewest';
import { contentPath } from '../upgrade/templateFiles';
import { git } from './git';

/** Where templates are: a folder of this machine, or a repository. */
export interface TemplatesPlace {
  /** Folder, or what `git clone` takes. */
  address: string;
  /** Branch or tag of a repository; its default branch where left out. */
  ref?: string;
  /** Folder within the repository. */
  path?: string;
}

/**
 * Reads the address of a template's folder as hosts show it:
 * `https://host/group/repository/tree/main/templates/name/template.yaml`.
 */
export function placeOfSource(source: string): TemplatesPlace {
  const match =
    /^(https?:\/\/[^/]+\/.+?)\/(?:-\/)?(?:tree|blob)\/([^/]+)(?:\/(.*))?$/.exec(
      source,
    );
  if (!match) {
    throw new InputError(
      `The source ${source} is no address of a folder that this command knows how to clone; give --templates`,
    );
  }
  const [, repository, ref, path = ''] = match;
  return {
    address: repository,
    ref,
    path: path.replace(/\/?[^/]*\.ya?ml$/, '').replace(/\/$/, ''),
  };
}

/**
 * The newest version of a template, from a folder or a repository.
 *
 * @param cwd - from where a relative folder is meant
 * @param scratch - where a repository is cloned to
 */
export async function readTemplates(
  template: string,
  place: TemplatesPlace,
  { cwd, scratch }: { cwd: string; scratch: string },
): Promise<TemplateVersion> {
  const { name } = parseEntityRef(template, { defaultKind: 'template' });
  let folder = resolve(cwd, place.address);
  if (!existsSync(folder)) {
    folder = join(scratch, 'templates');
    const ref = place.ref ? ['--branch', place.ref] : [];
    await git(
      scratch,
      ...['clone', '--quiet', '--depth', '1', ...ref],
      ...['--', place.address, folder],
    );
  }
  const start = resolve(folder, place.path ?? '.');
  if (start !== folder && !start.startsWith(folder + sep)) {
    throw new InputError(`${place.path} is no folder within ${place.address}`);
  }
  for (const candidate of ['.', name, `templates/${name}`]) {
    const file = join(start, candidate, 'template.yaml');
    if (!existsSync(file)) continue;
    const found = parseAllDocuments(await readFile(file, 'utf8'))
      .map(document => document.toJS())
      .find(
        entity => entity?.kind === 'Template' && entity.metadata?.name === name,
      );
    if (found) return versionOf(found, resolve(start, candidate));
  }
  throw new NotFoundError(
    `${place.address} holds no template ${name}: neither template.yaml, nor ${name}/template.yaml, nor templates/${name}/template.yaml is one`,
  );
}

function versionOf(entity: any, folder: string): TemplateVersion {
  const version = entity.metadata.annotations?.[GOLDEN_PATH_VERSION_ANNOTATION];
  if (typeof version !== 'string') {
    throw new InputError(
      `${folder} does not say which version it holds: its template.yaml needs the annotation ${GOLDEN_PATH_VERSION_ANNOTATION}`,
    );
  }
  const content = resolve(folder, contentPath(entity));
  if (!content.startsWith(folder + sep) || !existsSync(content)) {
    throw new InputError(`${folder} holds no folder ${contentPath(entity)}`);
  }
  return { version, content: async () => content };
}
