/** What the reader says of lines, settings and files of cron. The server's own words, by which they are known. */
export const saidCrontabMessages = {
  'debian-ignores':
    "Debian's cron ignores the whole file, so none of its jobs runs. First cause, line {{line}}: {{cause}}",
  'debian-ignores-file':
    "Debian's cron ignores the whole file, so none of its jobs runs. {{cause}}",
  'cronie-ignores':
    'cronie ignores the whole file, so none of its jobs runs. First cause, line {{line}}: {{cause}}',
  'cronie-ignores-file':
    'cronie ignores the whole file, so none of its jobs runs. {{cause}}',
  'cronie-skips-more':
    'cronie skips line {{line}} and {{number}} more and loads the rest.',
  'cronie-skips': 'cronie skips line {{line}} and loads the rest.',
  'ignores-file': 'cron ignores the whole file',
  'no-newline': 'the last line has no newline at its end',
  'no-newline-debian':
    "The last line has no newline at its end: Debian's cron ignores the whole file. Add one.",
  'no-newline-cronie':
    'The last line has no newline at its end: cronie ignores this line. Add one.',
  'too-many-lines': 'the file has more than 10,000 lines',
  'comments-in-row': 'more than {{number}} bytes of comments stand in a row',
  'user-limit': 'a user may have at most {{number}} {{text}}',
  'random-time':
    '`~` makes cron draw the time whenever it loads the file, so its runs are not known. Decide on a time before migrating.',
  'never-fires':
    'No date matches this schedule, so the job never runs. Retire it, or correct the schedule if it should run.',
  'either-day':
    'Day of month and day of week are both restricted: cron runs on dates that match either. If both were meant, test the date in the command.',
  'both-days':
    'One day field begins with `*`, so cron runs only on dates that match both. If either was meant, write the field without `*`.',
  'percent-quote':
    'cron ends the command at this `%` and gives the rest as standard input, which leaves a quote open. Write `\\%` if a percent sign is meant.',
  percent:
    'cron ends the command at this `%` and gives the rest as standard input.',
  'carriage-return':
    'The line ends in a carriage return, which stays in the command and breaks its last word. Save the file with Unix line ends.',
  'only-carriage-return':
    'The line holds only a carriage return, which is not blank to cron. Save the file with Unix line ends.',
  'empty-command':
    "The command is empty. Debian's cron takes that and starts a shell that does nothing. Remove the line.",
  'not-utf8':
    'The line holds bytes that are not UTF-8, so what is shown may differ from what runs. Convert the file.',
  continued:
    'cron knows no continued lines: the command ends with this backslash, and the next line is read as a line of its own. Join the lines.',
  placeholder:
    '`{{text}}` is a placeholder of a template ({{text2}}). Use the crontab as it stands on the host.',
  'placeholder-unreadable':
    '`{{text}}` is a placeholder of a template ({{text2}}), which cron cannot read. Use the crontab as it stands on the host.',
  'too-long-cronie':
    'cronie cuts a command after 131,071 bytes. Move it into a script.',
  'too-long-debian':
    "The command has {{number}} bytes; Debian's cron takes at most {{number2}} and ignores the whole file. Move it into a script.",
  nul: 'The line holds a NUL byte, at which cron breaks it. Remove it.',
  'long-setting':
    "Debian's cron reads the first {{number}} bytes of a setting and drops the rest. Shorten it, or set it in a script.",
  'many-settings':
    'More than {{number}} different settings: this one is not shown with the jobs.',
  'no-command':
    'The command is missing after the schedule. Add it or remove the line.',
  'no-user':
    'A line of a system crontab needs a user and a command after the schedule; one of them is missing.',
  'bad-user':
    '`{{text}}` cannot be a user. In a system crontab the user stands between the schedule and the command.',
  'only-root':
    'Only root may begin a line with `-`; for any other user cronie skips this line.',
  'six-fields':
    'A command cannot begin with `*`: the line has six time fields. Remove one.',
  'one-option': 'The only option before a command is one `-n`.',
  'byte-order-mark':
    'The file begins with a byte order mark, which makes its first line unreadable to cron. Save it as UTF-8 without one.',
  'empty-value':
    'Debian\'s cron takes `{{text}}` for a syntax error. Write {{text2}}"" for an empty value.',
  'posix-rule':
    '`{{text}}` is a rule of POSIX that no IANA zone says, so the runs of the jobs below are not computed. Write the IANA name that is meant, such as Asia/Tokyo.',
  'posix-offset':
    '`{{text}}` is a fixed offset of POSIX, without summer time: the jobs below run by {{zone}}. Write an IANA name such as Asia/Tokyo if a place is meant.',
  'zone-falls-back':
    '`{{text}}` is not a time zone, so the C library falls back to UTC. Write an IANA name such as Asia/Tokyo; case counts.',
  'cron-tz-ignored':
    "Debian's cron ignores CRON_TZ: the jobs below run by the host's zone ({{zone}}), not by {{zone2}}.",
  tz: 'TZ reaches the commands only; it does not move the schedule.',
  'delay-none':
    'cronie delays no job for `{{text}}`: it takes whole minutes from 0 to {{number}}.',
  delay:
    'cronie delays each job below by up to {{number}} minutes. Use a flexible time window to keep that.',
  'delay-debian': "Debian's cron ignores RANDOM_DELAY for scheduling.",
  'bad-minute': 'Bad minute `{{text}}`: {{why}}.',
  'bad-hour': 'Bad hour `{{text}}`: {{why}}.',
  'bad-day': 'Bad day-of-month `{{text}}`: {{why}}.',
  'bad-month': 'Bad month `{{text}}`: {{why}}.',
  'bad-weekday': 'Bad day-of-week `{{text}}`: {{why}}.',
  'number-missing': 'a number is missing at the end',
  'number-expected': 'a number is expected, not `{{text}}`',
  'number-digits': 'a number has at most {{number}} digits',
  'neither-number-nor-name': '`{{text}}` is neither a number nor a name',
  'not-within': '{{number}} is not within {{text}}',
  'step-above-0': 'a step must be above 0',
  'tilde-range': '`~` needs a range from low to high',
  'step-needs-range': 'a step needs `*` or a range before it; write {{text}}',
  backwards: 'the range {{text}} runs backwards',
  'does-not-belong': '`{{text}}` does not belong here',
  'backwards-never':
    'The range {{text}} in the {{field}} field runs backwards: this cron accepts it and never matches it. Write two ranges if it is meant to wrap.',
  'stops-reading':
    "Debian's cron stops reading the {{field}} field before `{{text}}` and ignores the rest. Write what is meant.",
  'field-missing':
    'The {{field}} field is missing: a schedule has five fields.',
  'unknown-word':
    '`{{text}}` is not a word that cron knows; use one of {{names}}.',
  'more-than-five': '`{{text}}` has more than five fields.',
  'unknown-zone': 'The time zone `{{zone}}` is not an IANA zone name.',
} as const;
