/** What stands before the next stage, and what presses a server. The server's own words, by which they are known. */
export const saidFindingsMessages = {
  'no-owner': 'The plan names no owner.',
  'no-strategy': 'No strategy is chosen.',
  'no-platform': 'No target platform is chosen.',
  'no-candidate': 'The decision record adopts no candidate.',
  'candidate-no-reason':
    'The decision record adopts a candidate without a reason, which {{name}} needs.',
  unchecked: 'Not said how to check: {{names}}.',
  'no-probe': 'No probe can look at {{places}} yet.',
  'not-seen': '{{places}} is not seen.',
  'not-seen-why': '{{places}} is not seen: {{cause}}.',
  'declared-never-seen': 'It is declared, and was never looked for on a host.',
  'in-no-inventory': 'It is in no inventory, and was never seen on a host.',
  'not-approved':
    'Nobody has approved the intended schedule, so the legacy schedule counts.',
  'not-asked':
    'The intended schedule counts, and was set before approvals were asked for: nobody has approved it.',
  'no-repository': 'No repository is linked yet.',
  'not-deployed': 'The target is not deployed: {{places}}.',
  'starts-at': 'The target starts at {{at}}.',
  'switched-off': 'The target is switched off.',
  'used-nowhere':
    'It can be used on neither side: legacy is {{state}}, the target is {{state2}}.',
  'no-review': 'It is retained without a review date.',
  'review-passed': 'Its review date, {{day}}, has passed.',
  secret: 'Needs a secret reference for {{names}}.',
  'legacy-active': 'The legacy side is still active.',
  'still-there': 'It is switched off and still there: remove it.',
  'good-runs': '{{number}} of {{number2}} good runs.',
  'good-days': '{{number}} of {{number2}} good days.',
  'exemption-lapsed':
    'The exemption that {{name}} approved lapsed at {{at}}: {{text}}',
  'date-passed':
    '{{day}} has passed ({{effect}}), and {{number}} workloads are left.',
  'date-not-met':
    '{{day}} ({{effect}}) cannot be met: the soak of {{names}} ends later at the earliest.',
  'out-of-support': '{{name}} is out of support since {{day}}.',
  'no-tls':
    'It does not speak TLS 1.2, which endpoints of AWS and most others demand: from this host nothing reaches them.',
  paravirtual:
    'It is paravirtual ({{name}}): no instance type of today can start it, so it cannot be moved to another one as it is.',
  'previous-generation':
    'AWS counts {{name}} among the previous generations of instances.',
  'one-instance':
    'One instance runs {{number}} workloads that run nowhere else: {{names}}.',
  'nobody-owns':
    'Nobody is known to own it, and {{number}} workloads are left. Name an owner in its server.yaml or by a tag.',
} as const;
