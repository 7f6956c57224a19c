import { type ApiReply, startGitServer } from './gitServer';

const notFound: ApiReply = { status: 404, body: { message: 'Not found' } };

/** The calls of GitLab's REST API that the golden paths use, for the group `news/batch`. */
export async function startGitlab() {
  const behaviour = {
    token: 'glpat-invented0token',
    isProtectedAlready: false,
    settings: {} as Record<string, any>,
    requests: [] as any[],
  };
  const server = await startGitServer({
    apiPath: '/api/v4',
    rules: {
      basic: `oauth2:${behaviour.token}`,
      refuse: () => null,
    },
    async api({ method, path, query, headers, body }, self): Promise<ApiReply> {
      if (headers['private-token'] !== behaviour.token) {
        return { status: 401, body: { message: '401 Unauthorized' } };
      }
      if (path === '/namespaces/news%2Fbatch') {
        return { status: 200, body: { id: 7 } };
      }
      if (path === '/projects' && method === 'POST') {
        if (await self.exists(`news/batch/${body.path}`)) {
          return {
            status: 400,
            body: { message: { path: ['has already been taken'] } },
          };
        }
        await self.init(`news/batch/${body.path}`);
        behaviour.settings[body.path] = body;
        return { status: 201, body };
      }
      const [, project, rest] =
        /^\/projects\/news%2Fbatch%2F([^/]+)(.*)$/.exec(path) ?? [];
      if (!project || !(await self.exists(`news/batch/${project}`))) {
        return notFound;
      }
      const settings = (behaviour.settings[project] ??= {});
      if (rest === '' && method === 'GET') {
        return { status: 200, body: settings };
      }
      if (rest === '' && method === 'PUT') {
        Object.assign(settings, body);
        return { status: 200, body: settings };
      }
      if (rest === '/protected_branches') {
        if (behaviour.isProtectedAlready) return { status: 409 };
        settings.protection = body;
        return { status: 201 };
      }
      const [, file] = /^\/repository\/files\/(.+)$/.exec(rest) ?? [];
      if (file) {
        const at = `${query.get('ref')}:${decodeURIComponent(file)}`;
        const text = await self
          .git(`news/batch/${project}`, 'show', at)
          .catch(() => null);
        return text === null
          ? notFound
          : {
              status: 200,
              body: { content: Buffer.from(text).toString('base64') },
            };
      }
      if (rest === '/merge_requests' && method === 'GET') {
        return {
          status: 200,
          body: behaviour.requests.filter(
            each => each.source_branch === query.get('source_branch'),
          ),
        };
      }
      if (rest === '/merge_requests') {
        const web_url = `${self.url}/news/batch/${project}/-/merge_requests/1`;
        behaviour.requests.push({ ...body, web_url });
        return { status: 201, body: { web_url } };
      }
      return notFound;
    },
  });
  return { server, behaviour };
}
