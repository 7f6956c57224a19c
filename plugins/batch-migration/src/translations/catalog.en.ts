/** Texts on pages of the catalog. */
export const catalogMessages = {
  danger: 'Migration danger',
  verdict: 'Migration',
  dangers: { acute: 'in acute danger', none: 'none acute' },
  verdicts: {
    'in-use': 'in use',
    'nothing-left': 'nothing left on it',
    'nothing-known': 'nothing known of it',
  },
  replaces: 'Replaces',
  replacesHint_one: '{{count}} workload of a legacy server',
  replacesHint_other: '{{count}} workloads of legacy servers',
  replacesNothing: 'The golden path has named no workload here.',
  replacesWhat: 'the workloads that it replaces',
  unreadable: '{{id}}: unknown, or not for you to read',
  more_one: 'and {{count}} more',
  more_other: 'and {{count}} more',
} as const;
