/** Being up to date, and long work. */
export const liveMessages = {
  lost: 'Connection lost. What you see is as of {{at}}. It is tried again by itself.',
  lostEarly: 'Connection lost. It is tried again by itself.',
  tryNow: 'Try now',
  back: 'Connected again. What you see is up to date.',
  outdated:
    'Something here could not be brought up to date, and is older than it looks: {{message}}',
  round: {
    inventories: 'Reading inventories',
    probes: 'Looking at places',
    assessments: 'Working out what it means',
    count: '{{step}}: {{done}} of {{total}}',
  },
} as const;
