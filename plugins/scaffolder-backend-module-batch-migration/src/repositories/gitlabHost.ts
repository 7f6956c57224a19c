import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type { GitLabIntegrationConfig } from '@backstage/integration';
import { MAIN } from './firstCommit';
import {
  cloneRemote,
  type GitRemote,
  listRemoteRefs,
  pushRefs,
} from './gitTransport';
import { HostApi } from './hostApi';
import type { HostedRepository, RepositoryHost } from './repositoryHost';
import { inOwner } from './webAddress';

/** How projects at GitLab are made. */
export interface GitlabOptions {
  integration: GitLabIntegrationConfig;
  /** Path of a group, subgroups included, or of a user. */
  group: string;
  visibility: 'private' | 'internal';
  signal?: AbortSignal;
}

/** GitLab.com and GitLab of one's own, by REST (v4) and git over HTTPS. */
export function createGitlabHost(options: GitlabOptions): RepositoryHost {
  const { integration, group, visibility, signal } = options;
  const { token = '' } = integration;
  const name = `GitLab at ${integration.host}`;
  const base = integration.baseUrl;
  const configured = `integrations.gitlab of ${integration.host}`;
  const api = new HostApi({
    name,
    baseUrl: integration.apiBaseUrl,
    headers: async () => ({ 'PRIVATE-TOKEN': token }),
    credentials: configured,
    signal,
  });
  const projectOf = (project: string) =>
    `/projects/${encodeURIComponent(`${group}/${project}`)}`;
  const hosted = (project: string, body: any): HostedRepository => ({
    name: project,
    address: `${base}/${group}/${project}`,
    defaultBranch: body?.default_branch ?? null,
  });
  const remoteOf = ({ address }: HostedRepository): GitRemote => ({
    url: `${address}.git`,
    hostName: name,
    credentials: configured,
    auth: async () => ({ username: 'oauth2', password: token }),
  });

  const host: RepositoryHost = {
    type: 'gitlab',
    name,

    async find(project) {
      const answer = await api.call('GET', projectOf(project));
      if (answer.status === 200) return hosted(project, answer.body);
      if (answer.status === 404) return null;
      return api.refuse(`show ${group}/${project}`, answer);
    },

    async findByAddress(address) {
      const project = inOwner(address, `${base}/${group}`);
      if (project) return host.find(project);
      throw new InputError(`${address} is no project of ${group} at ${name}`);
    },

    async create(project, { description }) {
      const namespace = await api.call(
        'GET',
        `/namespaces/${encodeURIComponent(group)}`,
      );
      if (namespace.status === 404) {
        throw new NotFoundError(
          `${name} knows no ${group}: see batchMigration.repositories.gitlab.group`,
        );
      }
      if (namespace.status !== 200) api.refuse(`show ${group}`, namespace);
      const answer = await api.call('POST', '/projects', {
        ...{ name: project, path: project, visibility },
        namespace_id: namespace.body?.id,
        description: description ?? undefined,
        // The first commit is the untouched render and nothing else.
        initialize_with_readme: false,
        default_branch: MAIN,
      });
      if (answer.status === 201) return hosted(project, answer.body);
      if (/has already been taken/.test(JSON.stringify(answer.body))) {
        throw new ConflictError(
          `${name} has a project ${group}/${project} already`,
        );
      }
      return api.refuse(`make ${group}/${project}`, answer);
    },

    push: (repository, directory, refs) =>
      pushRefs(remoteOf(repository), directory, refs),

    clone: (repository, directory) =>
      cloneRemote(remoteOf(repository), directory, repository.defaultBranch),

    refs: (repository, prefix) => listRemoteRefs(remoteOf(repository), prefix),

    fileAddress: ({ address }, path) => `${address}/-/blob/${MAIN}/${path}`,

    async readFile({ name: project }, path, ref) {
      const answer = await api.call(
        'GET',
        `${projectOf(project)}/repository/files/${encodeURIComponent(
          path,
        )}?ref=${encodeURIComponent(ref)}`,
      );
      if (answer.status === 404) return null;
      if (typeof answer.body?.content !== 'string') {
        api.refuse(`show ${path} of ${group}/${project}`, answer);
      }
      return Buffer.from(answer.body.content, 'base64').toString('utf8');
    },

    async openPullRequest({ name: project }, { from, into, title, body }) {
      const requests = `${projectOf(project)}/merge_requests`;
      const query = new URLSearchParams({
        ...{ state: 'opened', source_branch: from, target_branch: into },
      });
      const open = await api.call('GET', `${requests}?${query}`);
      if (open.status !== 200) api.refuse('list merge requests', open);
      if (open.body[0]?.web_url) {
        return { url: open.body[0].web_url, reused: true };
      }
      const made = await api.call('POST', requests, {
        ...{ title, description: body },
        ...{ source_branch: from, target_branch: into },
        remove_source_branch: true,
      });
      if (made.status !== 201) api.refuse('open a merge request', made);
      return { url: made.body.web_url, reused: false };
    },

    async finish({ name: project }) {
      const changed = await api.call('PUT', projectOf(project), {
        default_branch: MAIN,
      });
      if (changed.status !== 200) {
        api.refuse(`make ${MAIN} the default branch`, changed);
      }
      // Nobody pushes, developers and maintainers merge.
      const answer = await api.call(
        'POST',
        `${projectOf(project)}/protected_branches`,
        { name: MAIN, push_access_level: 0, merge_access_level: 30 },
      );
      if (answer.status === 201) return [];
      if (answer.status === 409) {
        return [
          `${MAIN} is protected by the settings that ${group} has at ${name}: see there who may push`,
        ];
      }
      return api.refuse(`protect ${MAIN}`, answer);
    },
  };
  return host;
}
