/** Texts about plans that are changed together. */
export const bulkMessages = {
  open_one: 'Plan {{count}} selected',
  open_other: 'Plan {{count}} selected',
  title_one: 'Plan of {{count}} workload',
  title_other: 'Plans of {{count}} workloads',
  hint: 'What you leave empty stays as it is in each plan. All plans are changed, or none.',
  what: 'The requirements',
  asIs: 'as it is',
  requirements: 'Add requirements of this type of role',
  save_one: 'Save in {{count}} plan',
  save_other: 'Save in {{count}} plans',
  conflict: 'Somebody else changed some of these plans',
  conflictText_one:
    '{{count}} plan changed since you chose it. Nothing was saved yet, and nothing of yours is lost.',
  conflictText_other:
    '{{count}} plans changed since you chose them. Nothing was saved yet, and nothing of yours is lost.',
  versions: 'Version',
  version: '{{before}} → {{now}}',
  overwritten: 'You would write over',
  nothingLost: 'nothing of theirs',
  back: 'Back to the fields',
  leaveOut: 'Save in the others only',
  merge: 'Save on top of theirs',
} as const;
