/** Texts about where everything comes from, and what of it failed. */
export const sourceMessages = {
  page: 'Sources',
  open: 'Sources',
  all: 'All sources, and what to mend',
  subtitle:
    'Where everything on these pages comes from, and what could not be read.',
  what: 'the sources',
  list: 'Inventories, probes and logs',
  summaryOf: '{{failing}} of {{all}} need mending',
  allWell: 'All {{all}} answer',
  waiting:
    '{{answering}} of {{all}} answer, the others have not yet: what nothing names is not looked for',
  none: 'No source is configured. Name an inventory in batchMigration.inventories of the configuration.',
  kinds: {
    captured: 'inventory, read from hosts or platforms',
    declared: 'inventory, as Git has it',
    probe: 'probe',
    log: 'shipped logs of cron',
    gone: 'not configured any more',
  },
  kind: 'What it is',
  answered: 'Last answered in full',
  never: 'It has not answered yet',
  servers: 'Servers it names',
  fails: 'Fails',
  partly: 'Fails in part',
  withheld: 'Keeps what it no longer names',
  answers: 'Answers',
  waits: 'Has not answered yet',
  since: 'Since {{when}}: {{reason}}',
  missing_one:
    'Since {{when}} it no longer names {{count}} server that stays listed:',
  missing_other:
    'Since {{when}} it no longer names {{count}} servers that stay listed:',
  more_one: '{{count}} more',
  more_other: '{{count}} more',
  troubles_one: '{{count}} server that could not be read, or fell silent',
  troubles_other: '{{count}} servers that could not be read, or fell silent',
  trouble: '{{server}}, since {{when}}: {{reason}}',
  troubleOf: '{{server}}: {{reason}}',
  notListed:
    'No source names this server any more since {{when}}. What is known of it stays, and its workloads still count.',
  neverListed:
    'No source names this server. What is known of it stays, and its workloads still count.',
} as const;
