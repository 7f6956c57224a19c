import type { Identity } from '../people/approval/approvers';
import type { GitHubGet } from './api';
import { type Commit, eachOnce, handsOf } from './hands';
import { pushersOf } from './pushes';
import { type Head, type Reference, WrongReference } from './reference';

export interface PatchFile {
  name: string;
  content: Uint8Array;
}

/** The repository of the application, as GitHub knows it now. */
export interface SourceRepository {
  /** @throws WrongReference for what must not run, whoever approves it */
  head(reference: Reference): Promise<Head>;
  /** Where a `ref` of a head stands now; `undefined` if it is gone. */
  standsAt(ref: string): Promise<string | undefined>;
  /** Everybody who had a hand in a commit of a branch, the patch's authors first, and who pushed it there. */
  hands(head: Head, patch: string): Promise<Identity[]>;
  /** The plain files of a folder at a commit; `undefined` if there is none. */
  folder(sha: string, path: string): Promise<PatchFile[] | undefined>;
}

/** Nobody reads more than this before approving it. */
const MOST_COMMITS = 500;
const MOST_FILES = 30;
const PAGE = 100;

export function gitHubRepository(get: GitHubGet, { name, defaultBranch }: { name: string; defaultBranch: string }): SourceRepository {
  const json = async (path: string): Promise<any> => (await get(`/repos/${name}${path}`))?.json();

  async function standsAt(ref: string): Promise<string | undefined> {
    const [, pull] = /^refs\/pull\/(\d+)\/head$/.exec(ref) ?? [];
    if (pull) {
      const found = await json(`/pulls/${pull}`);
      return found?.state === 'open' ? found.head.sha : undefined;
    }
    const found = await json(`/git/ref/${encoded(ref.replace(/^refs\//, ''))}`);
    // For a tag of the same name, or a list of branches that begin with it.
    return found?.ref === ref && found.object?.type === 'commit' ? found.object.sha : undefined;
  }

  async function pages(path: (page: number) => string, most: number, listOf: (answer: any) => any[] = answer => answer): Promise<any[] | undefined> {
    const all: any[] = [];
    for (let page = 1; ; page += 1) {
      const answer = await json(path(page));
      if (answer === undefined) return undefined;
      const list = listOf(answer);
      all.push(...list);
      if (list.length < PAGE) return all;
      if (all.length >= most) throw new WrongReference(`It has ${most} commits or more that ${defaultBranch} has not: nobody reads that many`);
    }
  }

  return {
    async head(reference) {
      if ('branch' in reference) {
        const { branch } = reference;
        const ref = `refs/heads/${branch}`;
        const sha = await standsAt(ref);
        if (sha === undefined) throw new WrongReference(`${name} has no branch ${branch}`);
        return { sha, ref, branch };
      }
      const pull = await json(`/pulls/${reference.pull}`);
      if (pull?.state !== 'open') throw new WrongReference(`${name} has no open pull request ${reference.pull}`);
      // Of a fork nobody of this repository knows who pushed.
      if (pull.head.repo?.full_name?.toLowerCase() !== name.toLowerCase()) throw new WrongReference(`Pull request ${reference.pull} comes from another repository: push its branch to ${name}`);
      return { sha: pull.head.sha, ref: `refs/pull/${reference.pull}/head`, branch: pull.head.ref };
    },

    standsAt,

    async hands(head, patch) {
      // Always against the default branch: the base of a pull request may hold commits that nobody read.
      const range = `${encodeURIComponent(defaultBranch)}...${head.sha}`;
      const compared = await pages(page => `/compare/${range}?per_page=${PAGE}&page=${page}`, MOST_COMMITS, ({ commits }) => commits);
      if (compared === undefined) throw new WrongReference(`GitHub does not compare ${head.sha.slice(0, 8)} with ${defaultBranch}`);
      // What is merged already has its authors, too.
      const ofPatch = (await pages(page => `/commits?sha=${head.sha}&path=${encodeURIComponent(patch)}&per_page=${PAGE}&page=${page}`, MOST_COMMITS)) ?? [];
      const commits: Commit[] = [...ofPatch, ...compared];
      const pushers = await pushersOf(get, name, head, new Set(compared.map(({ sha }: Commit) => sha)));
      return eachOnce([...commits.flatMap(handsOf), ...pushers]);
    },

    async folder(sha, path) {
      const entries = await json(`/contents/${encoded(path)}?ref=${sha}`);
      if (!Array.isArray(entries)) return undefined;
      if (entries.length > MOST_FILES) throw new WrongReference(`${path} has more than ${MOST_FILES} files`);
      return Promise.all(
        entries.map(async ({ name: file, type }) => {
          // A link could lead out of what was approved.
          if (type !== 'file') throw new WrongReference(`${path}/${file} must be a plain file`);
          const response = await get(`/repos/${name}/contents/${encoded(`${path}/${file}`)}?ref=${sha}`, 'raw');
          if (!response) throw new Error(`GitHub lists ${path}/${file} and does not have it`);
          return { name: file, content: new Uint8Array(await response.arrayBuffer()) };
        }),
      );
    },
  };
}

function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
