/** 提案された（誰も設定していない）担当に関する文言。 */
export const ownersJa = {
  'owners.label': '担当の候補',
  'owners.hint':
    '見つかった候補であり、決定ではありません。人が計画に保存して初めて有効になります。',
  'owners.proposed': '候補: {{owner}} — {{because}}（{{where}}）',
  'owners.at': '{{place}} {{line}} 行目',
  'owners.because.comment': 'ジョブの上のコメント',
  'owners.because.codeowners': 'CODEOWNERS',
  'owners.because.git-history': '宣言された crontab の変更者',
  'owners.because.home-folder': 'コマンド中のホームフォルダー',
  'owners.because.unix-user': 'このアカウントで実行',
  'owners.unknown':
    'カタログにこの名前と完全に一致する担当がいないか、複数います。',
  'owners.use': 'これを使う',
  'owners.useOf': 'これを使う: {{owner}}',
  'owners.filled': '{{owner}} を欄に入れました。保存すると有効になります。',
} as const;
