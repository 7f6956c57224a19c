import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const GITHUB_TOKEN = 'token-of-the-tests';

interface FakeCommit {
  sha: string;
  parent: string | null;
  author: { email: string; login: string | null };
  committer: { email: string; login: string | null };
  message: string;
  files: Record<string, string>;
}

export interface Push {
  branch: string;
  /** Who pushes, as GitHub knows them. */
  by: string;
  /** Who the commit says wrote it; who pushes where left out. */
  author?: { email: string; login: string | null };
  committer?: { email: string; login: string | null };
  message?: string;
  /** Changed files of the repository. */
  files?: Record<string, string>;
}

/**
 * The part of GitHub's REST API that we read, on 127.0.0.1, and what people do to a repository. Written by us after
 * https://docs.github.com/en/rest (version 2022-11-28); it is not GitHub.
 */
export class LoopbackGitHub {
  readonly commits = new Map<string, FakeCommit>();
  readonly branches = new Map<string, string>();
  readonly pulls = new Map<number, { branch: string; state: 'open' | 'closed'; from: string }>();
  readonly activity: Array<{ ref: string; before: string; after: string; login: string | null; activity_type: string }> = [];
  readonly calls: string[] = [];
  /** Answers every call with this status. */
  outage: number | null = null;
  private count = 0;
  private server!: Server;

  constructor(readonly name = 'example/shop') {
    const first = this.commit({ parent: null, author: { email: 'founder@example.com', login: 'founder' }, files: { 'README.md': 'A shop\n' } });
    this.branches.set('main', first.sha);
  }

