/** Texts about the workloads as a file. */
export const exportCsvMessages = {
  short: 'CSV',
  label: 'CSV: download the workloads of this table',
  running: 'CSV…',
  failed: 'No file was made: {{message}}',
} as const;
