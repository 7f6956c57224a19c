/** A row of a terminal as it stood in the end. */
export interface Row {
  text: string;
  /**
   * Whether the line of a program with readline was taken, by the marks of
   * bracketed paste: `false` where it was given up (Ctrl-C) or shown again
   * (completion), `null` where the program sets no marks.
   */
  entered: boolean | null;
  /** Something else was written over it later. */
  isOverwritten: boolean;
}

interface Line {
  cells: string[];
  entered: boolean | null;
  /** The cursor went on from it by a newline. */
  isLeft: boolean;
  /** What stood there before somebody came back and wrote over it. */
  before: Row[];
}

// eslint-disable-next-line no-control-regex
const PIECE = /\x1b\[([?>=!\d;]*)([A-Za-z@])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>78]|[\r\n\x08\x07]|[^\x1b\r\n\x08\x07]/gsu;
const PASTE_ON = '\x1b[?2004h';
const PASTE_OFF = '\x1b[?2004l';

/** No terminal is as wide or as high; a program may write any number. */
const FARTHEST = 2000;
/** So often what is written over is kept; then nobody moves up any more. */
const MOST_KEPT = 10_000;
/** Signs that take two columns: CJK, full width, emoji. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/**
 * What stands on the rows of a terminal after all moves of the cursor. How wide
 * and high it was no transcript says: here it is as wide and high as it has to
 * be, and whoever clears it or goes to a place on it goes on below what is there.
 */
export function rowsOf(transcript: string): Row[] {
  const lines = new Map<number, Line>();
  let row = 0;
  let last = 0;
  let column = 0;
  let takesPaste = false;
  let kept = 0;
  /** The line that the cursor just left by a newline: the next piece says whether it was taken. */
  let left: Line | undefined;

  const here = (): Line => {
    let line = lines.get(row);
    if (!line) lines.set(row, (line = { cells: [], entered: null, isLeft: false, before: [] }));
    last = Math.max(last, row);
    return line;
  };
  /** Output that clears a line which was taken takes nothing out of the record. */
  const change = (line: Line): string[] => {
    if (line.isLeft && line.cells.length > 0 && kept < MOST_KEPT) {
      kept += 1;
      line.before.push({ text: textOf(line.cells.slice(0, FARTHEST)), entered: line.entered, isOverwritten: true });
      line.entered = null;
    }
    line.isLeft = false;
    return line.cells;
  };
  const below = () => {
    // Cleared while a line was edited: it is shown again on what is clear.
    if (takesPaste) here().entered = false;
    row = (lines.get(last)?.cells.length ?? 0) > 0 ? last + 1 : last;
    column = 0;
  };
  const to = (at: number) => (column = Math.max(0, Math.min(at, Math.max(column, FARTHEST))));
  const write = (sign: string) => {
    const cells = change(here());
    while (cells.length < column) cells.push(' ');
    cells[column] = sign;
    if (WIDE.test(sign)) cells[column + 1] = '';
    column += WIDE.test(sign) ? 2 : 1;
  };
  const clearBelow = () => {
    const line = lines.get(row);
    if (line && line.cells.length > column) change(line).length = column;
    for (; last > row; last -= 1) {
      const cleared = lines.get(last);
      if (cleared) change(cleared).length = 0;
    }
  };
  const control = (final: string, parameters: string) => {
    const count = Math.min(Number(parameters.split(';')[0]) || 1, FARTHEST);
    switch (final) {
      case 'A':
        if (kept < MOST_KEPT) row = Math.max(0, row - count);
        break;
      case 'B':
        row = Math.min(row + count, last + FARTHEST);
        break;
      case 'C':
        to(column + count);
        break;
      case 'D':
        to(column - count);
        break;
      case 'G':
        to(count - 1);
        break;
      case 'H':
      case 'f':
      case 'd':
        below();
        break;
      case 'J':
        if (parameters === '' || parameters === '0') clearBelow();
        else if (parameters !== '1') below();
        break;
      case 'K':
        if (parameters === '2') change(here()).length = 0;
        else if (parameters === '1') change(here()).fill(' ', 0, column + 1);
        else if (here().cells.length > column) change(here()).length = column;
        break;
      case 'P':
        change(here()).splice(column, count);
        break;
      case '@':
        change(here()).splice(column, 0, ...Array<string>(count).fill(' '));
        break;
    }
  };

  for (const [piece, parameters = '', final] of unwrapped(transcript).matchAll(PIECE)) {
    if (left) {
      left.entered = piece === PASTE_OFF;
      left = undefined;
    } else if (piece === PASTE_OFF && takesPaste) {
      // Without a newline before it: Ctrl-C.
      here().entered = false;
    }
    if (piece === PASTE_ON) takesPaste = true;
    else if (piece === PASTE_OFF) takesPaste = false;
    else if (piece === '\n') {
      if (takesPaste) left = here();
      const line = lines.get(row);
      if (line) line.isLeft = true;
      row += 1;
      last = Math.max(last, row);
    } else if (piece === '\r') to(0);
    else if (piece === '\x08') to(column - 1);
    else if (final !== undefined) control(final, parameters);
    else if (!piece.startsWith('\x1b') && piece !== '\x07') write(piece);
  }
  return [...lines.entries()].sort(([one], [other]) => one - other).flatMap(([, line]) => shownOn(line));
}

/** pry writes each line once more when it was taken: the same again is one row. */
function shownOn({ before, cells, entered }: Line): Row[] {
  const text = textOf(cells);
  const isSame = (row: Row) => row.text.replace(/\s/g, '') === text.replace(/\s/g, '');
  return [...before.filter(row => !isSame(row)), { text, entered: entered ?? before.find(isSame)?.entered ?? null, isOverwritten: false }];
}

function textOf(cells: string[]): string {
  return cells.join('').trimEnd();
}

/**
 * A line that readline wraps goes on below without a newline: blank, then carriage
 * return. The blank behind a prompt is none of these.
 */
function unwrapped(transcript: string): string {
  // eslint-disable-next-line no-control-regex
  return transcript.replace(/(?<![$#>*]) \r(?!\n)(?=[^\r\n\x1b])/g, '');
}
