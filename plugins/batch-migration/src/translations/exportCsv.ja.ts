/** ワークロードのファイル出力に関する文言。 */
export const exportCsvJa = {
  'exportCsv.short': 'CSV',
  'exportCsv.label': 'CSV: この表のワークロードをダウンロード',
  'exportCsv.running': 'CSV…',
  'exportCsv.failed': 'ファイルを作成できませんでした: {{message}}',
} as const;
