/** 計画の要件と予定スケジュールに関する文言。 */
export const planDetailsJa = {
  'planDetails.states.met': '満たしている',
  'planDetails.states.broken': '満たしていない',
  'planDetails.states.lapsed': '期限切れ',
  'planDetails.states.open': '未確認',
  'planDetails.grounds.no-check': '確認方法が決まっていません',
  'planDetails.grounds.no-probe':
    'これを見るプローブはありません。証言かリンクを選んでください',
  'planDetails.grounds.not-seen': '根拠となった観測が現在は見えていません',
  'planDetails.grounds.not-attested': 'まだ誰も証言していません',
  'planDetails.grounds.no-day': '証言に終了日がありません',
  'planDetails.grounds.attested': '{{day}}まで有効な証言あり',
  'planDetails.grounds.expired': '証言は {{day}}に終了しました',
  'planDetails.grounds.no-address': '確認できるウェブアドレスがありません',
  'planDetails.grounds.linked': 'リンクで確認できます',
  'planDetails.grounds.soak-passed':
    '実績期間を通過しました。抜けや二重の実行はありません',
  'planDetails.grounds.soak-not-passed': '実績期間をまだ通過していません',
  'planDetails.grounds.run-was-missed': '実行が抜けたか、抜ける見込みです',
  'planDetails.grounds.run-was-doubled': '二重に実行されます',
  'planDetails.grounds.pipeline-seen': 'パイプラインのアクションを観測しました',
  'planDetails.grounds.pipeline-not-seen':
    'パイプラインのアクションを観測していません',
  'planDetails.grounds.service-seen':
    'サービスを観測しました。2 つ目が動くことはありません',
  'planDetails.grounds.service-not-seen': 'サービスを観測していません',
  'planDetails.grounds.several-may-run': '2 つ目が動く可能性があります',
  'planDetails.grounds.no-crontab-seen': '新側は外部から起動されます',
  'planDetails.grounds.crontab-seen': '新側が crontab にあります',
  'planDetails.grounds.target-not-seen': '新側を観測していません',
  'planDetails.grounds.both-sides-seen': '両側を観測しました',
  'planDetails.grounds.audit-not-read': '監視の状態がまだ読み取られていません',
  'planDetails.grounds.reconciliation-none': '照合はまだ行われていません',
  'planDetails.grounds.reconciliation-unapproved':
    '最新の照合で承認のない変更が見つかりました',
  'planDetails.grounds.reconciliation-undecided':
    '最新の照合では判断できないものがありました',
  'planDetails.grounds.reconciliation-stale':
    '最新の照合が 2 日より古くなっています',
  'planDetails.grounds.reconciliation-clean':
    '最新の照合で承認のない変更はありませんでした',
  'planDetails.grounds.policy-not-read':
    'ポリシー NAME-operators が読み取られていません。iam:GetPolicy と iam:GetPolicyVersion を許可するか、上書き付きの開始（codebuild:StartBuild）やタスクへのセッション（ssm:StartSession）を拒否しているかを直接確認してください',
  'planDetails.grounds.policy-gone':
    'ポリシー NAME-operators がありません。サービスコントロールポリシーで拒否されている可能性はありますが、ここからは確認できません',
  'planDetails.grounds.policy-unattached':
    'ポリシー NAME-operators は承認を迂回する操作を拒否していますが、誰にもアタッチされていません',
  'planDetails.grounds.overrides-allowed':
    'ポリシー NAME-operators は、環境・イメージ・ソース・buildspec を上書きしたビルドの開始を拒否していません',
  'planDetails.grounds.past-exec-allowed':
    'ポリシー NAME-operators は、ログインとして検知されない ssm:StartSession によるタスクへの接続を拒否していません',
  'planDetails.grounds.trail-off':
    'そこで API 呼び出しを記録している CloudTrail の証跡がありません',
  'planDetails.grounds.login-rule-off':
    'ログインを知らせるルールが無効か、存在しません',
  'planDetails.grounds.login-watched':
    '証跡がログインを記録し、知らせるルールが有効です',
  'planDetails.grounds.commands-unwatched':
    'コマンドのログが検知器に渡っていません',
  'planDetails.grounds.commands-watched':
    'コマンドのログが検知器に渡っています',
  'planDetails.grounds.alert-missed':
    '1 日を超えて待った申請があり、警告が出ていません',
  'planDetails.grounds.nobody-asked-yet':
    'まだ申請がなく、確認できるものがありません',
  'planDetails.grounds.approvers-seen':
    'リストの承認者が回答したか、無回答の警告が出ています',
  'planDetails.grounds.one-side-seen': '両側の観測がそろっていません',
  'planDetails.requirement': '要件 {{number}}',
  'planDetails.check': '要件 {{number}} の確認方法',
  'planDetails.noCheck': '未定',
  'planDetails.evidence': '要件 {{number}} の根拠',
  'planDetails.evidenceHint.attestation': '誰がどのように証言するか',
  'planDetails.evidenceHint.link': 'https://…',
  'planDetails.evidenceHint.probe': '自動で観測されます',
  'planDetails.expiresOn': '要件 {{number}} の証言の期限',
  'planDetails.remove': '要件 {{number}} を削除',
  'planDetails.own': '独自の要件を追加',
  'planDetails.library': 'ライブラリから追加',
  'planDetails.intended': '予定スケジュール',
  'planDetails.differs': '新しいスケジュールを意図して変える',
  'planDetails.dialect': '形式',
  'planDetails.expression': '式',
  'planDetails.timezone': 'タイムゾーン',
  'planDetails.reason': '変える理由',
  'planDetails.waits':
    '変更にはほかの人の承認が必要です。承認されるまでは元のスケジュールが有効です。',
  'planDetails.setBy': '設定者: {{who}}',
  'planDetails.approved': '承認者: {{who}}',
  'planDetails.notApproved': '未承認: 元のスケジュールが有効です',
  'planDetails.before':
    '承認の仕組みができる前に設定されたため有効ですが、まだ誰も承認していません',
  'planDetails.approve': 'このスケジュールを承認',
  'planDetails.refused': '承認できませんでした: {{message}}',
};
