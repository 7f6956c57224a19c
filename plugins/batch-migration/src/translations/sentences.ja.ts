/** 危険と障害の説明。ワークロードが持つ値から組み立てます。 */
export const sentencesJa = {
  'sentences.comma': '、',
  'sentences.counted': '{{verdict}}: {{number}} 件',
  'sentences.next': '次に影響が出るのは {{at}} です。',
  'sentences.runs-twice':
    '旧側は{{legacy}}、新側は{{target}}で、二重に実行されます。',
  'sentences.runs-twice-resident':
    '1 つだけ動くべきものが、両側で動いています。',
  'sentences.runs-nowhere':
    '旧側は{{legacy}}、新側は{{target}}で、次回はどこでも実行されません。',
  'sentences.run-missed': '直近の予定時刻に、何も実行されませんでした。',
  'sentences.run-failed': '{{side}}での {{at}} の実行: {{outcome}}。',
  'sentences.runs-on-several-hosts':
    '{{hosts}} で有効です。想定は {{expected}} 台です。',
  'sentences.listed-twice': '有効な複数の行が同時に実行します: {{places}}。',
  'sentences.file-ignored':
    'ホストの cron がこのファイル全体を無視しています: {{places}}。',
  'sentences.members-differ': 'グループのホスト間で異なります: {{places}}。',
  'sentences.drift': 'Git とホストが一致していません。',
  'sentences.not-equivalent': '新側は旧側と同じ時刻に実行されません。',
  'sentences.singleton-can-run-twice':
    '1 つだけ動くべきものが、同時に複数動く設定です: {{places}}。',
  'sentences.target-unhealthy': '新側が正常に動いていません: {{places}}。',
  'sentences.contention': '実行中のジョブと重なった利用: {{times}} 回。',
  'sentences.stale': '現在の状態がわかりません: {{places}}。',
  'sentences.no-owner': '計画に所有者がいません。',
  'sentences.no-strategy': '戦略が選ばれていません。',
  'sentences.no-target-platform': '移行先の基盤が選ばれていません。',
  'sentences.no-decision': '意思決定の記録で候補が採用されていません。',
  'sentences.requirement-without-check':
    '確認方法が決まっていません: {{requirements}}。',
  'sentences.no-target-linked': 'リポジトリがまだリンクされていません。',
  'sentences.target-not-deployed': '新側がデプロイされていません: {{places}}。',
  'sentences.target-not-active': '新側は無効になっています。',
  'sentences.target-starts-later': '新側は開始日時を待っています。',
  'sentences.usable-nowhere':
    'どちら側でも利用できません: 旧側は{{legacy}}、新側は{{target}}です。',
  'sentences.legacy-still-active': '旧側がまだ稼働しています。',
  'sentences.legacy-not-removed':
    '無効になっていますが、まだ残っています。削除してください。',
  'sentences.soak-runs': '正常な実行 {{needed}} 回中 {{good}} 回。',
  'sentences.soak-days': '正常な日数 {{needed}} 日中 {{good}} 日。',
  'sentences.review-date-passed': '見直し日 {{date}} を過ぎています。',
  'sentences.no-review-date': '見直し日のないまま存続となっています。',
  'sentences.not-observed': '観測できていません: {{places}}。',
  'sentences.no-probe-yet': '観測できるプローブがまだありません: {{places}}。',
  'sentences.never-seen': 'ホスト上で一度も観測されていません。',
  'sentences.masked-secret': 'シークレットの参照が必要です: {{names}}。',
  'sentences.schedule-not-approved':
    '予定スケジュールが承認されていないため、旧側のスケジュールが有効です。',
  'sentences.schedule-not-asked':
    '予定スケジュールは有効ですが、承認の仕組みができる前に設定されたもので、まだ誰も承認していません。',
  'sentences.decision-without-reason':
    '採用した候補に理由がありません。この戦略では理由が必要です。',
  'sentences.exemption-lapsed':
    '期限付きで認められていた停止の期限が過ぎています。',
};
