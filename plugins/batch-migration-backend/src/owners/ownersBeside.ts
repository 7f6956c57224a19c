import type {
  LoggerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import {
  codeownersOf,
  parseCodeowners,
  type Codeowners,
  type InventoryRole,
  type PlacedOwnerHint,
  type ServerInventory,
} from 'backstage-plugin-batch-migration-common';
import { createHash } from 'node:crypto';
import { groupBy } from '../stores/rows';
import {
  codeownersAtUrl,
  codeownersInFolder,
  repositoryOfUrl,
  type CodeownersFile,
} from './codeownersFile';
import { emailDigest } from './emailDigest';
import { GitHistory, type AuthorsByPath } from './GitHistory';
import { repositoryOf, type Repository } from './repository';

const MAX_NAME = 80;
const DECLARED = /^declared:[^/]+\/[^/]+\/(.+)$/;

/** What lies beside the folders of servers and tells of their owners, as it is now. */
export interface OwnersBeside {
  /** The same while what tells of all folders alike is the same. */
  version: string;
  /** The same while what tells of one folder alone is the same. */
  versionOf(folder: string): string;
  hintsOf(folder: string, inventory: ServerInventory): PlacedOwnerHint[];
}

/** Looks anew before each reading. Never throws. */
export interface OwnersLookup {
  look(signal?: AbortSignal): Promise<OwnersBeside>;
}

/** Where nothing lies beside, as for captures. */
export const noOwnersBeside: OwnersLookup = {
  look: async () => besideOf(null, new Map(), ''),
};

/** Where an inventory in files is. */
export type FilesPlace =
  | { directory: string }
  | { url: string; urlReader: UrlReaderService };

/** Beside an inventory in files, wherever it is. */
export function ownersBeside(
  place: FilesPlace,
  options: {
    role: InventoryRole;
    readsHistory: boolean;
    logger?: LoggerService;
  },
): OwnersLookup {
  // Captures lie where a collector puts them, which tells nothing of owners.
  if (options.role !== 'declared') return noOwnersBeside;
  return 'url' in place
    ? ownersBesideUrl(place.url, { ...options, urlReader: place.urlReader })
    : ownersBesideFolder(place.directory, options);
}

/** Of a folder: of the checkout in which it lies. */
export function ownersBesideFolder(
  directory: string,
  options: { readsHistory: boolean; logger?: LoggerService },
): OwnersLookup {
  const { logger, readsHistory } = options;
  let history: { root: string; git: GitHistory } | null = null;
  const report = reporter(logger);
  const historyOf = ({ root, gitdir, prefix }: Repository) => {
    if (!readsHistory || gitdir === null) return null;
    if (history?.root !== root) {
      const git = new GitHistory({ root, gitdir, prefix }, { logger });
      history = { root, git };
    }
    return history.git;
  };
  return {
    async look(signal) {
      // A folder that cannot be read is told of by who reads it.
      const repository = await repositoryOf(directory).catch(() => null);
      if (!repository) return besideOf(null, new Map(), '');
      const file = await codeownersInFolder(repository, logger).catch(
        () => null,
      );
      const authors = await historyOf(repository)?.authors(signal);
      return besideOf(report(file), authors ?? new Map(), repository.prefix);
    },
  };
}

/** Of a URL: of the root of its repository; its history is not to be read. */
export function ownersBesideUrl(
  url: string,
  options: { urlReader: UrlReaderService; logger?: LoggerService },
): OwnersLookup {
  const { urlReader, logger } = options;
  const repository = repositoryOfUrl(url);
  if (!repository) return noOwnersBeside;
  let last: CodeownersFile | null = null;
  const report = reporter(logger);
  return {
    async look(signal) {
      try {
        last = await codeownersAtUrl(repository, urlReader, signal);
      } catch (error) {
        signal?.throwIfAborted();
        logger?.info(
          `CODEOWNERS beside an inventory could not be read: ${
            (error as Error).name
          }. What it said last counts.`,
        );
      }
      return besideOf(report(last), new Map(), repository.prefix);
    },
  };
}

/** Tells once of each version what of it cannot be read. */
function reporter(logger?: LoggerService) {
  let told = '';
  return (file: CodeownersFile | null): CodeownersFile | null => {
    if (!file || file.text === told) return file;
    told = file.text;
    const { issues } = parseCodeowners(file.text);
    if (issues.length > 0) {
      const lines = issues.slice(0, 10).map(one => `${one.line} (${one.code})`);
      logger?.warn(
        `${issues.length} of the lines of ${
          file.path
        } cannot be read: line ${lines.join(', ')}`,
      );
    }
    return file;
  };
}

function besideOf(
  file: CodeownersFile | null,
  authors: AuthorsByPath,
  prefix: string,
): OwnersBeside {
  const codeowners = file && parseCodeowners(file.text);
  const ofFolder = groupBy([...authors], ([path]) => path.split('/')[0]);
  return {
    version: digestOf(file && [file.path, file.text]),
    versionOf: folder => digestOf((ofFolder.get(folder) ?? []).sort()),
    hintsOf: (folder, { items, places }) => {
      const fromRoot = (path: string) =>
        [prefix, folder, path].filter(Boolean).join('/');
      const owned = (path: string, location: PlacedOwnerHint['location']) =>
        ownedBy(file, codeowners, { path: fromRoot(path), location });
      const ofFiles = places.flatMap(({ ref }) => {
        const [, path] = DECLARED.exec(ref) ?? [];
        if (path === undefined) return [];
        const location = { ref, key: null };
        return [
          ...owned(path, location),
          ...changedBy(authors.get(`${folder}/${path}`) ?? [], {
            ...{ path: fromRoot(path), location },
          }),
        ];
      });
      const described = items.filter(
        ({ location }) => !location.ref.startsWith('declared:'),
      );
      return [
        ...ofFiles,
        ...described.flatMap(({ location: { ref, key } }) =>
          owned('server.yaml', { ref, key }),
        ),
      ];
    },
  };
}

interface File {
  path: string;
  location: PlacedOwnerHint['location'];
}

function ownedBy(
  file: CodeownersFile | null,
  codeowners: Codeowners | null,
  { path, location }: File,
): PlacedOwnerHint[] {
  if (!file || !codeowners) return [];
  return codeownersOf(codeowners, path).map(({ line, ...owner }) => ({
    ...owner,
    because: 'codeowners',
    where: `${file.path}, line ${line}`,
    location,
  }));
}

/** Their addresses go no further than here. */
function changedBy(
  authors: NonNullable<ReturnType<AuthorsByPath['get']>>,
  { path, location }: File,
): PlacedOwnerHint[] {
  return authors.flatMap(({ author, email }) => {
    const name = plainName(author);
    if (name === '') return [];
    return {
      because: 'git-history',
      name,
      ...(email && { emailDigest: emailDigest(email) }),
      where: path,
      location,
    };
  });
}

/** Some set their address as their name. */
function plainName(author: string): string {
  return author
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/@\S*/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_NAME);
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
