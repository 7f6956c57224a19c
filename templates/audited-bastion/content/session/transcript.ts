/**
 * The lines that were typed, from what the terminal of ECS Exec showed. It is
 * the second record: the agent writes it, not the shell. What scrolled, was
 * edited or wrapped is read as the terminal would show it; prompts of others
 * than the programs below are not known.
 */
const PROMPTS: RegExp[] = [
  /^bastion:[^$#]*[$#] (.*)$/,
  // irb, the console of Rails, pry
  /^(?:irb|[\w-]+(?:\([\w ]*\))?)(?:\(main\))?:\d+(?::\d+)?[>"'*]? ?(.*)$/,
  /^\[\d+\] [\w-]+(?:\(main\))?[>*] (.*)$/,
  // psql: at the beginning, in a statement, in quotes
  /^[\w.-]+[=*!^-][#>] (.*)$/,
  /^bastion-sql> (.*)$/,
  // redis-cli
  /^(?:[\w.-]+:\d+(?:\[\d+\])?|not connected)> (.*)$/,
  // node, and what continues a line of bash
  /^> (.*)$/,
  /^(?:\.{3}|\|) (.*)$/,
];

export function typedLines(transcript: string): string[] {
  return screenLines(transcript).flatMap(line => {
    for (const prompt of PROMPTS) {
      const [, typed] = prompt.exec(line) ?? [];
      if (typed !== undefined) return typed.trim() === '' ? [] : [typed.trim()];
    }
    return [];
  });
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
