export const HOST_TYPES = ['local', 'github', 'gitlab'] as const;
export type HostType = (typeof HOST_TYPES)[number];

/** A repository at a host, as the portal stores and shows it. */
export interface HostedRepository {
  name: string;
  /** What a person opens: `https://…`, or `file://…` on this machine. */
  address: string;
  /** As the host tells it; `null` while nobody set one. */
  defaultBranch: string | null;
}

/** One ref to push: full names, such as `refs/heads/main`. */
export interface PushedRef {
  ref: string;
  /** Where it goes; `ref` where left out. */
  remoteRef?: string;
  /** Commit that `ref` is; told apart from the working copy's own state. */
  commit: string;
}

/** A pull request, or a merge request where the host calls it so. */
export interface PullRequest {
  url: string;
  /** One for the same branches was open already. */
  reused: boolean;
}

/**
 * Where repositories of golden paths live. Credentials come from
 * `integrations` and are in no answer, message or log.
 *
 * Every method throws errors that say what the host refused and what to do.
 */
export interface RepositoryHost {
  readonly type: HostType;
  /** For messages: `GitHub at github.com`. */
  readonly name: string;

  /** The repository of a name, or `null` where the host shows none. */
  find(name: string): Promise<HostedRepository | null>;

  /**
   * Finds one by the address that the portal stores.
   *
   * @throws InputError where the address is not of this host
   */
  findByAddress(address: string): Promise<HostedRepository | null>;

  /**
   * Makes an empty, private one.
   *
   * @throws ConflictError when the name is taken
   */
  create(
    name: string,
    options: { description: string | null },
  ): Promise<HostedRepository>;

  /**
   * Pushes refs in the given order, each a fast-forward or new; refs that hold
   * the commit already are left as they are.
   *
   * @param directory - working copy that has the refs
   * @throws ConflictError that names the ref which holds something else
   */
  push(
    repository: HostedRepository,
    directory: string,
    refs: PushedRef[],
  ): Promise<void>;

  /** Copies the default branch with its history and all tags into a new folder. */
  clone(repository: HostedRepository, directory: string): Promise<void>;

  /** Commits of the refs below a prefix such as `refs/tags/golden-path/`, by full name. */
  refs(
    repository: HostedRepository,
    prefix: string,
  ): Promise<Record<string, string>>;

  /** Where a person, and the catalog, read a file of `main`; `null` where nobody can. */
  fileAddress(repository: HostedRepository, path: string): string | null;

  /** Text of a file at a branch or tag; `null` where there is none. */
  readFile(
    repository: HostedRepository,
    path: string,
    ref: string,
  ): Promise<string | null>;

  /** Opens one, or finds the open one; `null` where the host has none of the kind. */
  openPullRequest(
    repository: HostedRepository,
    options: {
      /** Branch names, without `refs/heads/`. */
      from: string;
      into: string;
      title: string;
      body: string;
    },
  ): Promise<PullRequest | null>;

  /**
   * Sets what a finished repository has: `main` as default branch, protected.
   *
   * @returns what the host does not offer, as sentences for a person
   */
  finish(repository: HostedRepository): Promise<string[]>;
}
