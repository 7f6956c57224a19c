/** What EventBridge Scheduler would refuse in an expression. The server's own words, by which they are known. */
export const saidExpressionsMessages = {
  'no-value': '{{part}}: `{{text}}` is not a value.',
  'not-within': '{{part}}: {{number}} is not within {{name}}.',
  'two-slashes': '{{part}}: `{{text}}` has two slashes.',
  'no-step': '{{part}}: `{{text}}` is not a step.',
  'no-range': '{{part}}: `{{text}}` is not a range.',
  'no-nth':
    'day-of-week: `{{text}}` must be one weekday, one # and a number from 1 to 5.',
  'six-fields': 'cron() takes six fields ({{names}}), not {{number}}.',
  'one-day': 'Exactly one of day-of-month and day-of-week must be `?`.',
  rate: 'rate() takes a number above 0 and minutes, hours or days, for example rate(5 minutes).',
  at: 'at() takes yyyy-mm-ddThh:mm:ss without a zone.',
  'too-long': 'An expression has at most {{number}} characters.',
  'none-of-three': '`{{text}}` is not cron(…), rate(…) or at(…) in lower case.',
  // The text is empty.
  nothing: '`` is not cron(…), rate(…) or at(…) in lower case.',
} as const;
