/** ゴールデンパスとその更新の文言 */
export const upgradesJa = {
  'upgrades.page': 'ゴールデンパス',
  'upgrades.subtitle':
    'ゴールデンパスから作られたリポジトリと、最新版かどうかを示します。',
  'upgrades.list': 'ゴールデンパスのリポジトリ',
  'upgrades.what': 'ゴールデンパスのリポジトリ',
  'upgrades.none':
    'ゴールデンパスから作られたと記録されたコンポーネントは、カタログにありません。',
  'upgrades.behind_one': '{{count}} 件が古い版です',
  'upgrades.behind_other': '{{count}} 件が古い版です',
  'upgrades.repository': 'リポジトリ',
  'upgrades.owner': 'オーナー',
  'upgrades.goldenPath': 'ゴールデンパス',
  'upgrades.version': '版',
  'upgrades.state': '最新版との比較',
  'upgrades.next': '次の操作',
  'upgrades.upgrade': '更新する',
  'upgrades.upgradeOf': '{{name}} を {{version}} に更新する',
  'upgrades.states.behind': '古い版です（最新は {{newest}}）',
  'upgrades.states.unknown':
    '不明です（テンプレートの版がカタログにありません）',
  'upgrades.states.ahead':
    'カタログのテンプレート（{{newest}}）より新しい版です',
  'upgrades.states.current': '最新版です',
  'upgrades.card': 'ゴールデンパス',
  'upgrades.madeBy': '{{goldenPath}} {{version}}',
  'upgrades.noVersion': 'このコンポーネントには版の記録がありません。',
  'upgrades.choose': 'リポジトリを選んでください',
  'upgrades.choices.behind': '{{name}}: {{version}} → {{newest}}',
  'upgrades.choices.unknown': '{{name}}: {{version}}（最新版は不明）',
  'upgrades.choices.ahead':
    '{{name}}: {{version}}（テンプレートの {{newest}} より新しい）',
  'upgrades.choices.current': '{{name}}: {{version}}（最新版）',
} as const;