  async start(): Promise<this> {
    this.server = createServer((request, response) => this.answer(request, response));
    await new Promise<void>(resolve => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  /** Hand it to `gitHubGet` as its base. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** One more commit on a branch, which begins at `main` where it is new. @returns its id */
  push({ branch, by, author = { email: `${by}@example.com`, login: by }, committer = author, message = 'Change', files = {} }: Push): string {
    const before = this.branches.get(branch) ?? this.branches.get('main')!;
    const { sha } = this.commit({ parent: before, author, committer, message, files: { ...this.commits.get(before)!.files, ...files } });
    this.moves(branch, sha, by);
    return sha;
  }

  /** A branch is set to a commit that is there already, as a forced push does. */
  moves(branch: string, after: string, login: string | null): void {
    const before = this.branches.get(branch) ?? '0'.repeat(40);
    this.branches.set(branch, after);
    this.activity.unshift({ ref: `refs/heads/${branch}`, before, after, login, activity_type: 'force_push' });
  }

  opens(number: number, branch: string, from = this.name): void {
    this.pulls.set(number, { branch, state: 'open', from });
  }

  private commit({ committer, message = 'First', ...given }: Pick<FakeCommit, 'parent' | 'author' | 'files'> & Partial<FakeCommit>): FakeCommit {
    this.count += 1;
    const commit = { ...given, sha: createHash('sha1').update(`${this.name} ${this.count}`).digest('hex'), committer: committer ?? given.author, message };
    this.commits.set(commit.sha, commit);
    return commit;
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url!, 'http://github');
    this.calls.push(url.pathname);
    const send = (status: number, body: unknown, headers: Record<string, string> = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    if (this.outage !== null) return send(this.outage, { message: 'Server Error' });
    if (!request.headers['user-agent']) return send(403, { message: 'Request forbidden by administrative rules.' });
    if (request.headers.authorization !== `Bearer ${GITHUB_TOKEN}`) return send(401, { message: 'Bad credentials' });
    const prefix = `/repos/${this.name}`;
    if (url.pathname === `${prefix}/activity`) {
      const { body, next } = this.pushes(url);
      return send(200, body, next === null ? {} : { link: `<${next}>; rel="next"` });
    }
    const isRaw = String(request.headers.accept).includes('raw');
    const found = url.pathname.startsWith(prefix) ? this.found(url.pathname.slice(prefix.length), url.searchParams, isRaw) : undefined;
    return found === undefined ? send(404, { message: 'Not Found' }) : send(200, found);
  }

  private found(path: string, query: URLSearchParams, isRaw: boolean): unknown {
    const [, ref] = /^\/git\/ref\/heads\/(.+)$/.exec(path) ?? [];
    if (ref) {
      const sha = this.branches.get(decodeURIComponent(ref));
      return sha && { ref: `refs/heads/${decodeURIComponent(ref)}`, object: { type: 'commit', sha } };
    }
    const [, pull] = /^\/pulls\/(\d+)$/.exec(path) ?? [];
    if (pull) return this.pull(Number(pull));
    const [, base, head] = /^\/compare\/(.+)\.\.\.([0-9a-f]{40})$/.exec(path) ?? [];
    if (base) return this.compare(decodeURIComponent(base), head, page(query));
    if (path === '/commits') return this.touching(query.get('sha')!, query.get('path')!, page(query));
    const [, file] = /^\/contents\/(.+)$/.exec(path) ?? [];
    return file ? this.contents(decodeURIComponent(file), query.get('ref')!, isRaw) : undefined;
  }

  /** By cursors, which say nothing to who reads them. */
  private pushes({ pathname, searchParams: query }: URL) {
    const of = this.activity.filter(each => each.ref === query.get('ref'));
    const from = Number(Buffer.from(query.get('after') ?? '', 'base64').toString() || 0);
    const to = from + Number(query.get('per_page') ?? 30);
    const next = new URLSearchParams(query);
    next.set('after', Buffer.from(String(to)).toString('base64'));
    return {
      body: of.slice(from, to).map(({ login, ...each }) => ({ ...each, actor: login === null ? null : { login } })),
      next: to < of.length ? `https://api.github.com${pathname}?${next}` : null,
    };
  }

  private pull(number: number) {
    const found = this.pulls.get(number);
    if (!found) return undefined;
    const { branch, state, from } = found;
    return { number, state, head: { ref: branch, sha: this.branches.get(branch), repo: { full_name: from } }, base: { ref: 'main' } };
  }

  private compare(base: string, head: string, within: <T>(all: T[]) => T[]) {
    if (!this.branches.has(base) || !this.commits.has(head)) return undefined;
    const known = new Set(this.history(this.branches.get(base)!).map(({ sha }) => sha));
    const ahead = this.history(head).filter(({ sha }) => !known.has(sha)).reverse();
    return { total_commits: ahead.length, commits: within(ahead).map(shape) };
  }

  private touching(sha: string, path: string, within: <T>(all: T[]) => T[]) {
    const below = (files: Record<string, string> = {}) => JSON.stringify(Object.entries(files).filter(([name]) => name.startsWith(`${path}/`)).sort());
    const touched = this.history(sha).filter(({ files, parent }) => below(files) !== below(this.commits.get(parent ?? '')?.files));
    return within(touched).map(shape);
  }

  private contents(path: string, sha: string, isRaw: boolean) {
    const files = this.commits.get(sha)?.files ?? {};
    if (Object.hasOwn(files, path)) return isRaw ? files[path] : { type: 'file', name: path.split('/').pop() };
    const names = Object.keys(files).filter(name => name.startsWith(`${path}/`)).map(name => name.slice(path.length + 1));
    // A name that ends with `@` stands for a symbolic link, as `ls -F` shows it.
    return names.length > 0 ? names.map(name => ({ name: name.replace(/@$/, ''), type: name.includes('/') ? 'dir' : name.endsWith('@') ? 'symlink' : 'file' })) : undefined;
  }

  private history(sha: string): FakeCommit[] {
    const commit = this.commits.get(sha);
    return commit ? [commit, ...(commit.parent ? this.history(commit.parent) : [])] : [];
  }
}

function shape({ sha, author, committer, message }: FakeCommit) {
  const account = ({ login }: { login: string | null }) => (login === null ? null : { login });
  return { sha, commit: { author: { email: author.email }, committer: { email: committer.email }, message }, author: account(author), committer: account(committer) };
}

function page(query: URLSearchParams) {
  const size = Number(query.get('per_page') ?? 30);
  const from = (Number(query.get('page') ?? 1) - 1) * size;
  return <T>(all: T[]) => all.slice(from, from + size);
}
