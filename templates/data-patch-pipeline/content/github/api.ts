import type { Secret } from '../people/aws/secret';

/** GitHub refused, or could not just now. Its answer is not repeated: it may hold what was sent. */
export class GitHubError extends Error {
  readonly name = 'GitHubError';
}

/** Reads one address below the API; `undefined` for what is not there. */
export type GitHubGet = (path: string, accept?: 'json' | 'raw') => Promise<Response | undefined>;

export interface GitHubProps {
  token: Secret;
  baseUrl?: string;
  timeoutMs?: number;
}

/** The REST API of GitHub, read only: https://docs.github.com/en/rest?apiVersion=2022-11-28 */
export function gitHubGet({ token, baseUrl = 'https://api.github.com', timeoutMs = 8_000 }: GitHubProps): GitHubGet {
  return async (path, accept = 'json') => {
    const [address] = path.split('?');
    const response = await fetch(`${baseUrl}${path}`, {
      headers: {
        authorization: `Bearer ${await token()}`,
        accept: `application/vnd.github.${accept === 'raw' ? 'raw' : 'json'}`,
        'x-github-api-version': '2022-11-28',
        // GitHub refuses who does not say who it is.
        'user-agent': 'data-patch-pipeline',
      },
      // A renamed repository answers with a redirect, perhaps to somebody else's of the old name.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    }).catch(error => {
      throw new GitHubError(`GitHub did not answer to ${address}: ${(error as Error).name}`);
    });
    if (response.status === 404) return undefined;
    if (!response.ok) throw new GitHubError(`GitHub answered ${response.status} to ${address}`);
    return response;
  };
}
