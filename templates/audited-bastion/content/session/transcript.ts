import { rowsOf } from './screen';

/** A prompt and what was typed at it, by the program whose prompt it is. */
const PROMPTS: Array<[program: Program, prompt: RegExp]> = [
  ['bash', /^bastion:[^$#]*[$#](?: (.*))?$/],
  // irb, and the console of Rails (since 7.2 without a number)
  ['ruby', /^(?:irb|[\w-]+(?:\([\w ]*\))?)(?:\(main\))?:\d+(?::\d+)?[>"'`*/\]](?: (.*))?$/],
  ['ruby', /^[\w-]+\([\w ]+\)[>"'`*/\]] (.*)$/],
  ['pry', /^\[\d+\] [\w-]+(?:\([^)]*\))?(?::\d+)?[>*"'`](?: (.*))?$/],
  // psql: at the beginning, in a statement, in quotes
  ['psql', /^[\w.-]+[=*!^-][#>] (.*)$/],
  ['mysql', /^bastion-sql> (.*)$/],
  ['redis', /^(?:[\w.-]+:\d+(?:\[\d+\])?|not connected)> (.*)$/],
];

export type Program = 'bash' | 'ruby' | 'pry' | 'psql' | 'mysql' | 'redis' | 'node';

/** What such a program shows before a further line of the same input: only right below a line that was typed. */
const GOES_ON: Partial<Record<Program, RegExp>> = {
  bash: /^> (.*)$/,
  mysql: /^ +(?:->|'>|">|`>|\/\*>) (.*)$/,
  node: /^(?:\.{3}|\|) (.*)$/,
};

/** Node's prompt is a sign that programs print as well: it counts from its greeting to the next prompt of another program. */
const GREETING_OF_NODE = /^Welcome to Node\.js v/;
const PROMPT_OF_NODE = /^> (.*)$/;

export interface TypedLine {
  text: string;
  program: Program;
  /** It may never have been taken: given up with Ctrl-C, or shown again while it was completed. */
  doubtful: boolean;
}

/** Programs whose editor writes the next prompt over a line that was given up. */
const EDITORS: readonly Program[] = ['ruby', 'pry'];
/** Programs that take lines through readline, whose marks say which were taken. */
const READLINE: readonly Program[] = ['bash', 'psql', 'mysql'];

/**
 * The lines that were typed, from what the terminal of ECS Exec showed. It is
 * the second record: the agent writes it, not the shell. What scrolled, was
 * edited, completed or wrapped is read as the terminal would show it; prompts of
 * others than the programs above are not known. What looks like a prompt
 * elsewhere is output, such as the difference of two files.
 */
export function typedLines(transcript: string): TypedLine[] {
  const typed: TypedLine[] = [];
  let program: Program | null = null;
  /** The lines right above, as far as they may be of one statement. */
  let statement: TypedLine[] = [];
  let before: ShownLine | null = null;
  let wasTyped = false;
  for (const { text, entered, isOverwritten } of rowsOf(transcript)) {
    const found = promptOf(text, program, wasTyped);
    wasTyped = found !== null;
    if (GREETING_OF_NODE.test(text)) program = 'node';
    if (!found) {
      // irb and pry show it over their prompt.
      if ((program === 'ruby' || program === 'pry') && text.startsWith('^C')) doubt(statement);
      statement = [];
      // What irb answered, it had taken.
      if (before && text.trim() !== '') before.number = undefined;
      continue;
    }
    // Nothing was answered before the shell came back: redis-cli ended with Ctrl-C.
    if (program === 'redis' && found.program === 'bash') doubt(statement);
    program = found.program;
    const isGivenUp = entered === null ? found.text.endsWith('^C') : !entered && READLINE.includes(program);
    const line = { text: found.text.trim(), program, doubtful: isGivenUp || (isOverwritten && EDITORS.includes(program)) };
    const shown = { line, number: program === 'ruby' ? NUMBER_OF_IRB.exec(text)?.[1] : undefined };
    if (before && isShownAgain(before, shown)) before.line.doubtful = true;
    before = null;
    if (!found.goesOn) statement = [];
    if (line.doubtful) doubt(statement);
    if (line.text === '' || line.text === '^C') continue;
    if (entered === null) before = shown;
    statement.push(line);
    typed.push(line);
  }
  return typed;
}

function doubt(lines: TypedLine[]): void {
  for (const line of lines) line.doubtful = true;
}

/** So long a line does not fit on one row of many terminals. */
const LONG = 40;

interface ShownLine {
  line: TypedLine;
  /** That irb gave it. */
  number: string | undefined;
}

/** irb counts the lines that it takes: the same number again, right below, is the same line again. */
const NUMBER_OF_IRB = /^[^\s:]+:(\d+)/;

/**
 * A completion lists what may follow, and then the prompt with the same
 * beginning; pry shows a line that it wrapped once more; and below what the
 * terminal itself wrote of keys that came before irb read them, irb draws its
 * line once more.
 */
function isShownAgain(before: ShownLine, { line: { text, program }, number }: ShownLine): boolean {
  if (before.line.program !== program || !text.startsWith(before.line.text)) return false;
  if (text !== before.line.text || program === 'node') return true;
  return (program === 'pry' && text.length >= LONG) || (number !== undefined && number === before.number);
}

interface Found {
  program: Program;
  text: string;
  /** The prompt does not say that a statement begins. */
  goesOn: boolean;
}

function promptOf(line: string, program: Program | null, wasTyped: boolean): Found | null {
  for (const [of, prompt] of PROMPTS) {
    const match = prompt.exec(line);
    if (match) return { program: of, text: match[1] ?? '', goesOn: of !== 'bash' && of !== 'mysql' };
  }
  if (program === null) return null;
  const [, first] = (program === 'node' && PROMPT_OF_NODE.exec(line)) || [];
  if (first !== undefined) return { program, text: first, goesOn: false };
  const [, next] = (wasTyped && GOES_ON[program]?.exec(line)) || [];
  return next === undefined ? null : { program, text: next, goesOn: true };
}
