import { format } from 'node:util';

type Level = 'error' | 'warn';

interface Message {
  level: Level;
  text: string;
}

/** What other packages say on their own account: who, why, and in which words. */
const FOREIGN: ReadonlyArray<{ by: string; why: string; text: RegExp }> = [
  {
    by: '@material-ui/core',
    why: 'Version 4 finds the nodes of its buttons and transitions this way',
    text: /^Warning: findDOMNode is deprecated/,
  },
  {
    by: 'react-router',
    why: "Backstage's own routers set no flags of version 7",
    text: /^⚠️ React Router Future Flag Warning/,
  },
  {
    by: '@backstage/core-app-api',
    why: 'The legacy frontend system has no ToastApi',
    text: /^AlertApi is deprecated/,
  },
  {
    by: 'jss, through the style sheets of jsdom',
    why: 'jsdom cannot insert every rule that Material UI writes',
    text: /^Warning: \[JSS\] processedRuleToParse is not defined/,
  },
];

let said: Message[] = [];
let expected: Message[] = [];
let wanted: Array<{ level: Level; pattern: RegExp }> = [];

/**
 * What follows in this test logs such a message on purpose; the test fails
 * where it does not come, too.
 */
export function expectConsole(pattern: RegExp, level: Level = 'error'): void {
  wanted.push({ level, pattern });
}

function note(level: Level, words: unknown[]): void {
  const text = format(...words);
  if (FOREIGN.some(one => one.text.test(text))) return;
  const isWanted = wanted.some(
    one => one.level === level && one.pattern.test(text),
  );
  (isWanted ? expected : said).push({ level, text });
}

/** A test fails after which a word of our own stands on the console. */
export function guardConsole(): void {
  Object.assign(console, {
    error: (...words: unknown[]) => note('error', words),
    warn: (...words: unknown[]) => note('warn', words),
  });
  afterEach(judge);
  // What was said between the last test and the end of the file.
  afterAll(judge);
}

function judge(): void {
  const problems = said.map(({ level, text }) => `console.${level}: ${text}`);
  const missing = wanted
    .filter(
      ({ level, pattern }) =>
        !expected.some(one => one.level === level && pattern.test(one.text)),
    )
    .map(({ level, pattern }) => `no console.${level} like ${pattern}`);
  said = [];
  expected = [];
  wanted = [];
  if (problems.length + missing.length > 0) {
    throw new Error([...problems, ...missing].join('\n\n'));
  }
}
