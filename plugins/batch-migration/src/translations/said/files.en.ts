/** What is found in captures, and at the sources that are read. The server's own words, by which they are known. */
export const saidFilesMessages = {
  'lone-run':
    "1 run in cron's log belong to no line of a captured crontab, the last one of {{text}}",
  compressed:
    '{{name}} is compressed: its runs are not known. Unpack it before the capture to know them.',
  'empty-processes': 'The process list is empty',
  columns: 'This line does not have the {{number}} columns of the header',
  'run-parts-name':
    'run-parts --lsbsysinit does not take the name {{name}}. Rename it to letters, digits, - and _.',
  'run-parts-never':
    'run-parts skips every file whose name holds more than letters, digits, - and _, so {{name}} never runs. Rename it.',
  'left-out': 'Left out, for they belong to the operating system: {{names}}',
  'no-tls-source': 'It gave no answer: {{cause}}',
  'capture-missing':
    'capture.json is missing: without it nobody knows when the host was read and what completely',
  'anacron-time':
    'Nothing in the capture tells at which time of the day anacron is started, so the times of its jobs are not known. Capture etc/cron.d and etc/cron.hourly, or the unit anacron.timer.',
  'anacron-delay':
    'anacron starts it up to {{number}} minutes later than shown, drawn anew for each run.',
  'logins-taken':
    'It tells of {{number}} logins; the newest {{number2}} are taken.',
  'peaks-unknown':
    'peaks names {{name}}, and nothing on the host has that name. Name the job or tool as the portal shows it.',
  'program-twice':
    'The program {{name}} stands twice; supervisord takes one of them.',
  'folder-unreadable': 'The inventory folder {{name}} cannot be read: {{text}}',
  'inventory-unreadable':
    'The inventory {{name}} cannot be read: {{text}} The last state is kept, and it is tried again.',
  'later-than-now':
    'capturedAt {{at}} is later than now ({{at2}}): check the clock of the collector',
  'crontabs-not-read': 'Crontabs of {{name}} were not read: {{cause}}',
  'retires-instance': 'AWS retires the instance',
  'platform-retired': 'The platform version is retired',
} as const;
