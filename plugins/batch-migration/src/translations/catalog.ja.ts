/** カタログのページの文言。 */
export const catalogJa = {
  'catalog.danger': '移行の危険',
  'catalog.verdict': '移行',
  'catalog.dangers.acute': '差し迫った危険あり',
  'catalog.dangers.none': '差し迫った危険なし',
  'catalog.verdicts.in-use': '使用中',
  'catalog.verdicts.nothing-left': '残りなし',
  'catalog.verdicts.nothing-known': '情報なし',
  'catalog.replaces': '置き換え対象',
  'catalog.replacesHint_one': 'レガシーサーバーのワークロード {{count}} 件',
  'catalog.replacesHint_other': 'レガシーサーバーのワークロード {{count}} 件',
  'catalog.replacesNothing':
    'ゴールデンパスはここにワークロードを書いていません。',
  'catalog.replacesWhat': '置き換え対象のワークロード',
  'catalog.unreadable': '{{id}}: 不明、または閲覧権限がありません',
  'catalog.more_one': 'ほか {{count}} 件',
  'catalog.more_other': 'ほか {{count}} 件',
} as const;
