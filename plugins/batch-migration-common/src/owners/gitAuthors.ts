import { isServiceUser } from './serviceUsers';

/** One commit that changed a file. */
export interface FileCommit {
  author: string;
  email: string;
  /** When it was written, in milliseconds. */
  at: number;
}

/** An author with what their commits count. */
export interface RankedAuthor {
  author: string;
  email: string;
  commits: number;
}

/** After so long a commit counts half. */
const HALF_LIFE_MS = 180 * 86_400_000;
const MAX_AUTHORS = 3;

const BOT_NAME =
  /\[bot\]|(?:^|[\s_-])(?:bot|ci)$|^(?:dependabot|renovate|github(?:[\s-]?actions?)?|gitlab|web-flow|snyk|greenkeeper|semantic-release|jenkins|circleci|codecov|weblate|pre-commit|automation)\b/i;
const BOT_EMAIL =
  /\[bot\]@|^(?:noreply|no-reply|bot|ci|jenkins|automation|root|actions|support)@|@(?:bots?|localhost)(?:\.|$)/i;

/** A program that commits: nobody to ask. */
export function isBot({ author, email }: FileCommit): boolean {
  return (
    BOT_NAME.test(author.trim()) ||
    BOT_EMAIL.test(email.trim()) ||
    (/^[a-z][\w-]+$/.test(author.trim()) && isServiceUser(author.trim()))
  );
}

/**
 * Who changed a file most and last, at most three. Age counts from the newest
 * commit of the file and not from now: the answer changes only when somebody
 * changes the file.
 */
export function rankAuthors(commits: readonly FileCommit[]): RankedAuthor[] {
  const byPeople = commits.filter(
    one => Number.isFinite(one.at) && one.author.trim() !== '' && !isBot(one),
  );
  const newest = Math.max(...byPeople.map(({ at }) => at));
  const ranked = new Map<string, RankedAuthor & { weight: number }>();
  for (const { author, email, at } of byPeople) {
    const key = (email || author).trim().toLocaleLowerCase('en-US');
    const one = ranked.get(key) ?? { author, email, commits: 0, weight: 0 };
    ranked.set(key, {
      ...one,
      commits: one.commits + 1,
      weight: one.weight + 0.5 ** ((newest - at) / HALF_LIFE_MS),
    });
  }
  return [...ranked.values()]
    .sort((a, b) => b.weight - a.weight || (a.author < b.author ? -1 : 1))
    .slice(0, MAX_AUTHORS)
    .map(({ weight, ...author }) => author);
}
