import type {
  LoggerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { join } from 'node:path';
import { decodeText, readTextFile } from '../inventory/readFolder';
import type { Repository } from './repository';

/** A CODEOWNERS file as it was found. */
export interface CodeownersFile {
  /** From the root of the repository. */
  path: string;
  text: string;
}

/** The first that is there counts, as on GitHub and GitLab. */
const GITHUB = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];
const GITLAB = ['CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];

/** Of a checkout; `null` where it has none that can be read. */
export async function codeownersInFolder(
  { root }: Repository,
  logger?: LoggerService,
): Promise<CodeownersFile | null> {
  for (const path of new Set([...GITHUB, ...GITLAB])) {
    const file = await readTextFile(join(root, path), root);
    if (file?.readable) return { path, text: file.text };
    if (file) logger?.warn(`Owners are not read: ${file.reason}`);
  }
  return null;
}

/** Where CODEOWNERS of a URL's repository may be, and the folder that the URL means. */
export interface UrlRepository {
  files: Array<{ path: string; url: string }>;
  prefix: string;
}

/** `null` where nothing tells which part of the URL is the repository. */
export function repositoryOfUrl(url: string): UrlRepository | null {
  if (!URL.canParse(url)) return null;
  const { origin, pathname } = new URL(url);
  const gitlab = /^(\/.+)\/-\/tree\/([^/]+)(?:\/(.*))?$/.exec(pathname);
  const github = /^(\/[^/]+\/[^/]+)\/tree\/([^/]+)(?:\/(.*))?$/.exec(pathname);
  const found = gitlab ?? github;
  if (!found) return null;
  const [, repository, ref, folder = ''] = found;
  const base = `${origin}${repository}${gitlab ? '/-' : ''}/blob/${ref}`;
  try {
    return {
      prefix: decodeURIComponent(folder).replace(/\/+$/, ''),
      files: (gitlab ? GITLAB : GITHUB).map(path => ({
        path,
        url: `${base}/${path}`,
      })),
    };
  } catch {
    return null;
  }
}

/**
 * Of a repository behind a URL; `null` where it has none.
 *
 * @throws Error where that cannot be told now
 */
export async function codeownersAtUrl(
  { files }: UrlRepository,
  urlReader: UrlReaderService,
  signal?: AbortSignal,
): Promise<CodeownersFile | null> {
  for (const { path, url } of files) {
    try {
      const response = await urlReader.readUrl(url, { signal });
      const file = decodeText(await response.buffer(), path);
      if (file.readable) return { path, text: file.text };
    } catch (error) {
      if (!(isError(error) && error.name === 'NotFoundError')) throw error;
    }
  }
  return null;
}
