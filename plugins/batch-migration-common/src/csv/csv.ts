/** Excel reads a file without it in the code page of the machine. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Spreadsheets run a cell that begins with one of these, also behind blanks
 * and quotes. East Asian versions take the full-width forms too.
 */
const FORMULA = /^[\s"'\u3000]*[=+\-@\t\r＝＋－＠]/u;

/**
 * Where a cell begins: at the start of the value, and for a spreadsheet that
 * splits at semicolons or tabs, or ends a line inside quotes, behind those.
 */
const CELL_STARTS = /(?<=[;\t\r\n])/u;

/**
 * One record of RFC 4180 with its line end. Each value is quoted, so that no
 * reader has to guess; what a spreadsheet would run gets an apostrophe before
 * it, by which spreadsheets know text.
 */
export function csvRecord(values: ReadonlyArray<string | null>): string {
  const cells = values.map(
    value => `"${inert(value ?? '').replace(/"/g, '""')}"`,
  );
  return `${cells.join(',')}\r\n`;
}

/** The value such that no spreadsheet takes any part of it for a formula. */
function inert(value: string): string {
  // What Excel reads ends at a NUL, which no text needs.
  return value
    .replace(/\0/g, '')
    .split(CELL_STARTS)
    .map(part => (FORMULA.test(part) ? `'${part}` : part))
    .join('');
}
