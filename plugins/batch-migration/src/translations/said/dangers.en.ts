/** What dangers of workloads say. The server's own words, by which they are known. */
export const saidDangersMessages = {
  missed: 'Nothing ran for {{at}}.',
  failed: 'The run for {{at}} failed on the {{side}} side.',
  'timed-out': 'The run for {{at}} timed out on the {{side}} side.',
  stale: '{{places}} was last seen {{at}}; what it does now is not known.',
  'stale-why':
    '{{places}} was last seen {{at}} ({{cause}}); what it does now is not known.',
  'one-resident': 'Only one instance may run, and both sides are running.',
  'ran-times': 'It ran {{number}} times for {{at}}.',
  'both-unreadable':
    'Both sides are active, and when {{place}} runs is not known: {{cause}}.',
  'both-next': 'Both sides are active; the next double run is at {{at}}.',
  'both-next-apart':
    'Both sides are active; the next double run is at {{at}} on legacy and at {{at2}} on the target.',
  'starts-next':
    'Legacy is active and the target starts before its next run; the next double run is at {{at}}.',
  'starts-next-apart':
    'Legacy is active and the target starts before its next run; the next double run is at {{at}} on legacy and at {{at2}} on the target.',
  'doubled-target':
    '{{number}} schedules of the target start it at {{at}}: {{places}}.',
  neither:
    'It runs on neither side: legacy is {{state}}, the target is {{state2}}.',
  'due-legacy-ended':
    'It is due at {{at}}, and the legacy side has ended by then; the target is {{state}}.',
  'due-target-not': 'It is due at {{at}}, and the target does not run then.',
  'due-neither':
    'It is due at {{at}} and runs on neither side: legacy is {{state}}, the target is {{state2}}.',
  'due-neither-later':
    'It is due at {{at}} and runs on neither side: legacy is {{state}}, the target is {{state2}}, and what is switched on starts later.',
  'several-hosts':
    'It is active on {{number}} hosts where {{number2}} is expected: {{hosts}}.',
  'several-hosts-next':
    'It is active on {{number}} hosts where {{number2}} is expected: {{hosts}}; next at {{at}}.',
  'listed-twice':
    '{{number}} enabled lines on {{name}} run it at the same time: {{places}}.',
  'listed-twice-next':
    '{{number}} enabled lines on {{name}} run it at the same time: {{places}}; next at {{at}}.',
  ignored:
    'The line is enabled, but cron ignores the whole of {{place}}: {{whys}}.',
  'ignored-why':
    'The line is enabled, but cron ignores the whole of {{place}} ({{cause}}): {{whys}}.',
  'starts-when-mended': 'once the file is mended it starts again',
  'so-does-not-run': 'so it does not run',
  'it-is-due': 'it is due at {{at}}',
  members: 'The hosts behind {{whys}}.',
  'members-differ': '{{place}} differ: {{why}}',
  'members-states': 'it is {{why}}',
  'active-off-missing':
    'active on {{names}}, off on {{names2}}, missing on {{names3}}',
  'active-off': 'active on {{names}}, off on {{names2}}',
  'active-missing': 'active on {{names}}, missing on {{names2}}',
  'off-missing': 'off on {{names}}, missing on {{names2}}',
  'three-parts': 'schedule and command and user differ between {{names}}',
  'schedule-command': 'schedule and command differ between {{names}}',
  'schedule-user': 'schedule and user differ between {{names}}',
  'command-user': 'command and user differ between {{names}}',
  'schedule-only': 'schedule differ between {{names}}',
  'command-only': 'command differ between {{names}}',
  'user-only': 'user differ between {{names}}',
  'next-run': 'next run at {{at}}',
  drift: 'Git and host differ: {{whys}}.',
  'drift-stops':
    'it is enabled on {{name}} and disabled in {{place}}: the next deploy would stop it',
  'drift-stops-due':
    'it is enabled on {{name}} and disabled in {{place}}: the next deploy would stop it (next due {{at}})',
  'drift-starts':
    'it is disabled on {{name}} and enabled in {{place}}: the next deploy would start it again',
  'drift-starts-due':
    'it is disabled on {{name}} and enabled in {{place}}: the next deploy would start it again (next due {{at}})',
  'drift-no-schedule':
    '{{place}} says {{text}} ({{zone}}), {{name}} says no schedule',
  'drift-schedule':
    '{{place}} says {{text}} ({{zone}}), {{name}} says {{text2}}',
  'drift-command': 'the command differs between {{place}} and {{name}}',
  'drift-user': '{{place}} runs it as {{user}}, {{name}} as {{user2}}',
  'drift-only-host':
    'the enabled line on {{name}} is not in Git: the next deploy would remove it',
  'drift-only-host-off': 'the disabled line on {{name}} is not in Git',
  'drift-only-git':
    '{{place}} has it enabled, and it is not on {{name}}: the next deploy would start it',
  'drift-only-git-due':
    '{{place}} has it enabled, and it is not on {{name}}: the next deploy would start it (next due {{at}})',
  'drift-only-git-off': '{{place}} has it disabled, and it is not on {{name}}',
  'not-compared': 'Both schedules cannot be compared: {{cause}}.',
  'legacy-only':
    "The target's schedule differs from the legacy schedule: at {{at}} the legacy schedule runs and the target does not.",
  'target-only':
    "The target's schedule differs from the legacy schedule: at {{at}} the target runs and the legacy schedule does not.",
  'intended-only':
    "The target's schedule differs from the intended schedule: at {{at}} the intended schedule runs and the target does not.",
  'target-not-intended':
    "The target's schedule differs from the intended schedule: at {{at}} the target runs and the intended schedule does not.",
  singleton:
    'Only one may run, but {{number}} of {{place}} can run at once: {{cause}}.',
  'desired-count': 'its desired count is {{number}}',
  'deploy-overlap':
    'a deployment may start new tasks before it stops old ones (maximum {{number}} %)',
  'deployment-failed': 'The deployment of {{place}} failed',
  'deployment-failed-why': 'The deployment of {{place}} failed ({{cause}})',
  'only-some-run': 'Only {{number}} of {{number2}} of {{place}} run',
  'none-healthy':
    'None of {{number}} targets is healthy behind {{place}}, with weight {{number2}} of {{number3}}',
  'alarm-sounds': '{{names}} sounds for {{place}}',
  'nothing-legacy': '{{whys}}, and nothing on the legacy side does the work.',
  'contention-beyond':
    '{{number}} of {{number2}} uses on {{name}} since {{day}} met running jobs ({{names}}); together they peak at {{number3}} MiB or more, and the host has {{number4}} MiB.',
  'contention-unknown':
    '{{number}} of {{number2}} uses on {{name}} since {{day}} met running jobs ({{names}}); whether its memory bears both is not known.',
  'no-schedule-known': 'its schedule is not known',
  'schedule-unreadable': '"{{text}}" cannot be read: {{cause}}',
} as const;
