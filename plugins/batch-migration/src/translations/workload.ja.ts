/** ワークロードのページの文言。 */
export const workloadPageJa = {
  'workloadPage.waveUntil': '{{wave}} · {{day}}まで',
  'workloadPage.noRequirements': '計画に要件はありません。',
  'workloadPage.more': 'その他の操作',
  'workloadPage.attest': '証言する',
  'workloadPage.nextDouble':
    '片側を止めないと、次は {{at}} ({{relative}}) に二重実行されます。',
  'workloadPage.stop': '。',
  'workloadPage.ranTwice': '{{at}} の分が両側で実行されました。',
  'workloadPage.stage.blocked': '停滞',
  'workloadPage.stage.line': 'crontab {{line}} 行目',
  'workloadPage.stage.plan': '計画 v{{version}}',
  'workloadPage.stage.planChecks':
    '計画 v{{version}}、確認 {{all}} 件中 {{met}} 件',
  'workloadPage.stage.made': '新側の作成 {{at}}',
  'workloadPage.stage.doubled': '二重実行は数えません',
  'workloadPage.stage.gone': '旧側を削除済み',
  'workloadPage.stage.toRemove': '旧側の削除',
  'workloadPage.history.hint':
    '{{events}}。追記のみで、各イベントは直前のハッシュを含みます',
  'workloadPage.history.derived': '導出',
  'workloadPage.history.all_one': '新しい順に {{count}} 件',
  'workloadPage.history.all_other': '新しい順に {{count}} 件',
  'workloadPage.history.intact': '改ざんなし',
  'workloadPage.history.checked_one':
    'このページのために {{count}} 件のハッシュを計算し直し、記録どおりと確かめました。',
  'workloadPage.history.checked_other':
    'このページのために {{count}} 件のハッシュを計算し直し、記録どおりと確かめました。',
  'workloadPage.history.broken': 'イベント {{id}} で連鎖が切れています',
  'workloadPage.history.danger': '危険の発生',
  'workloadPage.history.stage': '段階の変化',
  'workloadPage.history.link': '新側の関連付け',
  'workloadPage.history.person': '人による操作',
  'workloadPage.history.seen': '観測または読み込み',
  'workloadPage.hostLineOf': '{{user}} の crontab {{line}} 行目',
  'workloadPage.copy': '{{text}} をコピー',
  'workloadPage.keepsClocks':
    '{{zone}} に夏時間はありません。ある地域では、飛ばされる時間の実行は失われ、繰り返される時間は一度だけ実行されます。',
  'workloadPage.changesClocks':
    '{{zone}} には夏時間があります。上の差異は、飛ばされる時間と繰り返される時間も数えています。',
  'workloadPage.runsNowhere': 'どちらの側でも実行されません',
  'workloadPage.mark': '{{what}} {{at}}',
  'workloadPage.dueAt': '予定 {{time}}',
  'workloadPage.logOf': '{{side}}のログ',
  'workloadPage.undo.label': '元に戻す',
  'workloadPage.undo.saved':
    '計画のバージョン {{version}} として保存しました。',
  'workloadPage.undo.done':
    '元に戻しました。バージョン {{version}} は保存前と同じ内容です。',
  'workloadPage.undo.changed':
    '元に戻せません。その後ほかの人が計画を変更しました。履歴を確認してください。',
  'workloadPage.undo.refused': '元に戻せません: {{message}}',
  'workloadPage.undo.plans': '元に戻しました。計画の手順は保存前のものです。',
  'workloadPage.undo.savedPlans_one': '{{count}} 件の計画に保存しました。',
  'workloadPage.undo.savedPlans_other': '{{count}} 件の計画に保存しました。',
  'workloadPage.undo.donePlans_one':
    '元に戻しました。{{count}} 件の計画は保存前の内容です。',
  'workloadPage.undo.donePlans_other':
    '元に戻しました。{{count}} 件の計画は保存前の内容です。',
  'workloadPage.undo.changedPlans':
    '元に戻せません。保存後にほかの人が計画のいずれかを変更しました。履歴を確認してください。',
  'workloadPage.moreWindows_one': 'ほかの時間帯 {{count}} 件',
  'workloadPage.moreWindows_other': 'ほかの時間帯 {{count}} 件',
  'workloadPage.undo.close': 'メッセージを閉じる',
} as const;
