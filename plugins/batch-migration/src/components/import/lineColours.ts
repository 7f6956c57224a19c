/** What the parts of a line are, for colouring it while it is typed. */

export const PARTS = [
  'plain',
  'comment',
  'name',
  'schedule',
  'secret',
  'wrong',
] as const;
export type Part = (typeof PARTS)[number];

const SECRET = '\u2022';
const SETTING = /^\s*(["']?)([^\s="']+)\1\s*=/;
const SCHEDULE = /^\s*(?:@\S+|\S+(?:[ \t]+\S+){0,4})/;

/**
 * Cuts a line into parts. It only guesses, since cron's own reading comes with
 * the preview; nothing but colour rests on it.
 *
 * @param concealed - the line with a dot for each character of a credential
 * @param wrongColumns - 1-based columns of what is in error
 */
export function partsOf(
  concealed: string,
  isOff: boolean,
  wrongColumns: readonly number[],
): Array<{ text: string; part: Part }> {
  const parts: Part[] = new Array(concealed.length).fill('plain');
  const paint = (start: number, end: number, part: Part) =>
    parts.fill(part, start, end);
  const setting = SETTING.exec(concealed);
  if (isOff || /^\s*#/.test(concealed)) {
    paint(0, concealed.length, 'comment');
  } else if (setting) {
    const start = concealed.indexOf(setting[2]);
    paint(start, start + setting[2].length, 'name');
  } else {
    paint(0, SCHEDULE.exec(concealed)?.[0].length ?? 0, 'schedule');
  }
  for (let i = 0; i < concealed.length; i++) {
    if (concealed[i] === SECRET) parts[i] = 'secret';
  }
  for (const column of wrongColumns) {
    const rest = concealed.slice(column - 1);
    const length = rest[0] === '%' ? 1 : /^[^\s,]*/.exec(rest)?.[0].length ?? 0;
    paint(column - 1, column - 1 + Math.max(length, 1), 'wrong');
  }
  const runs: Array<{ text: string; part: Part }> = [];
  for (let i = 0; i < concealed.length; i++) {
    const last = runs[runs.length - 1];
    if (last?.part === parts[i]) last.text += concealed[i];
    else runs.push({ text: concealed[i], part: parts[i] });
  }
  return runs;
}

/** In columns of a fixed-width font. */
export function widthOf(line: string): number {
  let width = 0;
  for (const character of line) {
    if (character === '\t') width += 8 - (width % 8);
    // East Asian letters take two columns.
    else width += character > '\u10ff' ? 2 : 1;
  }
  return width;
}
