import { type Identity, normalEmail } from '../people/approval/approvers';

/** A commit as GitHub's API answers it; the fields that we read. */
export interface Commit {
  sha: string;
  commit: {
    author: { email?: string | null } | null;
    committer: { email?: string | null } | null;
    message: string;
  };
  /** The accounts that GitHub knows by these addresses. */
  author: { login?: string } | null;
  committer: { login?: string } | null;
}

/** What GitHub writes as the committer of what is merged or edited in the browser. */
const WEB = { login: 'web-flow', email: 'noreply@github.com' };

/** Who wrote a commit: its author, its committer, and whom it names as co-authors. */
export function handsOf({ commit, author, committer }: Commit): Identity[] {
  const isWeb = committer?.login === WEB.login || commit.committer?.email === WEB.email;
  const coauthors = [...commit.message.matchAll(/^co-authored-by:[^<\n]*<([^>\s]+@[^>\s]+)>/gim)].map(([, email]) => ({ emails: [email] }));
  // An author without any name stays: nobody can say that they are not the one who approves.
  return [identityOf(commit.author, author), ...(isWeb ? [] : [identityOf(commit.committer, committer)]), ...coauthors];
}

/** Each person once, as far as the names that they have here tell. */
export function eachOnce(hands: Identity[]): Identity[] {
  const kept = new Map<string, Identity>();
  for (const hand of hands) {
    const key = JSON.stringify([hand.github?.toLowerCase() ?? null, (hand.emails ?? []).map(normalEmail)]);
    if (!kept.has(key)) kept.set(key, hand);
  }
  return [...kept.values()];
}

function identityOf(written: { email?: string | null } | null, account: { login?: string } | null): Identity {
  return { ...(written?.email ? { emails: [written.email] } : {}), ...(account?.login ? { github: account.login } : {}) };
}
