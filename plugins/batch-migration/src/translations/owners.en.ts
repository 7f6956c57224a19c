/** Texts about owners that are proposed and that nobody has set. */
export const ownerMessages = {
  label: 'Proposed owners',
  hint: 'Found, not decided: it counts once a person saves it in the plan.',
  proposed: 'Proposed: {{owner}} — {{because}}, {{where}}',
  at: '{{place}}, line {{line}}',
  because: {
    comment: 'comment above the job',
    codeowners: 'CODEOWNERS',
    'git-history': 'changed the declared crontab',
    'home-folder': 'home folder in the command',
    'unix-user': 'runs under this account',
  },
  unknown: 'Nobody in the catalog is called exactly so, or several are.',
  use: 'Use it',
  useOf: 'Use it: {{owner}}',
  filled: '{{owner}} stands in the field. It counts once you save.',
} as const;
