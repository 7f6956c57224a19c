/** 承認を読み取れない理由と、その問題。 */
export const saidApprovalsJa = {
  'said.approvals.unreadable': '読み取れませんでした: {{text}}',
  'said.approvals.event-unreadable': '経過 {{number}} を読み取れません',
  'said.approvals.event-number': '経過 {{number}} の番号が {{text}} です',
  'said.approvals.event-order': '経過 {{number}} が直前の経過に続いていません',
  'said.approvals.event-changed': '経過 {{number}} が改変されています',
  'said.approvals.no-events': '経過がありません',
  'said.approvals.last-event': '最後の経過が、申請の示すものと異なります',
  'said.approvals.request-unreadable': '申請を読み取れません',
  'said.approvals.other-status': '申請の状態が、最後の経過と異なります',
  'said.approvals.other-subject': '申請の内容が、最後の経過と異なります',
  'said.approvals.other-hash': '申請の内容が、そのハッシュと一致しません',
  'said.approvals.no-place': '{{name}} の承認は読み取っていません',
  'said.approvals.no-request': '{{name}} に申請 {{name2}} はありません',
  'said.approvals.no-log': '{{name}} のログは残っていません',
  'said.approvals.no-bastion':
    '{{name}} に、セッションを受け付ける踏み台 {{name2}} はありません',
  'said.approvals.no-address':
    '{{name}} のメールアドレスがカタログにないため、申請者と承認者を区別できません',
  'said.approvals.catalog-silent':
    'カタログからあなたの情報を得られませんでした: {{text}}',
  'said.approvals.bastion-silent':
    '{{name}} が応答しませんでした。sessionsUrl とネットワークを確認してください。{{text}}',
  'said.approvals.bastion-refused':
    '{{name}} がポータルを拒否しました。ロールに execute-api:Invoke が必要で、リポジトリの sessions.portalRole に指定されている必要があります。{{text}}',
  'said.approvals.replayed':
    'このポータルは記録を再生しているため、セッションを開けません',
  'said.approvals.seats':
    '{{number}} 席すべてが使用中です。セッションの終了を待つか、停止してください',
  'said.approvals.session-asked':
    '{{name2}} のセッション {{name}}({{number}} 分): {{text}}',
} as const;
