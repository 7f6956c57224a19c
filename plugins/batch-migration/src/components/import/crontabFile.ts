/** Reads a dropped or chosen file without changing what it says. */

/** The preview takes 1 MiB of JSON, in which line ends and quotes take two bytes. */
export const MAX_KB = 512;

/**
 * A text area knows only `\n`. A carriage return before it, which cron keeps as
 * part of the command, stands there as this sign instead of being lost.
 */
const CARRIAGE_RETURN = '\u240d';

export interface CrontabFile {
  /** For the text area. */
  text: string;
  notUtf8: boolean;
  byteOrderMark: boolean;
  /** Lines that end in a carriage return. */
  carriageReturns: number;
  /** The last line has no line end. */
  unterminated: boolean;
}

export const toShown = (text: string) =>
  text.replace(/\r(?=\n|$)/g, CARRIAGE_RETURN);

/** What stands in the text area, as it stands in the file. */
export const fromShown = (text: string) =>
  text.replace(/\u240d(?=\n|$)/g, '\r');

export function kilobytesOf(text: string): number {
  // A UTF-16 unit has at most three bytes: most texts need no counting.
  const bytes =
    text.length * 3 <= MAX_KB * 1024
      ? text.length
      : new TextEncoder().encode(text).length;
  return Math.ceil(bytes / 1024);
}

export function decodeCrontab(bytes: Uint8Array): CrontabFile {
  let text: string;
  let notUtf8 = false;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      bytes,
    );
  } catch {
    notUtf8 = true;
    text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  }
  return {
    text: toShown(text),
    notUtf8,
    byteOrderMark: text.startsWith('\ufeff'),
    carriageReturns: text.match(/\r(?=\n|$)/g)?.length ?? 0,
    unterminated: text !== '' && !text.endsWith('\n'),
  };
}
