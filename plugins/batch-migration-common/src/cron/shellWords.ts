/** Words and operators of a shell command, as far as wrappers need them. */

export interface ShellToken {
  type: 'word' | 'operator';
  /** Without quotes; expansions stay as written. */
  text: string;
  /** 0-based, in the command. */
  start: number;
  /** Exclusive. */
  end: number;
}

const OPERATORS = [
  '&&',
  '||',
  '>>',
  '<<',
  '>&',
  '<&',
  ';',
  '|',
  '&',
  '>',
  '<',
  '(',
  ')',
];

const OPERATOR = /[&|;<>()]/;
const PLAIN_RUN = /[^\s&|;<>()\\'"`$]+/y;

function operatorAt(text: string, index: number): string | undefined {
  if (!OPERATOR.test(text[index])) return undefined;
  return OPERATORS.find(operator => text.startsWith(operator, index));
}

/** Splits a command. An unclosed quote runs to the end. Linear, never throws. */
export function shellWords(command: string): ShellToken[] {
  const tokens: ShellToken[] = [];
  let i = 0;
  while (i < command.length) {
    if (/[\s]/.test(command[i])) {
      i++;
      continue;
    }
    const operator = operatorAt(command, i);
    if (operator) {
      const end = i + operator.length;
      tokens.push({ type: 'operator', text: operator, start: i, end });
      i = end;
      continue;
    }
    const start = i;
    const parts: string[] = [];
    while (i < command.length) {
      PLAIN_RUN.lastIndex = i;
      const run = PLAIN_RUN.exec(command);
      if (run) {
        parts.push(run[0]);
        i = PLAIN_RUN.lastIndex;
        continue;
      }
      const char = command[i];
      if (char === '\\') {
        parts.push(command[i + 1] ?? '');
        i += 2;
      } else if (char === "'" || char === '`') {
        const close = command.indexOf(char, i + 1);
        const end = close < 0 ? command.length : close;
        parts.push(
          char === '`' ? command.slice(i, end + 1) : command.slice(i + 1, end),
        );
        i = end + 1;
      } else if (char === '"') {
        i++;
        while (i < command.length && command[i] !== '"') {
          if (command[i] === '\\' && /["\\$`]/.test(command[i + 1] ?? '')) i++;
          parts.push(command[i] ?? '');
          i++;
        }
        i++;
      } else if (char === '$' && command[i + 1] === '(') {
        let depth = 0;
        const from = i;
        do {
          if (command[i] === '(') depth++;
          if (command[i] === ')') depth--;
          i++;
        } while (i < command.length && (depth > 0 || i === from + 1));
        parts.push(command.slice(from, i));
      } else if (/\s/.test(char) || operatorAt(command, i)) {
        break;
      } else {
        parts.push(char);
        i++;
      }
    }
    const end = Math.min(i, command.length);
    tokens.push({ type: 'word', text: parts.join(''), start, end });
    i = end;
  }
  return tokens;
}
