/** What stands against a handover, and what to watch out for. */
export const saidHandoverJa = {
  'said.handover.run-time-unknown':
    '実行にかかる時間がわからないため、最後の旧側の実行がいつ終わるか言えません。実行を測定するか、最長の時間を証言してください。',
  'said.handover.both-today':
    '現在、両側で動いています。まず片側を止めてください。',
  'said.handover.no-target':
    '新側のスケジュールがわかりません。先に新側を作り、リンクしてください。',
  'said.handover.no-source':
    '旧側のスケジュールがわからず、守るべき実行時刻がありません。ホストを取得するか、crontab を取り込んでください。',
  'said.handover.rate':
    '`{{text}}` は StartDate から数えるため、実行時刻がもう片側と一致しません。cron(…) で書いてください。',
  'said.handover.no-safe':
    '{{cause}}実行時刻がわからない間は、安全な時点がありません。先に固定の時刻にしてください。',
  'said.handover.after-missing':
    '`{{name}}` の後に移す指定ですが、今回の切替に含まれていません。加えるか、順序から外してください。',
  'said.handover.settle-first':
    '断られたジョブとロックか順序を共有しているため、一緒に移す必要があります。先にそちらを解決してください。',
  'said.handover.none-found':
    'この期間に安全な時点がありません。さらに先を探すか、実行の頻度を下げてください。',
  'said.handover.circle':
    '指定された順序が循環しているため、最初に移せるジョブがありません。1 つ外してください。',
  'said.handover.no-run-left':
    '旧側の行にこれからの実行がなく、切り替えるものがありません。廃止するか、行を直してください。',
  'said.handover.no-old-tick':
    '新しいスケジュールに旧側の実行時刻が 1 つもありません。直すか、変更が意図どおりだと計画に書いてください。',
  'said.handover.other-ticks':
    '新しいスケジュールの実行時刻が異なります。{{at}} は{{side}}だけにあります。直すか、変更が意図どおりだと計画に書いてください。',
  'said.handover.other-jobs':
    '新側はほかのジョブの仕事も行いますが、ここでは計画していません。どれも動いていない間に、すべての行を 1 回の編集で外し、その後に新側を始めてください。',
  'said.handover.stops-run':
    '新側は実行を {{number}} 秒で止めますが、ジョブには最大 {{number2}} 秒かかります。移す前に上限を上げてください。',
};
