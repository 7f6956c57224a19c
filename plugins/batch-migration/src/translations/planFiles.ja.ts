/** ファイルとしての計画に関する文言。 */
export const planFilesJa = {
  'planFiles.export': '計画を書き出す',
  'planFiles.exporting': '書き出し中…',
  'planFiles.notExported': '書き出せませんでした: {{message}}',
  'planFiles.import': '計画を読み込む',
  'planFiles.title': 'ファイルから計画を読み込む',
  'planFiles.hint':
    '書き出した形式の YAML です。まず何が変わるかを確認します。適用するまで何も保存されず、適用時はすべて変更するか、どれも変更しないかのどちらかです。',
  'planFiles.choose': 'ファイルを選ぶ',
  'planFiles.unread': '{{name}} を読み込めません: {{message}}',
  'planFiles.text': '計画の YAML',
  'planFiles.preview': '何が変わるかを見る',
  'planFiles.reading': '比較中…',
  'planFiles.close': '閉じる',
  'planFiles.back': 'ファイルに戻る',
  'planFiles.refused': '読み込めませんでした: {{message}}',
  'planFiles.issues': 'ファイルの誤り',
  'planFiles.line': '行',
  'planFiles.column': '列',
  'planFiles.what': '内容',
  'planFiles.changes': '変更の内容',
  'planFiles.wouldChange_one':
    '{{count}} 件の計画が変わります。{{unchanged}} 件はそのままです。',
  'planFiles.wouldChange_other':
    '{{count}} 件の計画が変わります。{{unchanged}} 件はそのままです。',
  'planFiles.nothing': 'すべての計画がすでにファイルのとおりです。',
  'planFiles.workload': 'ワークロード',
  'planFiles.field': '項目',
  'planFiles.now': '現在',
  'planFiles.after': '変更後',
  'planFiles.voids': '予定スケジュールを変えると承認は取り消されます。',
  'planFiles.apply_one': '{{count}} 件の計画を変更',
  'planFiles.apply_other': '{{count}} 件の計画を変更',
  'planFiles.done_one': '{{count}} 件の計画を変更しました。',
  'planFiles.done_other': '{{count}} 件の計画を変更しました。',
  'planFiles.conflict': '一部の計画がほかの人に変更されました',
  'planFiles.conflictText_one':
    '書き出した後に {{count}} 件の計画が変更されました。今回は何も変更していません。',
  'planFiles.conflictText_other':
    '書き出した後に {{count}} 件の計画が変更されました。今回は何も変更していません。',
  'planFiles.versions': '版',
  'planFiles.version': '{{before}} → {{now}}',
  'planFiles.both': '双方が変更した項目',
  'planFiles.none': 'なし',
  'planFiles.merge': '自分の変更を相手の変更に重ねる',
  'planFiles.clash':
    '双方が変更した項目は手で解決します。書き出し直すか、ファイルを直してください。',
};
