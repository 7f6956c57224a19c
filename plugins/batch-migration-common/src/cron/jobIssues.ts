/** Issues of one readable job. */
import type { Entry } from './crontabLine';
import { findPlaceholder } from './placeholders';
import type { Cron, CrontabIssue } from './types';
import { neverFires } from './vixie';

const CRONIE_COMMAND = 131_071;

type Report = (
  index: number,
  severity: CrontabIssue['severity'],
  code: string,
  message: string,
) => void;

function reportSchedule({ schedule, fields }: Entry, report: Report): void {
  if (schedule.random) {
    report(
      0,
      'warning',
      'random-time',
      '`~` makes cron draw the time whenever it loads the file, so its runs are not known. Decide on a time before migrating.',
    );
  } else if (neverFires(schedule)) {
    report(
      0,
      'warning',
      'never-fires',
      'No date matches this schedule, so the job never runs. Retire it, or correct the schedule if it should run.',
    );
  } else if (
    fields.length === 5 &&
    !schedule.bothDays &&
    schedule.monthDays.length < 31 &&
    schedule.weekDays.length < 7
  ) {
    report(
      0,
      'warning',
      'either-day-matches',
      'Day of month and day of week are both restricted: cron runs on dates that match either. If both were meant, test the date in the command.',
    );
  } else if (
    fields.length === 5 &&
    schedule.bothDays &&
    schedule.monthDays.length < 31 &&
    schedule.weekDays.length < 7
  ) {
    report(
      0,
      'warning',
      'both-days-must-match',
      'One day field begins with `*`, so cron runs only on dates that match both. If either was meant, write the field without `*`.',
    );
  }
}

function unbalanced(command: string): boolean {
  return (
    /\+$/.test(command) ||
    ["'", '"', '`'].some(quote => command.split(quote).length % 2 === 0)
  );
}

/** Reports what a person should know about a job that cron accepts. */
export function reportJob(
  entry: Entry,
  split: { command: string; percentIndex: number },
  text: string,
  cron: Cron,
  report: Report,
): void {
  for (const note of entry.notes) {
    report(note.index, 'warning', note.code, note.message);
  }
  reportSchedule(entry, report);
  const { commandIndex, rawCommand } = entry;
  if (split.percentIndex >= 0) {
    const cut = unbalanced(split.command);
    report(
      commandIndex + split.percentIndex,
      cut ? 'warning' : 'info',
      cut ? 'command-cut-at-percent' : 'percent-is-input',
      cut
        ? 'cron ends the command at this `%` and gives the rest as standard input, which leaves a quote open. Write `\\%` if a percent sign is meant.'
        : 'cron ends the command at this `%` and gives the rest as standard input.',
    );
  }
  if (rawCommand.endsWith('\r')) {
    report(
      commandIndex + rawCommand.length - 1,
      'warning',
      'carriage-return',
      'The line ends in a carriage return, which stays in the command and breaks its last word. Save the file with Unix line ends.',
    );
  }
  if (rawCommand.trim() === '') {
    report(
      commandIndex,
      'warning',
      'empty-command',
      "The command is empty. Debian's cron takes that and starts a shell that does nothing. Remove the line.",
    );
  }
  if (text.includes('\uFFFD')) {
    report(
      text.indexOf('\uFFFD'),
      'warning',
      'not-utf8',
      'The line holds bytes that are not UTF-8, so what is shown may differ from what runs. Convert the file.',
    );
  }
  if (
    rawCommand.includes('\\', rawCommand.length - 4) &&
    /(?<!\\)\\\s*$/.test(rawCommand.slice(-4))
  ) {
    report(
      commandIndex + rawCommand.length - 1,
      'warning',
      'no-continuation',
      'cron knows no continued lines: the command ends with this backslash, and the next line is read as a line of its own. Join the lines.',
    );
  }
  const placeholder = findPlaceholder(text);
  if (placeholder) {
    report(
      placeholder.index,
      'warning',
      'template-placeholder',
      `\`${placeholder.text}\` is a placeholder of a template (${placeholder.kind}). Use the crontab as it stands on the host.`,
    );
  }
  if (
    cron === 'cronie' &&
    rawCommand.length > CRONIE_COMMAND / 3 &&
    utf8Length(rawCommand) > CRONIE_COMMAND
  ) {
    report(
      commandIndex,
      'warning',
      'command-cut',
      'cronie cuts a command after 131,071 bytes. Move it into a script.',
    );
  }
}

/** Length in bytes as UTF-8, which is what cron counts. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f)
      length += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
  }
  return length;
}
