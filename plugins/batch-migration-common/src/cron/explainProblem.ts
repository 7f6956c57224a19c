import { excerpt } from './excerpt';
import type { EntryProblem } from './crontabLine';
import { findPlaceholder } from './placeholders';

/**
 * A better reason than cron's own why a line cannot be read, where one can be
 * seen. `text` begins after `indent` blanks; the answer's index counts them.
 */
export function explainProblem(
  problem: EntryProblem,
  text: string,
  indent: number,
): EntryProblem {
  const at = { ...problem, index: problem.index + indent };
  if (text.startsWith('\uFEFF')) {
    return {
      ...at,
      code: 'byte-order-mark',
      message:
        'The file begins with a byte order mark, which makes its first line unreadable to cron. Save it as UTF-8 without one.',
      index: indent,
    };
  }
  const placeholder = findPlaceholder(text);
  if (placeholder) {
    return {
      ...at,
      code: 'template-placeholder',
      message: `\`${excerpt(
        placeholder.text,
      )}\` is a placeholder of a template (${
        placeholder.kind
      }), which cron cannot read. Use the crontab as it stands on the host.`,
      index: indent + placeholder.index,
    };
  }
  const empty = /^[A-Za-z_]\w*[ \t]*=\s*$/.exec(text);
  if (empty) {
    return {
      ...at,
      code: 'empty-value',
      message: `Debian's cron takes \`${excerpt(
        empty[0].trim(),
      )}\` for a syntax error. Write ${excerpt(
        empty[0].trim(),
      )}"" for an empty value.`,
      index: indent + text.indexOf('='),
    };
  }
  if (text.trim() === '') {
    return {
      ...at,
      code: 'carriage-return',
      message:
        'The line holds only a carriage return, which is not blank to cron. Save the file with Unix line ends.',
    };
  }
  return at;
}
