/** 情報源とその失敗に関する文言。 */
export const sourcesJa = {
  'sources.page': '情報源',
  'sources.open': '情報源',
  'sources.all': 'すべての情報源と、直すべき点',
  'sources.subtitle': 'このページ群の情報の出どころと、読み取れなかったもの。',
  'sources.what': '情報源',
  'sources.list': 'インベントリ、プローブ、ログ',
  'sources.summaryOf': '{{all}} 件中 {{failing}} 件に対処が必要です',
  'sources.allWell': '全 {{all}} 件が応答しています',
  'sources.waiting':
    '{{all}} 件中 {{answering}} 件が応答しています。残りはまだです: 対象がなければ観測しません',
  'sources.none':
    '情報源が設定されていません。設定の batchMigration.inventories にインベントリを指定してください。',
  'sources.kinds.captured': 'インベントリ (ホストや基盤から読み取り)',
  'sources.kinds.declared': 'インベントリ (Git の記述)',
  'sources.kinds.probe': 'プローブ',
  'sources.kinds.log': '転送された cron のログ',
  'sources.kinds.gone': '現在の設定にはありません',
  'sources.kind': '種類',
  'sources.answered': '最後に完全に応答した時刻',
  'sources.never': 'まだ応答していません',
  'sources.servers': '挙げているサーバー数',
  'sources.fails': '失敗',
  'sources.partly': '一部が失敗',
  'sources.withheld': '挙げられなくなったサーバーを保持中',
  'sources.answers': '応答あり',
  'sources.waits': '応答待ち',
  'sources.since': '{{when}} から: {{reason}}',
  'sources.missing_one':
    '{{when}} から次の {{count}} 台を挙げていませんが、一覧に残しています:',
  'sources.missing_other':
    '{{when}} から次の {{count}} 台を挙げていませんが、一覧に残しています:',
  'sources.more_one': 'ほか {{count}} 台',
  'sources.more_other': 'ほか {{count}} 台',
  'sources.troubles_one':
    '読み取れない、または応答の途絶えたサーバー {{count}} 台',
  'sources.troubles_other':
    '読み取れない、または応答の途絶えたサーバー {{count}} 台',
  'sources.trouble': '{{server}}、{{when}} から: {{reason}}',
  'sources.troubleOf': '{{server}}: {{reason}}',
  'sources.notListed':
    '{{when}} から、どの情報源もこのサーバーを挙げていません。既知の内容は残り、ワークロードは引き続き集計されます。',
  'sources.neverListed':
    'どの情報源もこのサーバーを挙げていません。既知の内容は残り、ワークロードは引き続き集計されます。',
} as const;
