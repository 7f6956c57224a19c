/**
 * What dangers and blockers say, made of what the workload carries. Pages in
 * English show the server's own sentences, which tell the same.
 */
export const sentenceMessages = {
  comma: ', ',
  counted: '{{number}} {{verdict}}',
  next: 'It hurts next at {{at}}.',
  'runs-twice':
    'Legacy is {{legacy}}, the target is {{target}}: it runs twice.',
  'runs-twice-resident': 'Only one may run, and both sides are running.',
  'runs-nowhere':
    'Legacy is {{legacy}}, the target is {{target}}: nothing does the next run.',
  'run-missed': 'Nothing ran when it was due last.',
  'run-failed': '{{side}}, the run for {{at}}: {{outcome}}.',
  'runs-on-several-hosts':
    'It is active on {{hosts}}, and on as many hosts is expected: {{expected}}.',
  'listed-twice': 'Several enabled lines run it at the same time: {{places}}.',
  'file-ignored': 'The cron of the host ignores the whole file: {{places}}.',
  'members-differ': 'The hosts of a group differ: {{places}}.',
  drift: 'Git and host differ.',
  'not-equivalent': 'The target does not run when the legacy side does.',
  'singleton-can-run-twice':
    'Only one may run, but several can run at once: {{places}}.',
  'target-unhealthy': 'The target does not work as it should: {{places}}.',
  contention: 'Uses that met running jobs: {{times}}.',
  stale: 'What it does now is not known: {{places}}.',
  'no-owner': 'The plan names no owner.',
  'no-strategy': 'No strategy is chosen.',
  'no-target-platform': 'No target platform is chosen.',
  'no-decision': 'The decision record adopts no candidate.',
  'requirement-without-check': 'Not said how to check: {{requirements}}.',
  'no-target-linked': 'No repository is linked yet.',
  'target-not-deployed': 'The target is not deployed: {{places}}.',
  'target-not-active': 'The target is switched off.',
  'target-starts-later': 'The target waits for its start date.',
  'usable-nowhere':
    'It can be used on neither side: legacy is {{legacy}}, the target is {{target}}.',
  'legacy-still-active': 'The legacy side is still active.',
  'legacy-not-removed': 'It is switched off and still there: remove it.',
  'soak-runs': '{{good}} of {{needed}} good runs.',
  'soak-days': '{{good}} of {{needed}} good days.',
  'review-date-passed': 'Its review date, {{date}}, has passed.',
  'no-review-date': 'It is retained without a review date.',
  'not-observed': 'Not seen: {{places}}.',
  'no-probe-yet': 'No probe can look there yet: {{places}}.',
  'never-seen': 'It was never seen on a host.',
  'masked-secret': 'Needs a secret reference for {{names}}.',
  'schedule-not-approved':
    'Nobody has approved the intended schedule, so the legacy schedule counts.',
  'schedule-not-asked':
    'The intended schedule counts, and was set before approvals were asked for: nobody has approved it.',
  'decision-without-reason':
    'The adopted candidate has no reason, and this strategy needs one.',
  'exemption-lapsed':
    'Somebody answered for it for a while, and that time is over.',
} as const;
