/** ワークロードのファイル出力に関する文言。 */
export const exportCsvJa = {
  'exportCsv.short': 'CSV 出力',
  'exportCsv.label': 'CSV 出力: この表のワークロードをダウンロード',
  'exportCsv.running': '出力中…',
  'exportCsv.failed': 'ファイルを作成できませんでした: {{message}}',
} as const;
