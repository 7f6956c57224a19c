import type {
  LoggerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { maskSecrets } from 'backstage-plugin-batch-migration-common';
import { realpath, rm } from 'node:fs/promises';

/** The files of an inventory as they are now, in a folder of this machine. */
export interface InventoryTree {
  /** Real path. */
  root: string;
  /** As its platform names it, for example a commit; `null` for a folder. */
  version: string | null;
  /** Whether the files stay where they are, so that their times tell of changes. */
  isLasting: boolean;
  /** To be called when everything was read. */
  release(): Promise<void>;
}

/** Where the files of an inventory come from. */
export interface InventoryTarget {
  /** As a person configured it, without credentials. */
  name: string;
  /**
   * @param known - a version that need not be read again
   * @returns `unchanged` where that is still the version
   * @throws Error whose message tells a person what to mend
   */
  open(
    known: string | null,
    signal?: AbortSignal,
  ): Promise<InventoryTree | 'unchanged'>;
}

/** No inventory is as large; an archive that is would only fill the disk. */
const MAX_TREE_BYTES = 512 * 1024 * 1024;
const MAX_TREE_FILES = 200_000;

export function folderTarget(directory: string): InventoryTarget {
  return {
    name: directory,
    async open() {
      try {
        const root = await realpath(directory);
        return {
          root,
          version: null,
          isLasting: true,
          release: async () => {},
        };
      } catch (error) {
        throw new Error(
          `The inventory folder ${directory} cannot be read: ${
            (error as Error).message
          }`,
        );
      }
    },
  };
}

/** A folder that Backstage's integrations read, for example of a repository. */
export function urlTarget(options: {
  url: string;
  urlReader: UrlReaderService;
  logger?: LoggerService;
}): InventoryTarget {
  const { url, urlReader, logger } = options;
  const name = withoutCredentials(url);
  return {
    name,
    async open(known, signal) {
      try {
        const response = await urlReader.readTree(url, {
          ...(known !== null && { etag: known }),
          ...(signal && { signal }),
          filter: limited(),
        });
        const directory = await response.dir();
        return {
          root: await realpath(directory),
          // Some readers give none: then everything is compared by its content.
          version: response.etag || null,
          isLasting: false,
          release: () => remove(directory, logger),
        };
      } catch (error) {
        if (isError(error) && error.name === 'NotModifiedError') {
          return 'unchanged';
        }
        throw new Error(reasonOf(error, name));
      }
    },
  };
}

function limited(): (path: string, info?: { size: number }) => boolean {
  let bytes = 0;
  let files = 0;
  return (_, info) => {
    bytes += info?.size ?? 0;
    files += 1;
    if (bytes > MAX_TREE_BYTES || files > MAX_TREE_FILES) {
      throw new Error(
        `it holds more than ${MAX_TREE_FILES} files or ${MAX_TREE_BYTES} bytes. Keep the inventory in a folder of its own, and drop old captures.`,
      );
    }
    return true;
  };
}

async function remove(directory: string, logger?: LoggerService) {
  try {
    await rm(directory, { recursive: true, force: true });
  } catch (error) {
    logger?.warn(
      `${directory}, a copy of an inventory, could not be removed: ${error}`,
    );
  }
}

function withoutCredentials(url: string): string {
  return maskSecrets(url.replace(/^(https?:\/\/)[^/@]*@/, '$1')).text;
}

/** What a person has to do about a URL that cannot be read. */
function reasonOf(error: unknown, url: string): string {
  const message = withoutCredentials(
    isError(error) ? error.message : String(error),
  );
  const is = (...names: string[]) =>
    isError(error) && names.includes(error.name);
  const says = (pattern: RegExp) => pattern.test(message);
  let advice = 'The last state is kept, and it is tried again.';
  if (says(/rate.?limit|too many requests|\b429\b/i)) {
    advice =
      'The platform answers too many requests. Give the integration a token of its own, or look less often (batchMigration.observation.frequency).';
  } else if (
    is('AuthenticationError', 'NotAllowedError') ||
    says(/\b40[13]\b|unauthori[sz]ed|forbidden/i)
  ) {
    advice =
      'Give the integration of that host a token that may read it, in integrations of the configuration.';
  } else if (is('NotFoundError') || says(/\b404\b|not found/i)) {
    advice =
      'Correct the target, or give the integration of that host a token: private repositories are not found without one.';
  } else if (says(/allowlist|not allowed|Reading from .* is not/i)) {
    advice =
      'Add the host to integrations or to backend.reading.allow of the configuration.';
  }
  return `The inventory ${url} cannot be read: ${message} ${advice}`;
}
