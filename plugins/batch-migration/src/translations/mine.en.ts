/** Texts about the workloads of one person or group. */
export const mineMessages = {
  title: 'My migrations',
  titleOf: 'Migrations of {{owner}}',
  description: 'What of yours still runs on a legacy server, danger first',
  what: 'the workloads',
  all_one: 'All {{count}} in the overview',
  all_other: 'All {{count}} in the overview',
  empty: 'No workload that has to leave a legacy server is owned here.',
  nobody: 'Nobody is signed in.',
} as const;
