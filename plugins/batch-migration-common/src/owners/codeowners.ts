import ignore, { type Ignore } from 'ignore';
import type { NamedOwner } from './model';
import { isEmail } from './ownerNames';

/** What of a CODEOWNERS file cannot be read. */
export interface CodeownersIssue {
  line: number;
  code: 'pattern' | 'owner' | 'section' | 'too-long';
  message: string;
}

interface Rule {
  line: number;
  matches(path: string): boolean;
  /** Empty: nobody owns what matches. */
  owners: NamedOwner[];
}

/** A file as GitHub or GitLab reads it. */
export interface Codeowners {
  /** By section; GitHub has one, without a name. */
  sections: Array<{ name: string | null; rules: Rule[] }>;
  issues: CodeownersIssue[];
}

const MAX_RULES = 2_000;
const MAX_LINE = 2_000;
const MAX_PATH = 512;
/** Each may match at any place, and all combinations are tried. */
const MAX_WILDCARDS = 4;

const SECTION = /^\^?\[([^\]]{1,200})\](?:\[\d{1,3}\])?(?:\s+(.*))?$/;
const USER = /^@[a-z\d](?:[\w.-]{0,127}[\w])?(?:\/[\w.-]{1,128}){0,8}$/i;

/**
 * Reads a CODEOWNERS file in the forms of GitHub and of GitLab: in each
 * section the last rule that matches counts. What cannot be read is an issue
 * with its line, and the rest goes on.
 */
export function parseCodeowners(text: string): Codeowners {
  const issues: CodeownersIssue[] = [];
  const sections: Codeowners['sections'] = [{ name: null, rules: [] }];
  const byName = new Map<string, Codeowners['sections'][number]>();
  const isGitLab = text.split('\n').some(line => SECTION.test(line.trim()));
  let section = sections[0];
  let defaults: NamedOwner[] = [];
  let count = 0;
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (const [index, raw] of lines.entries()) {
    const line = index + 1;
    const report = (code: CodeownersIssue['code'], message: string) =>
      issues.push({ line, code, message });
    const content = raw.trim();
    if (content === '' || content.startsWith('#')) continue;
    if (content.length > MAX_LINE || count >= MAX_RULES) {
      report(
        'too-long',
        `Only ${MAX_RULES} rules of at most ${MAX_LINE} characters are read.`,
      );
      if (count >= MAX_RULES) break;
      continue;
    }
    const heading = SECTION.exec(content);
    if (heading) {
      const name = heading[1].trim();
      const key = name.toLocaleLowerCase('en-US');
      section = byName.get(key) ?? { name, rules: [] };
      if (!byName.has(key)) sections.push(section);
      byName.set(key, section);
      defaults = readOwners(wordsOf(heading[2] ?? ''), report);
      continue;
    }
    if (/^\^?\[/.test(content)) {
      report('section', 'The heading of this section has no end.');
      continue;
    }
    const [pattern, ...words] = wordsOf(content);
    count += 1;
    const matches = matcherOf(pattern, isGitLab);
    if (typeof matches === 'string') {
      report('pattern', matches);
      continue;
    }
    const owners = readOwners(words, report);
    // A rule of which no owner can be read does not take an owner away.
    if (owners.length === 0 && words.some(word => word !== '')) continue;
    section.rules.push({
      ...{ line, matches },
      owners: owners.length > 0 ? owners : defaults,
    });
  }
  return { sections, issues };
}

/**
 * Who owns a file, with the line that says so.
 *
 * @param path - from the root of the repository, without a leading `/`
 */
export function codeownersOf(
  { sections }: Codeowners,
  path: string,
): Array<NamedOwner & { line: number }> {
  if (path.length > MAX_PATH || !ignore.isPathValid(path)) return [];
  return sections.flatMap(({ rules }) => {
    for (let at = rules.length - 1; at >= 0; at -= 1) {
      const { line, owners, matches } = rules[at];
      if (matches(path)) return owners.map(owner => ({ ...owner, line }));
    }
    return [];
  });
}

/** Words between blanks; `\ ` is a blank within one, and a word with `#` begins a comment. */
function wordsOf(line: string): string[] {
  const words = line.match(/(?:\\.|[^\s\\]|\\$)+/g) ?? [];
  const comment = words.findIndex(
    (word, index) => index > 0 && word.startsWith('#'),
  );
  return comment < 0 ? words : words.slice(0, comment);
}

function readOwners(
  words: readonly string[],
  report: (code: 'owner', message: string) => void,
): NamedOwner[] {
  return words.flatMap(word => {
    if (isEmail(word)) return [{ name: word, email: word }];
    if (USER.test(word)) return [{ name: word }];
    report(
      'owner',
      word.startsWith('@@')
        ? `${word} is a role of GitLab, which names nobody.`
        : `${word.slice(0, 100)} is no @user, @org/team or email address.`,
    );
    return [];
  });
}

/** How a pattern matches, or why it does not. */
function matcherOf(
  pattern: string,
  isGitLab: boolean,
): ((path: string) => boolean) | string {
  if (pattern.startsWith('!')) {
    return 'A pattern that begins with ! takes nothing back, as it would in .gitignore.';
  }
  if (/(?<!\\)[[\]]/.test(pattern) && !isGitLab) {
    return 'GitHub reads no [ranges] in patterns. Write one line for each.';
  }
  const wildcards = pattern.match(/\*+|\?/g)?.length ?? 0;
  if (wildcards > MAX_WILDCARDS) {
    return `Patterns with more than ${MAX_WILDCARDS} wildcards are not read.`;
  }
  let rules: Ignore;
  try {
    rules = ignore({ ignorecase: false }).add(pattern);
    rules.ignores('x');
  } catch {
    return 'The pattern cannot be understood.';
  }
  const depth = depthOf(pattern);
  return path =>
    (depth === null || path.split('/').length === depth) && rules.ignores(path);
}

/**
 * `docs/*` is what lies directly in `docs`: unlike .gitignore, which leaves
 * out a folder that matches with all that is in it.
 */
function depthOf(pattern: string): number | null {
  if (!/(?:^|[^*])\/\*$/.test(pattern) || pattern.includes('**')) return null;
  return pattern.replace(/^\//, '').split('/').length;
}
