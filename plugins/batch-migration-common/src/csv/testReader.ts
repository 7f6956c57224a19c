// Only tests import this file, so it is no part of the package.

/** Reads CSV as RFC 4180 says: a quote inside a quoted cell is doubled. */
export function readCsv(text: string, separator: string): string[][] {
  const records: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    const record = records[records.length - 1];
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"' && cell === '') isQuoted = true;
    else if (character === separator) {
      record.push(cell);
      cell = '';
    } else if (character === '\n') {
      record.push(cell.replace(/\r$/, ''));
      cell = '';
      records.push([]);
    } else cell += character;
  }
  return records.filter(record => record.length > 0);
}
