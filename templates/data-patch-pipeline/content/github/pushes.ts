import type { Identity } from '../people/approval/approvers';
import { GitHubError, type GitHubGet } from './api';
import { type Head, WrongReference } from './reference';

interface Activity {
  after?: string;
  actor?: { login?: string } | null;
}

/** More pushes than this are another branch's work. */
const MOST_PUSHES = 1000;
const PAGE = 100;

/**
 * Who pushed the commits of a branch: the one thing about them that their author cannot write themselves. Every push
 * counts that left the branch at one of them, not the last one alone.
 *
 * @param commits - of the branch, whom the default branch has not
 * @throws WrongReference where GitHub does not say it
 */
export async function pushersOf(get: GitHubGet, repository: string, { sha, branch }: Head, commits: ReadonlySet<string>): Promise<Identity[]> {
  const logins = new Set<string>();
  let isHeadTold = false;
  let read = 0;
  for await (const activities of pages(get, `/repos/${repository}/activity?ref=${encodeURIComponent(`refs/heads/${branch}`)}&per_page=${PAGE}`)) {
    for (const { after, actor } of activities) {
      if (after === undefined || (after !== sha && !commits.has(after))) continue;
      if (typeof actor?.login !== 'string') throw new WrongReference(`GitHub does not say who pushed ${after.slice(0, 8)} to ${branch}: push it to another branch`);
      logins.add(actor.login);
      isHeadTold ||= after === sha;
    }
    // Of what is merged already the newest push alone says who brought it.
    if (isHeadTold && commits.size === 0) break;
    read += activities.length;
    if (read > MOST_PUSHES) throw new WrongReference(`${branch} was pushed to more than ${MOST_PUSHES} times: push it to another branch`);
  }
  if (!isHeadTold) throw new WrongReference(`GitHub does not say who pushed ${sha.slice(0, 8)} to ${branch}: push it once more`);
  return [...logins].map(github => ({ github }));
}

/** Newest first. Its pages have no numbers: each names the next one. */
async function* pages(get: GitHubGet, path: string): AsyncGenerator<Activity[]> {
  for (let cursor = ''; ; ) {
    const response = await get(`${path}${cursor}`);
    if (!response) return;
    yield (await response.json()) as Activity[];
    const [, next] = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get('link') ?? '') ?? [];
    if (next === undefined) return;
    const after = new URL(next).searchParams.get('after');
    if (after === null) throw new GitHubError('GitHub does not say where the next page of pushes begins');
    cursor = `&after=${encodeURIComponent(after)}`;
  }
}
