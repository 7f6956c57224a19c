/** What dangers of workloads say. */
export const saidDangersJa = {
  'said.dangers.missed': '{{at}} の予定時刻に、何も実行されませんでした。',
  'said.dangers.failed': '{{at}} の実行が{{side}}で失敗しました。',
  'said.dangers.timed-out': '{{at}} の実行が{{side}}で時間切れになりました。',
  'said.dangers.stale':
    '{{places}} の最終観測は {{at}} です。現在の状態はわかりません。',
  'said.dangers.stale-why':
    '{{places}} の最終観測は {{at}} です({{cause}})。現在の状態はわかりません。',
  'said.dangers.one-resident': '1 つだけ動くべきものが、両側で動いています。',
  'said.dangers.ran-times': '{{at}} の予定で {{number}} 回実行されました。',
  'said.dangers.both-unreadable':
    '両側が稼働していて、{{place}} の実行時刻がわかりません: {{cause}}。',
  'said.dangers.both-next':
    '両側が稼働しています。次の二重実行は {{at}} です。',
  'said.dangers.both-next-apart':
    '両側が稼働しています。次の二重実行は、旧側が {{at}}、新側が {{at2}} です。',
  'said.dangers.starts-next':
    '旧側が稼働中で、新側も次回の実行より前に始まります。次の二重実行は {{at}} です。',
  'said.dangers.starts-next-apart':
    '旧側が稼働中で、新側も次回の実行より前に始まります。次の二重実行は、旧側が {{at}}、新側が {{at2}} です。',
  'said.dangers.doubled-target':
    '新側の {{number}} 件のスケジュールが {{at}} に同時に起動します: {{places}}。',
  'said.dangers.neither':
    'どちらの側でも動いていません。旧側は{{state}}、新側は{{state2}}です。',
  'said.dangers.due-legacy-ended':
    '{{at}} に予定がありますが、旧側はそれまでに終わっています。新側は{{state}}です。',
  'said.dangers.due-target-not':
    '{{at}} に予定がありますが、新側はその時刻に動きません。',
  'said.dangers.due-neither':
    '{{at}} に予定がありますが、どちらの側でも実行されません。旧側は{{state}}、新側は{{state2}}です。',
  'said.dangers.due-neither-later':
    '{{at}} に予定がありますが、どちらの側でも実行されません。旧側は{{state}}、新側は{{state2}}で、有効なものが始まるのはその後です。',
  'said.dangers.several-hosts':
    '{{number2}} 台の想定に対し、{{number}} 台で有効です: {{hosts}}。',
  'said.dangers.several-hosts-next':
    '{{number2}} 台の想定に対し、{{number}} 台で有効です: {{hosts}}。次回は {{at}} です。',
  'said.dangers.listed-twice':
    '{{name}} の有効な {{number}} 行が同時に実行します: {{places}}。',
  'said.dangers.listed-twice-next':
    '{{name}} の有効な {{number}} 行が同時に実行します: {{places}}。次回は {{at}} です。',
  'said.dangers.ignored':
    '行は有効ですが、cron が{{place}} 全体を無視しています。{{whys}}。',
  'said.dangers.ignored-why':
    '行は有効ですが、cron が{{place}} 全体を無視しています({{cause}})。{{whys}}。',
  'said.dangers.starts-when-mended': 'ファイルを直すと再び動き始めます',
  'said.dangers.so-does-not-run': 'そのため実行されません',
  'said.dangers.it-is-due': '次の予定は {{at}} です',
  'said.dangers.members': 'グループのホスト間で異なります。{{whys}}。',
  'said.dangers.members-differ': '{{place}}: {{why}}',
  'said.dangers.members-states': '{{why}}',
  'said.dangers.active-off-missing':
    '{{names}} では有効、{{names2}} では無効、{{names3}} には存在しません',
  'said.dangers.active-off': '{{names}} では有効、{{names2}} では無効です',
  'said.dangers.active-missing':
    '{{names}} では有効、{{names2}} には存在しません',
  'said.dangers.off-missing': '{{names}} では無効、{{names2}} には存在しません',
  'said.dangers.three-parts':
    'スケジュール、コマンド、ユーザーが {{names}} の間で異なります',
  'said.dangers.schedule-command':
    'スケジュールとコマンドが {{names}} の間で異なります',
  'said.dangers.schedule-user':
    'スケジュールとユーザーが {{names}} の間で異なります',
  'said.dangers.command-user':
    'コマンドとユーザーが {{names}} の間で異なります',
  'said.dangers.schedule-only': 'スケジュールが {{names}} の間で異なります',
  'said.dangers.command-only': 'コマンドが {{names}} の間で異なります',
  'said.dangers.user-only': 'ユーザーが {{names}} の間で異なります',
  'said.dangers.next-run': '次回の実行は {{at}} です',
  'said.dangers.drift': 'Git とホストが異なります。{{whys}}。',
  'said.dangers.drift-stops':
    '{{name}} では有効、{{place}} では無効です。次のデプロイで止まります',
  'said.dangers.drift-stops-due':
    '{{name}} では有効、{{place}} では無効です。次のデプロイで止まります(次の予定は {{at}})',
  'said.dangers.drift-starts':
    '{{name}} では無効、{{place}} では有効です。次のデプロイで再び動きます',
  'said.dangers.drift-starts-due':
    '{{name}} では無効、{{place}} では有効です。次のデプロイで再び動きます(次の予定は {{at}})',
  'said.dangers.drift-no-schedule':
    '{{place}} は {{text}}({{zone}})、{{name}} にはスケジュールがありません',
  'said.dangers.drift-schedule':
    '{{place}} は {{text}}({{zone}})、{{name}} は {{text2}} です',
  'said.dangers.drift-command': 'コマンドが{{place}} と {{name}} で異なります',
  'said.dangers.drift-user':
    '{{place}} では {{user}}、{{name}} では {{user2}} として実行します',
  'said.dangers.drift-only-host':
    '{{name}} の有効な行が Git にありません。次のデプロイで消えます',
  'said.dangers.drift-only-host-off': '{{name}} の無効な行が Git にありません',
  'said.dangers.drift-only-git':
    '{{place}} では有効ですが、{{name}} にはありません。次のデプロイで動き始めます',
  'said.dangers.drift-only-git-due':
    '{{place}} では有効ですが、{{name}} にはありません。次のデプロイで動き始めます(次の予定は {{at}})',
  'said.dangers.drift-only-git-off':
    '{{place}} では無効で、{{name}} にはありません',
  'said.dangers.not-compared':
    '両側のスケジュールを比べられません: {{cause}}。',
  'said.dangers.legacy-only':
    '新側のスケジュールが旧側と異なります。{{at}} に旧側は動き、新側は動きません。',
  'said.dangers.target-only':
    '新側のスケジュールが旧側と異なります。{{at}} に新側は動き、旧側は動きません。',
  'said.dangers.intended-only':
    '新側のスケジュールが予定スケジュールと異なります。{{at}} は予定にありますが、新側は動きません。',
  'said.dangers.target-not-intended':
    '新側のスケジュールが予定スケジュールと異なります。{{at}} に新側は動きますが、予定にはありません。',
  'said.dangers.singleton':
    '1 つだけ動くべきものですが、{{place}} は同時に {{number}} 個動けます: {{cause}}。',
  'said.dangers.desired-count': '必要数が {{number}} です',
  'said.dangers.deploy-overlap':
    'デプロイの際、古いタスクを止める前に新しいタスクを起動できます(最大 {{number}} %)',
  'said.dangers.deployment-failed': '{{place}} のデプロイが失敗しました',
  'said.dangers.deployment-failed-why':
    '{{place}} のデプロイが失敗しました({{cause}})',
  'said.dangers.only-some-run':
    '{{place}} は {{number2}} 個のうち {{number}} 個しか動いていません',
  'said.dangers.none-healthy':
    '{{place}} の {{number}} 個のターゲットがすべて異常です(重み {{number2}} / {{number3}})',
  'said.dangers.alarm-sounds': '{{place}} でアラームが鳴っています: {{names}}',
  'said.dangers.nothing-legacy': '{{whys}}。旧側でも動いていません。',
  'said.dangers.contention-beyond':
    '{{day}} 以降、{{name}} での利用 {{number2}} 回のうち {{number}} 回が実行中のジョブと重なりました({{names}})。合わせたピークは {{number3}} MiB 以上で、ホストのメモリーは {{number4}} MiB です。',
  'said.dangers.contention-unknown':
    '{{day}} 以降、{{name}} での利用 {{number2}} 回のうち {{number}} 回が実行中のジョブと重なりました({{names}})。メモリーが両方に足りるかはわかりません。',
  'said.dangers.no-schedule-known': 'スケジュールがわかりません',
  'said.dangers.schedule-unreadable': '「{{text}}」を読めません: {{cause}}',
};
