export const liveJa = {
  'live.lost':
    '接続が切れました。表示は {{at}} 時点のものです。自動的に再接続します。',
  'live.lostEarly': '接続が切れました。自動的に再接続します。',
  'live.tryNow': '今すぐ試す',
  'live.back': '再接続しました。表示は最新です。',
  'live.outdated':
    '一部を更新できませんでした。表示が古くなっています: {{message}}',
  'live.round.inventories': 'インベントリを読み取り中',
  'live.round.probes': '配置先を確認中',
  'live.round.assessments': '結果を判定中',
  'live.round.count': '{{step}}: {{done}} / {{total}}',
};
