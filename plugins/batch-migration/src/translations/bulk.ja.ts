/** まとめて変更する計画に関する文言。 */
export const bulkJa = {
  'bulk.open_one': '選択した {{count}} 件を計画',
  'bulk.open_other': '選択した {{count}} 件を計画',
  'bulk.title_one': '{{count}} 件のワークロードの計画',
  'bulk.title_other': '{{count}} 件のワークロードの計画',
  'bulk.hint':
    '空欄の項目は各計画のまま変わりません。すべての計画を変更するか、どれも変更しないかのどちらかです。',
  'bulk.what': '要件',
  'bulk.asIs': 'そのまま',
  'bulk.requirements': 'この種類のロールの要件を追加',
  'bulk.save_one': '{{count}} 件の計画に保存',
  'bulk.save_other': '{{count}} 件の計画に保存',
  'bulk.conflict': '一部の計画がほかの人に変更されました',
  'bulk.conflictText_one':
    '選択後に {{count}} 件の計画が変更されました。まだ何も保存していません。入力した内容は失われません。',
  'bulk.conflictText_other':
    '選択後に {{count}} 件の計画が変更されました。まだ何も保存していません。入力した内容は失われません。',
  'bulk.versions': '版',
  'bulk.version': '{{before}} → {{now}}',
  'bulk.overwritten': '上書きされる相手の変更',
  'bulk.nothingLost': 'なし',
  'bulk.back': '入力に戻る',
  'bulk.leaveOut': 'ほかの計画だけに保存',
  'bulk.merge': '相手の変更の上に保存',
};
