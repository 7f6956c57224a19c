/** What the reader says of timers and of Sidekiq, and what Scheduler cannot say. The server's own words, by which they are known. */
export const saidSchedulesMessages = {
  reboot:
    '@reboot runs when the host starts, and a serverless target has no such moment. If it starts a daemon, migrate that as a resident service; if it prepares the host, do it when the image is built.',
  random:
    '`~` makes cron draw the time whenever it loads the file. Choose a fixed time, or a flexible time window of EventBridge Scheduler, and state it as the intended schedule.',
  'both-days':
    'One day field begins with `*` and both restrict the day, so cron runs only on dates that match both; an EventBridge expression has one day field. Schedule the weekdays and let the job end at once on other dates, or choose days that one field can say.',
  'once-a-minute':
    'EventBridge Scheduler starts at most once a minute, on whole minutes; this is every {{number}} seconds. Keep it in a resident process, or loop inside a job that starts every minute.',
  'counts-from-start':
    '`{{name}}` counts from the start of each Sidekiq process and pushes once per host; the translation has the same frequency, fixed times, and starts once.',
  'in-once':
    '`in` runs once, some time after each Sidekiq process starts. Enqueue it where it is needed, or give it a fixed time.',
  'sidekiq-no-type':
    '`{{text}}` has none of {{names}} with a value. Add one, or remove the job.',
  'pushes-per-host':
    '`{{name}}` pushes once per host and counts from the start of each process. Turn it into `cron` before moving it, so that it pushes once.',
  'no-zone': '`{{text}}` is not a time zone.',
  'no-iana-zone':
    '`{{text}}` is not an IANA time zone. Write one such as Asia/Tokyo; case counts.',
  nests:
    'This nests deeper than a schedule can, so the file is not read. Check that it is one.',
  'no-yaml': 'This is not YAML: {{text}}',
  'no-mapping':
    'A schedule maps the names of jobs to their settings; this is something else.',
  'own-configuration':
    "This is Sidekiq's own configuration without a `:schedule:`. Read the file that holds the schedule.",
  'no-settings': '`{{text}}` has no settings that can be read.',
  'seconds-field':
    'The seconds field `{{text}}` is finer than a minute, which no target platform here offers. Use 0 seconds.',
  'not-cron-fields':
    '`{{text}}` is not five or six cron fields with an optional time zone.',
  fugit:
    '`{{text}}` is an extension of fugit that is not translated here. Write the dates as crontab(5) does, or the new schedule by hand.',
  'no-point-in-time':
    '`{{text}}` is not a point in time such as 2026-03-01 04:00:00.',
  'no-duration': '`{{text}}` is not a duration such as 5m or 1h30m.',
  monotonic:
    'It counts from an event on the host (start, boot, last run), and a serverless target has no such moment. Choose fixed times of the same frequency, and state them as the intended schedule.',
  seconds:
    'EventBridge Scheduler starts at most once a minute, on whole minutes, and this timer has seconds. Move it to the full minute if the seconds do not matter, or loop inside a job that starts every minute.',
  'weekday-and-date':
    'systemd runs only on dates that match both the weekday and the date; an EventBridge expression has one day field. Schedule the weekdays and let the job end at once on other dates, or choose days that one field can say.',
  'from-month-end':
    'It counts days back from the end of the month, of which EventBridge only knows the last one. Schedule the days that come into question and let the job end at once on the others, or choose fixed days.',
  'too-long':
    'The expression would be longer than the {{number}} characters that EventBridge Scheduler takes. Split the timer into several with fewer times each.',
  persistent:
    'A time that is missed while the host is off runs at its next start. EventBridge Scheduler is never off, so nothing is needed for that on the target.',
  randomized:
    'systemd starts each run up to {{text}} after its time; the runs shown are the earliest. Use a flexible time window of EventBridge Scheduler (1 to 1,440 minutes) to keep that.',
  'fixed-delay':
    'systemd moves every time of this timer by the same offset of up to {{text}}, which only the host knows. Look at systemctl list-timers for the real times before migrating.',
  accuracy:
    'systemd may start each run up to {{text}} late, to wake the host less often; the target starts within its minute.',
  'clock-event':
    "`{{name}}` also starts the job when the host's clock or zone is set, at times that are not known. Decide whether the target needs that.",
  'unknown-setting':
    'systemd does not know `{{name}}` in [Timer] and ignores it. Check its spelling; case counts.',
  'takes-back':
    'The empty `{{name}}=` takes back every trigger that stands before it.',
  'many-triggers':
    'More than {{number}} triggers: this one and those below are not read. Split the timer.',
  'monotonic-runs':
    '`{{name}}` counts from when {{why}}, so its runs are not known. Choose fixed times before migrating.',
  'timer-started': 'the timer is started',
  'host-starts': 'the host starts',
  'manager-starts': 'the service manager starts',
  'unit-started': 'the unit was last started',
  'unit-ended': 'the unit last ended',
  'calendar-never':
    'No date matches this calendar expression, so it never elapses. Correct or remove it.',
  'nothing-installs':
    'Nothing in [Install] starts the timer with the host; something else must. Check it with systemctl status.',
  'only-clock-events':
    'The timer has no time of its own; only events of the clock start it.',
  'no-trigger':
    'The timer has no trigger that systemd takes, so systemd refuses it and the job never runs. Add OnCalendar=, or retire the timer.',
  'not-understood':
    '`{{text}}` is not understood; systemd ignores it. Write {{text2}}.',
  'ignores-line': '{{cause}} systemd ignores this line.',
} as const;
