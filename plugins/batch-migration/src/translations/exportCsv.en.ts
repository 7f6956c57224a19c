/** Texts about the workloads as a file. */
export const exportCsvMessages = {
  short: 'Export CSV',
  label: 'Export CSV: download the workloads of this table',
  running: 'Exporting…',
  failed: 'No file was made: {{message}}',
} as const;
