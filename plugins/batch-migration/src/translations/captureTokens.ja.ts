/** サーバーが自身のキャプチャを送るためのトークンに関する文言。 */
export const captureTokensJa = {
  'captureTokens.title': 'キャプチャトークン',
  'captureTokens.hint':
    'このサーバーが自身のキャプチャを送るためだけに使えます。',
  'captureTokens.what': 'キャプチャトークン',
  'captureTokens.denied': '発行と失効には {{permission}} が必要です。',
  'captureTokens.none': 'このサーバーには発行されていません。',
  'captureTokens.label': '使う場所',
  'captureTokens.unnamed': '名前なし',
  'captureTokens.issuedBy': '発行',
  'captureTokens.counts': '有効期限',
  'captureTokens.used': '最終使用',
  'captureTokens.never': '未使用',
  'captureTokens.state': '状態',
  'captureTokens.states.counts': '有効',
  'captureTokens.states.lapsed': '期限切れ',
  'captureTokens.states.revoked': '{{at}} に {{actor}} が失効',
  'captureTokens.issue': 'トークンを発行…',
  'captureTokens.issueTitle': '{{server}} のキャプチャトークン',
  'captureTokens.labelHelp': '人のための覚え書き: 保管するホストや収集役。',
  'captureTokens.days': '有効日数',
  'captureTokens.daysHelp': '1 から {{max}} まで。',
  'captureTokens.badDays': '1 から {{max}} までの整数を入力してください。',
  'captureTokens.make': '発行',
  'captureTokens.cancel': 'キャンセル',
  'captureTokens.refused': '実行されていません。{{message}}',
  'captureTokens.once':
    'いま控えてください。表示されるのは今回だけで、後から誰も表示できません。',
  'captureTokens.secret': 'キャプチャトークン',
  'captureTokens.copy': 'コピー',
  'captureTokens.copied': 'コピーしました',
  'captureTokens.byHand':
    'このブラウザーではコピーできません。選択してあるので、手でコピーしてください。',
  'captureTokens.keep':
    'ホスト上で、ほかの人が読めないファイルに保管してください:',
  'captureTokens.done': '控えました',
  'captureTokens.revoke': '失効…',
  'captureTokens.revokeOf': 'トークン {{label}} を失効…',
  'captureTokens.revokeTitle': 'トークン {{label}} を失効しますか?',
  'captureTokens.revokeWhy':
    '以後、このトークンによるキャプチャは拒否されます。取り消しはできませんが、別のトークンを発行できます。',
  'captureTokens.revokeNow': '失効',
} as const;
