/** What the history tells. The server's own words, by which they are known. */
export const saidHistoryMessages = {
  stage: '{{name}} went from {{stage}} to {{stage2}}',
  danger: '{{name}}: {{danger}}. {{cause}}',
  'danger-passed': '{{name}}: {{danger}}',
  'soak-anew':
    '{{name}} is active on the legacy side again: its soak starts anew',
  'soak-passed': '{{name}} has passed its soak',
  'plan-loaded': 'Plan of {{name}} loaded from the demo estate',
  'plan-changed': 'Plan of {{name}} changed to version {{number}}',
  'plan-imported':
    'Plan of {{name}} changed to version {{number}} by an imported file',
  'linked-at': '{{url}} linked at {{url2}}, {{name}}',
  'linked-to': '{{name}} linked to {{url}}',
  'linked-found': '{{name}} linked to what was found',
  unlinked: '{{name}} no longer linked to {{url}}',
  'replaces-nothing': '{{name}} replaces nothing in scope: {{text}}',
  'may-replace': '{{name}} may replace something after all',
  approved: 'Schedule {{text}} ({{zone}}) of {{name}} approved: {{text2}}',
  'exemption-approved':
    'Approved that {{name}} may stand still until {{at}}, as {{user}} asked: {{text}}',
  'exemption-withdrawn': 'Took back that {{name}} may stand still',
  'exemption-asked':
    'Asked that {{name}} may stand still until {{at}}: {{text}}',
  looked:
    'Everything was looked at: {{number}} observations, {{number2}} failures',
  'longest-run':
    'Longest run of {{name}} attested as {{number}} s until {{at}}: {{text}}',
  'step-waits':
    'Step {{number}} of {{name}}, “{{text}}”, waits for a second person',
  'step-done-no-return':
    'Step {{number}} of {{name}}, “{{text}}”, is done. The point of no return is passed',
  'step-done': 'Step {{number}} of {{name}}, “{{text}}”, is done',
  'step-done-why':
    'Step {{number}} of {{name}}, “{{text}}”, is done: {{text2}}',
  'step-confirmed-no-return':
    'Step {{number}} of {{name}}, “{{text}}”, is confirmed by a second person. The point of no return is passed',
  'step-confirmed':
    'Step {{number}} of {{name}}, “{{text}}”, is confirmed by a second person',
  'step-undone': 'Step {{number}} of {{name}}, “{{text}}”, is taken back',
  'step-undone-why':
    'Step {{number}} of {{name}}, “{{text}}”, is taken back: {{text2}}',
} as const;
