/** What stands before the next stage, and what presses a server. */
export const saidFindingsJa = {
  'said.findings.no-owner': '計画に所有者がいません。',
  'said.findings.no-strategy': '戦略が選ばれていません。',
  'said.findings.no-platform': '移行先の基盤が選ばれていません。',
  'said.findings.no-candidate': '意思決定の記録で候補が採用されていません。',
  'said.findings.candidate-no-reason':
    '採用した候補に理由がありません。この戦略では理由が必要です({{name}})。',
  'said.findings.unchecked': '確認方法が決まっていません: {{names}}。',
  'said.findings.no-probe': '{{places}} を観測できるプローブがまだありません。',
  'said.findings.not-seen': '{{places}} を観測できていません。',
  'said.findings.not-seen-why': '{{places}} を観測できていません: {{cause}}。',
  'said.findings.declared-never-seen':
    '宣言されていますが、ホストで探されたことがありません。',
  'said.findings.in-no-inventory':
    'どのインベントリにもなく、ホストで観測されたこともありません。',
  'said.findings.not-approved':
    '予定スケジュールが承認されていないため、旧側のスケジュールが有効です。',
  'said.findings.not-asked':
    '予定スケジュールは有効ですが、承認の仕組みができる前に設定されたもので、まだ誰も承認していません。',
  'said.findings.no-repository': 'リポジトリがまだリンクされていません。',
  'said.findings.not-deployed': '新側がデプロイされていません: {{places}}。',
  'said.findings.starts-at': '新側は {{at}} に始まります。',
  'said.findings.switched-off': '新側は無効になっています。',
  'said.findings.used-nowhere':
    'どちら側でも利用できません。旧側は{{state}}、新側は{{state2}}です。',
  'said.findings.no-review': '見直し日のないまま存続となっています。',
  'said.findings.review-passed': '見直し日 {{day}} を過ぎています。',
  'said.findings.secret': 'シークレットの参照が必要です: {{names}}。',
  'said.findings.legacy-active': '旧側がまだ稼働しています。',
  'said.findings.still-there':
    '無効になっていますが、まだ残っています。削除してください。',
  'said.findings.good-runs': '正常な実行 {{number2}} 回中 {{number}} 回。',
  'said.findings.good-days': '正常な日数 {{number2}} 日中 {{number}} 日。',
  'said.findings.exemption-lapsed':
    '{{name}} が承認した例外は {{at}} に期限が切れました: {{text}}',
  'said.findings.date-passed':
    '{{day}} を過ぎ({{effect}})、ワークロードが {{number}} 件残っています。',
  'said.findings.date-not-met':
    '{{day}}({{effect}})に間に合いません。{{names}} の確認期間が終わるのは、早くてもその後です。',
  'said.findings.out-of-support':
    '{{name}} のサポートは {{day}} に終了しました。',
  'said.findings.no-tls':
    'AWS などのエンドポイントが求める TLS 1.2 に対応していません。このホストからは接続できません。',
  'said.findings.paravirtual':
    '準仮想化({{name}})です。現在のインスタンスタイプでは起動できず、そのままでは移せません。',
  'said.findings.previous-generation':
    'AWS は {{name}} を旧世代のインスタンスとしています。',
  'said.findings.one-instance':
    'ほかでは動かないワークロード {{number}} 件を、1 台のインスタンスが実行しています: {{names}}。',
  'said.findings.nobody-owns':
    '所有者がわからないまま、ワークロードが {{number}} 件残っています。server.yaml かタグに所有者を書いてください。',
};
