/** A prompt and what was typed at it, by the program whose prompt it is. */
const PROMPTS: Array<[program: Program, prompt: RegExp]> = [
  ['bash', /^bastion:[^$#]*[$#] (.*)$/],
  // irb, the console of Rails, pry
  ['ruby', /^(?:irb|[\w-]+(?:\([\w ]*\))?)(?:\(main\))?:\d+(?::\d+)?[>"'`*/\]] ?(.*)$/],
  ['ruby', /^\[\d+\] [\w-]+(?:\(main\))?[>*] (.*)$/],
  // psql: at the beginning, in a statement, in quotes
  ['psql', /^[\w.-]+[=*!^-][#>] (.*)$/],
  ['mysql', /^bastion-sql> (.*)$/],
  ['redis', /^(?:[\w.-]+:\d+(?:\[\d+\])?|not connected)> (.*)$/],
];

type Program = 'bash' | 'ruby' | 'psql' | 'mysql' | 'redis' | 'node';

/** What such a program shows before a further line of the same input: only right below a line that was typed. */
const GOES_ON: Partial<Record<Program, RegExp>> = {
  bash: /^> (.*)$/,
  mysql: /^ +(?:->|'>|">|`>|\/\*>) (.*)$/,
  node: /^(?:\.{3}|\|) (.*)$/,
};

/** Node's prompt is a sign that programs print as well: it counts from its greeting to the next prompt of another program. */
const GREETING_OF_NODE = /^Welcome to Node\.js v/;
const PROMPT_OF_NODE = /^> (.*)$/;

/**
 * The lines that were typed, from what the terminal of ECS Exec showed. It is
 * the second record: the agent writes it, not the shell. What scrolled, was
 * edited or wrapped is read as the terminal would show it; prompts of others
 * than the programs above are not known. What looks like a prompt elsewhere is
 * output, such as the difference of two files.
 */
export function typedLines(transcript: string): string[] {
  const typed: string[] = [];
  let program: Program | null = null;
  let wasTyped = false;
  for (const line of screenLines(transcript)) {
    const found = promptOf(line, program, wasTyped);
    if (found) {
      program = found.program;
      if (found.text.trim() !== '') typed.push(found.text.trim());
    } else if (GREETING_OF_NODE.test(line)) {
      program = 'node';
    }
    wasTyped = found !== null;
  }
  return typed;
}

function promptOf(line: string, program: Program | null, wasTyped: boolean): { program: Program; text: string } | null {
  for (const [of, prompt] of PROMPTS) {
    const [, text] = prompt.exec(line) ?? [];
    if (text !== undefined) return { program: of, text };
  }
  if (program === null) return null;
  const [, text] = (program === 'node' && PROMPT_OF_NODE.exec(line)) || (wasTyped && GOES_ON[program]?.exec(line)) || [];
  return text === undefined ? null : { program, text };
}

/** What stands on the screen after all moves of the cursor within a line. */
export function screenLines(transcript: string): string[] {
  // A line that readline wraps goes on below without a newline: blank, then carriage return.
  // eslint-disable-next-line no-control-regex
  const text = transcript.replace(/ \r(?!\n)(?=[^\r\n\x1b])/g, '').replace(/\r\n/g, '\n');
  return text.split('\n').map(lineOf);
}

// eslint-disable-next-line no-control-regex
const PIECE = /\x1b\[([?\d;]*)([A-Za-z@])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>78]|\r|\x08|\x07|[^\x1b\r\x08\x07]/gsu;

function lineOf(raw: string): string {
  const cells: string[] = [];
  let at = 0;
  for (const [piece, parameters = '', final] of raw.matchAll(PIECE)) {
    const count = Number(parameters.split(';')[0]) || 1;
    if (piece === '\r') at = 0;
    else if (piece === '\x08') at = Math.max(0, at - 1);
    else if (final === 'C') at += count;
    else if (final === 'D') at = Math.max(0, at - count);
    else if (final === 'G') at = count - 1;
    else if (final === 'K') {
      if (parameters === '2') cells.length = 0;
      else if (parameters === '1') cells.fill(' ', 0, at + 1);
      else cells.length = Math.min(cells.length, at);
    } else if (final === 'P') cells.splice(at, count);
    else if (final === '@') cells.splice(at, 0, ...Array<string>(count).fill(' '));
    else if (!piece.startsWith('\x1b') && piece !== '\x07') {
      while (cells.length < at) cells.push(' ');
      cells[at] = piece;
      at += 1;
    }
  }
  return cells.join('').trimEnd();
}
