import { readEntry, type Entry, type LineReader } from './crontabLine';
import { expandWord } from './vixie';

/** The command of the samples that distributions put into crontabs. */
const SAMPLE =
  /^(?:user(?:-?name)?\s+)?[<[(]?(?:command|your command|cmd)\b(?:.*\b(?:be )?execut|[>\])]?\s*$)/i;
/** The example in the head that Debian's `crontab -e` writes. */
const DEBIAN_SAMPLE = 'tar -zcf /var/backups/home.tgz /home/';
/** A program is named in ASCII; a translated sample is not. */
const PROGRAM = /^[!-~]/;
const SHELLISH = /[/$=|&;>~`\\]|(?:^|\s)-{1,2}\w|\.\w+\b/;

/**
 * The job in a comment, or `null` where the comment is prose. A sentence may
 * begin with five words that read as fields (`1 2 3 4 5 are numbers`), so the
 * rest must look like a command.
 */
export function readCommentedJob(
  comment: string,
  reader: LineReader,
): { entry: Entry; offset: number } | null {
  const lead = /^[#\s]*/.exec(comment)?.[0].length ?? 0;
  const first = comment[lead];
  if (first === undefined || !/[0-9*@~-]/.test(first)) return null;
  const text = comment.slice(lead);
  const entry = readEntry(text, reader);
  if (!entry.ok) return null;
  if (entry.notes.some(note => note.code === 'ignored-characters')) return null;
  const command = entry.rawCommand.trim();
  if (!PROGRAM.test(command) || SAMPLE.test(command)) return null;
  if (command === DEBIAN_SAMPLE) return null;
  if (entry.user && /^user-?name$/i.test(entry.user)) return null;
  const numbersOnly =
    expandWord(entry.expression) !== undefined ||
    entry.expression === '@reboot' ||
    !/[*,/]/.test(entry.expression);
  if (numbersOnly && !SHELLISH.test(command)) return null;
  return { entry, offset: lead };
}
