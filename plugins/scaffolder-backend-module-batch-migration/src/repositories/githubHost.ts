import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type {
  GithubCredentialsProvider,
  GithubIntegrationConfig,
} from '@backstage/integration';
import { MAIN } from './firstCommit';
import {
  cloneRemote,
  type GitRemote,
  listRemoteRefs,
  pushRefs,
} from './gitTransport';
import { HostApi } from './hostApi';
import type { HostedRepository, RepositoryHost } from './repositoryHost';
import { inOwner, webBase } from './webAddress';

/** How repositories at GitHub are made. */
export interface GithubOptions {
  integration: GithubIntegrationConfig;
  credentials: GithubCredentialsProvider;
  /** Organisation, or user. */
  owner: string;
  visibility: 'private' | 'internal';
  /** Reviews that `main` asks for; 0 leaves it unprotected. */
  approvals: number;
  signal?: AbortSignal;
}

/** GitHub.com and GitHub Enterprise, by REST (2022-11-28) and git over HTTPS. */
export function createGithubHost(options: GithubOptions): RepositoryHost {
  const { integration, owner, signal } = options;
  const name = `GitHub at ${integration.host}`;
  const base = webBase(integration.host, integration.apiBaseUrl);
  const configured = `integrations.github of ${integration.host}`;
  const credentialsOf = () =>
    options.credentials.getCredentials({ url: `${base}/${owner}` });
  const api = new HostApi({
    name,
    baseUrl: integration.apiBaseUrl ?? `https://api.${integration.host}`,
    headers: async () => ({
      Accept: 'application/vnd.github+json',
      'X-GitHub-Api-Version': '2022-11-28',
      ...(await credentialsOf()).headers,
    }),
    credentials: configured,
    signal,
  });
  const pathOf = (repository: string) => `/repos/${owner}/${repository}`;
  const hosted = (repository: string, body: any): HostedRepository => ({
    name: repository,
    address: `${base}/${owner}/${repository}`,
    defaultBranch: body?.default_branch ?? null,
  });
  const remoteOf = ({ address }: HostedRepository): GitRemote => ({
    url: `${address}.git`,
    hostName: name,
    credentials: configured,
    auth: async () => ({
      username: 'x-access-token',
      password: (await credentialsOf()).token ?? '',
    }),
  });

  const host: RepositoryHost = {
    type: 'github',
    name,

    async find(repository) {
      const answer = await api.call('GET', pathOf(repository));
      if (answer.status === 200) return hosted(repository, answer.body);
      if (answer.status === 404) return null;
      if (answer.status === 301) {
        throw new ConflictError(
          `${owner}/${repository} was renamed at ${name}: choose another name`,
        );
      }
      return api.refuse(`show ${owner}/${repository}`, answer);
    },

    async findByAddress(address) {
      const repository = inOwner(address, `${base}/${owner}`);
      if (repository) return host.find(repository);
      throw new InputError(
        `${address} is no repository of ${owner} at ${name}`,
      );
    },

    async create(repository, { description }) {
      const account = await api.call('GET', `/users/${owner}`);
      if (account.status === 404) {
        throw new NotFoundError(
          `${name} knows no ${owner}: see batchMigration.repositories.github.owner`,
        );
      }
      if (account.status !== 200) api.refuse(`show ${owner}`, account);
      const isUser = account.body?.type === 'User';
      const answer = await api.call(
        'POST',
        isUser ? '/user/repos' : `/orgs/${owner}/repos`,
        {
          name: repository,
          description: description ?? undefined,
          private: true,
          ...(isUser ? {} : { visibility: options.visibility }),
          // The first commit is the untouched render and nothing else.
          auto_init: false,
          delete_branch_on_merge: true,
        },
      );
      if (answer.status === 201) return hosted(repository, answer.body);
      if (answer.status === 422 && isTaken(answer.body)) {
        throw new ConflictError(
          `${name} has a repository ${owner}/${repository} already`,
        );
      }
      return api.refuse(`make ${owner}/${repository}`, answer);
    },

    push: (repository, directory, refs) =>
      pushRefs(remoteOf(repository), directory, refs),

    clone: (repository, directory) =>
      cloneRemote(remoteOf(repository), directory, repository.defaultBranch),

    refs: (repository, prefix) => listRemoteRefs(remoteOf(repository), prefix),

    fileAddress: ({ address }, path) => `${address}/blob/${MAIN}/${path}`,

    async readFile({ name: repository }, path, ref) {
      const file = path.split('/').map(encodeURIComponent).join('/');
      const answer = await api.call(
        'GET',
        `${pathOf(repository)}/contents/${file}?ref=${encodeURIComponent(ref)}`,
      );
      if (answer.status === 404) return null;
      if (typeof answer.body?.content !== 'string') {
        api.refuse(`show ${path} of ${owner}/${repository}`, answer);
      }
      return Buffer.from(answer.body.content, 'base64').toString('utf8');
    },

    async openPullRequest({ name: repository }, { from, into, title, body }) {
      const pulls = `${pathOf(repository)}/pulls`;
      const query = new URLSearchParams({
        ...{ state: 'open', base: into, head: `${owner}:${from}` },
      });
      const open = await api.call('GET', `${pulls}?${query}`);
      if (open.status !== 200) api.refuse('list pull requests', open);
      if (open.body[0]?.html_url) {
        return { url: open.body[0].html_url, reused: true };
      }
      const made = await api.call('POST', pulls, {
        ...{ title, body, head: from, base: into },
      });
      if (made.status !== 201) api.refuse('open a pull request', made);
      return { url: made.body.html_url, reused: false };
    },

    async finish({ name: repository }) {
      const patched = await api.call('PATCH', pathOf(repository), {
        default_branch: MAIN,
      });
      if (patched.status !== 200) {
        api.refuse(`make ${MAIN} the default branch`, patched);
      }
      if (options.approvals === 0) return [];
      const answer = await api.call(
        'PUT',
        `${pathOf(repository)}/branches/${MAIN}/protection`,
        {
          required_pull_request_reviews: {
            required_approving_review_count: options.approvals,
            dismiss_stale_reviews: true,
            require_code_owner_reviews: true,
          },
          required_status_checks: null,
          enforce_admins: true,
          restrictions: null,
          allow_force_pushes: false,
          allow_deletions: false,
        },
      );
      if (answer.status === 200) return [];
      if (answer.status === 403 && /upgrade/i.test(answer.body?.message)) {
        return [
          `${MAIN} is not protected: the plan of ${owner} at ${name} has no protected branches for private repositories`,
        ];
      }
      return api.refuse(`protect ${MAIN}`, answer);
    },
  };
  return host;
}

function isTaken(body: any): boolean {
  return (
    Array.isArray(body?.errors) &&
    body.errors.some((each: any) => /already exists/.test(each?.message))
  );
}
