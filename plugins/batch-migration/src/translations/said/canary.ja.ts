/** 重みで移すサービスの規則、指標、ガードレールについてサーバーが言うこと。 */
export const saidCanaryJa = {
  'said.canary.no-group':
    '規則はターゲットグループ {{name}} に振り分けていません',
  'said.canary.no-rule': 'リスナーに規則 {{name}} がありません',
  'said.canary.no-listener': 'リスナー {{name}} がありません',
  'said.canary.bad-rule':
    '「{{text}}」は規則とターゲットグループを指していません。app/<load balancer>/<id>/<listener>/<rule>:<target group> の形で書いてください',
  'said.canary.group-untold':
    '{{text}} のターゲットグループを伝えたプローブがありません',
  'said.canary.no-metric':
    '「{{text}}」は指標を指していません。<namespace>/<metric>?<dimension>=<value> の形で書いてください',
  'said.canary.metrics-unread': '指標を読めませんでした: {{cause}}',
  'said.canary.cloudwatch-answered':
    'CloudWatch は {{name2}} に {{name}} と応答しました',
  'said.canary.refused':
    'AWS が {{name2}} での {{name}} を拒否しました。ポータルがそこで使うロールに許可してください。{{text}}',
  'said.canary.throttled':
    'AWS が {{name2}} での {{name}} を制限しました。次の回でもう一度尋ねます。{{text}}',
  'said.canary.region-off':
    'アカウントは {{name}} を使っていません。リージョンを有効にするか、設定から外してください。{{text}}',
  'said.canary.no-credentials':
    '{{name}} の有効な認証情報がありません。設定の aws.accounts と、アカウントでリージョンが有効かを確認してください。{{text}}',
  'said.canary.not-in-time':
    '{{name2}} の {{name}} が時間内に応答しませんでした。ネットワークとエンドポイントを確認してください。{{text}}',
  'said.canary.failed': '{{name2}} での {{name}} が失敗しました: {{text}}',
  'said.canary.no-bake':
    '{{name}} はまだ重みで移行先に何も送っていません。判断する観察期間がありません',
  'said.canary.other-bake':
    'stepId: いま観察中なのはステップ {{number}} ({{number2}} %) です。もう一度確認してからやり直してください。',
  'said.canary.no-guardrail': '計画にガードレール {{name}} がありません',
  'said.canary.attested-no-limit':
    '人が証言する場合は null にしてください。何が成り立つべきかは題名が示します',
  'said.canary.needs-limit': '移行先が超えてはならない限度を書いてください',
  'said.canary.only-at-most': '移行元に指標がない場合は at-most にしてください',
} as const;
