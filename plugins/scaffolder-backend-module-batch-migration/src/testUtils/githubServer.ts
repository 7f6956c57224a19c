import { type ApiCall, type ApiReply, startGitServer } from './gitServer';

const notFound: ApiReply = { status: 404, body: { message: 'Not Found' } };
const taken: ApiReply = {
  status: 422,
  body: {
    message: 'Repository creation failed.',
    errors: [{ message: 'name already exists on this account' }],
  },
};

/** What a test makes of GitHub. */
export interface GithubBehaviour {
  token: string;
  /** Answers to the next calls, before anything else is looked at. */
  next: ApiReply[];
  /** Part of the refs whose push is refused, with the status. */
  refusePush: { ref: string; status: number } | null;
  protection: ApiReply;
  /** Settings of repositories, by name. */
  settings: Record<string, any>;
  pulls: any[];
}

/** The calls of GitHub's REST API that the golden paths use, for `our-org`. */
export async function startGithub() {
  const behaviour: GithubBehaviour = {
    token: 'ghp_invented0token',
    next: [],
    refusePush: null,
    protection: { status: 200 },
    settings: {},
    pulls: [],
  };
  const server = await startGitServer({
    apiPath: '/api/v3',
    rules: {
      get basic() {
        return `x-access-token:${behaviour.token}`;
      },
      refuse: pushed =>
        behaviour.refusePush && pushed.includes(behaviour.refusePush.ref)
          ? behaviour.refusePush.status
          : null,
    },
    async api(call, self) {
      const next = behaviour.next.shift();
      if (next) return next;
      if (!call.headers.authorization?.endsWith(` ${behaviour.token}`)) {
        return { status: 401, body: { message: 'Bad credentials' } };
      }
      return (await answer(call)) ?? notFound;

      async function answer({ method, path, query, body }: ApiCall) {
        if (path === '/users/our-org') {
          return { status: 200, body: { type: 'Organization' } };
        }
        if (method === 'POST' && path === '/orgs/our-org/repos') {
          if (await self.exists(`our-org/${body.name}`)) return taken;
          await self.init(`our-org/${body.name}`);
          behaviour.settings[body.name] = { ...body, default_branch: 'master' };
          return { status: 201, body: behaviour.settings[body.name] };
        }
        const [, repository, rest] =
          /^\/repos\/our-org\/([^/]+)(.*)$/.exec(path) ?? [];
        if (!repository || !(await self.exists(`our-org/${repository}`))) {
          return null;
        }
        return ofRepository(repository, { method, rest, query, body });
      }

      async function ofRepository(
        repository: string,
        {
          method,
          rest,
          query,
          body,
        }: Pick<ApiCall, 'method' | 'query' | 'body'> & { rest: string },
      ): Promise<ApiReply | null> {
        const settings = (behaviour.settings[repository] ??= {});
        if (rest === '' && method === 'GET') {
          return { status: 200, body: settings };
        }
        if (rest === '' && method === 'PATCH') {
          Object.assign(settings, body);
          await self.git(
            `our-org/${repository}`,
            ...['symbolic-ref', 'HEAD', `refs/heads/${body.default_branch}`],
          );
          return { status: 200, body: settings };
        }
        if (rest === '/branches/main/protection' && method === 'PUT') {
          if (behaviour.protection.status === 200) settings.protection = body;
          return behaviour.protection;
        }
        if (rest.startsWith('/contents/')) {
          const file = `${query.get('ref')}:${rest.slice(10)}`;
          const text = await self
            .git(`our-org/${repository}`, 'show', file)
            .catch(() => null);
          return text === null
            ? null
            : {
                status: 200,
                body: { content: Buffer.from(text).toString('base64') },
              };
        }
        if (rest === '/pulls' && method === 'GET') {
          const head = query.get('head')?.replace('our-org:', '');
          return {
            status: 200,
            body: behaviour.pulls.filter(pull => pull.head === head),
          };
        }
        if (rest === '/pulls') {
          const html_url = `${self.url}/our-org/${repository}/pull/1`;
          behaviour.pulls.push({ ...body, html_url });
          return { status: 201, body: { html_url } };
        }
        return null;
      }
    },
  });
  return { server, behaviour };
}
