/** Texts of the workload page: its header, its stages, and what is taken back. */
export const workloadPageMessages = {
  waveUntil: '{{wave}} · until {{day}}',
  noRequirements: 'The plan names no requirements.',
  more: 'More actions',
  attest: 'Attest',
  nextDouble:
    'The next double run is {{at}}, {{relative}}, unless one side stops.',
  stop: '.',
  ranTwice: 'Both sides ran for {{at}}.',
  stage: {
    blocked: 'blocked',
    line: 'crontab, line {{line}}',
    plan: 'plan v{{version}}',
    planChecks: 'plan v{{version}}, {{met}} of {{all}} checks',
    made: 'target made {{at}}',
    doubled: 'doubled runs do not count',
    gone: 'legacy side removed',
    toRemove: 'the legacy side is removed',
  },
  history: {
    hint: '{{events}}; append-only, each carries the hash of the one before it',
    derived: 'derived',
    all_one: 'The newest {{count}} event',
    all_other: 'The newest {{count}} events',
    intact: 'chain intact',
    checked_one:
      '{{count}} event was hashed again for this page: it stands as it was written.',
    checked_other:
      '{{count}} events were hashed again for this page: they stand as they were written.',
    broken: 'chain broken at event {{id}}',
    danger: 'a danger appeared',
    stage: 'the stage changed',
    link: 'a target was linked',
    person: 'done by a person',
    seen: 'seen or loaded',
  },
  hostLineOf: 'crontab of {{user}}, line {{line}}',
  copy: 'Copy {{text}}',
  keepsClocks:
    'No clock change in {{zone}}. Where there is one, a skipped hour loses its run and a repeated one runs once.',
  changesClocks:
    'Clocks change in {{zone}}: the differences above, if any, count the skipped and the repeated hour.',
  runsNowhere: 'no side will run',
  moreWindows_one: '{{count}} more window',
  moreWindows_other: '{{count}} more windows',
  mark: '{{what}} {{at}}',
  dueAt: 'Due at {{time}}',
  logOf: 'log of {{side}}',
  undo: {
    label: 'Undo',
    saved: 'Saved as version {{version}} of the plan.',
    done: 'Taken back: version {{version}} says what was there before.',
    changed:
      'Not taken back: somebody else changed the plan since. Look at the history.',
    refused: 'Not taken back: {{message}}',
    plans: 'Taken back: the plans have the steps of before.',
    savedPlans_one: 'Saved in {{count}} plan.',
    savedPlans_other: 'Saved in {{count}} plans.',
    donePlans_one: 'Taken back: {{count}} plan says what was there before.',
    donePlans_other: 'Taken back: {{count}} plans say what was there before.',
    changedPlans:
      'Not taken back: somebody else changed one of the plans since. Look at their history.',
    close: 'Close the message',
  },
} as const;
