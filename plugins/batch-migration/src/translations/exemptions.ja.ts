/** 例外に関する文言。 */
export const exemptionsJa = {
  'exemptions.title': '例外',
  'exemptions.hint': '「動いていない」という指摘だけを止めます',
  'exemptions.what': '例外',
  'exemptions.none':
    'このワークロードの停止を認めてほしいという申請はありません。',
  'exemptions.more_one': 'ほかに古いもの {{count}} 件は表示していません。',
  'exemptions.more_other': 'ほかに古いもの {{count}} 件は表示していません。',
  'exemptions.ask': '例外を申請',
  'exemptions.askOf': '{{workload}} の例外',
  'exemptions.askWhat':
    'このワークロードがしばらく停止することを申請します。ほかの人が承認するまで何も抑止されず、期限が切れると阻害要因として戻ります。',
  'exemptions.reason': '理由',
  'exemptions.reasonHelp':
    '停止してよい理由。承認する人が読みます。秘密情報は伏せて保存します',
  'exemptions.noReason': '理由を入力してください。',
  'exemptions.until': '期限 ({{zone}})',
  'exemptions.untilHelp': '最長 {{days}} 日先まで',
  'exemptions.badUntil': '{{days}} 日以内の先の日時を入力してください。',
  'exemptions.send': '申請',
  'exemptions.cancel': 'キャンセル',
  'exemptions.refused': '実行できませんでした: {{message}}',
  'exemptions.states.asked': '承認待ち',
  'exemptions.states.approved': '承認済み',
  'exemptions.states.lapsed': '期限切れ',
  'exemptions.states.withdrawn': '取り下げ',
  'exemptions.neverApproved': '未承認のまま期限切れ',
  'exemptions.ends': '期限:',
  'exemptions.ended': '期限切れ:',
  'exemptions.askedBy': '申請者:',
  'exemptions.approvedBy': '承認者:',
  'exemptions.withdrawnBy': '取り下げた人:',
  'exemptions.approve': '承認',
  'exemptions.withdraw': '取り下げ',
  'exemptions.ownLocked':
    '自分の申請は承認できません。ほかの人の承認が必要です。',
} as const;
