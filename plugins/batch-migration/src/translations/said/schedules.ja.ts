/** What the reader says of timers and of Sidekiq, and what Scheduler cannot say. */
export const saidSchedulesJa = {
  'said.schedules.reboot':
    '@reboot はホストの起動時に実行され、サーバーレスの移行先にその時点はありません。デーモンの起動なら常駐サービスとして移し、ホストの準備ならイメージの構築時に行ってください。',
  'said.schedules.random':
    '`~` があると cron はファイルを読み込むたびに時刻をくじで決めます。固定の時刻か EventBridge Scheduler の柔軟な時間枠を選び、予定スケジュールとして記録してください。',
  'said.schedules.both-days':
    '日か曜日の欄が `*` で始まり両方が日を絞るため、cron は両方に合う日だけ実行します。EventBridge の式では日の欄は 1 つだけです。曜日で実行して合わない日はすぐ終えるか、1 つの欄で書ける日を選んでください。',
  'said.schedules.once-a-minute':
    'EventBridge Scheduler の起動は最短でも毎分ちょうどですが、これは {{number}} 秒ごとです。常駐プロセスに残すか、毎分起動するジョブの中で繰り返してください。',
  'said.schedules.counts-from-start':
    '`{{name}}` は各 Sidekiq プロセスの開始から数え、ホストごとに 1 回投入します。変換後は同じ頻度の固定時刻で、1 回だけ起動します。',
  'said.schedules.in-once':
    '`in` は各 Sidekiq プロセスの開始からしばらく後に 1 回だけ動きます。必要な所で投入するか、固定の時刻にしてください。',
  'said.schedules.sidekiq-no-type':
    '`{{text}}` に {{names}} のどれも値がありません。1 つ加えるか、ジョブを消してください。',
  'said.schedules.pushes-per-host':
    '`{{name}}` はホストごとに 1 回投入し、各プロセスの開始から数えます。1 回だけ投入するよう、移す前に `cron` に変えてください。',
  'said.schedules.no-zone': '`{{text}}` はタイムゾーンではありません。',
  'said.schedules.no-iana-zone':
    '`{{text}}` は IANA のタイムゾーンではありません。Asia/Tokyo のように書いてください。大文字と小文字は区別されます。',
  'said.schedules.nests':
    'スケジュールにしては入れ子が深すぎるため、読み込みません。正しいファイルか確認してください。',
  'said.schedules.no-yaml': 'YAML ではありません: {{text}}',
  'said.schedules.no-mapping':
    'スケジュールはジョブ名と設定の対応ですが、これはそうなっていません。',
  'said.schedules.own-configuration':
    '`:schedule:` のない Sidekiq 本体の設定です。スケジュールのあるファイルを読み込んでください。',
  'said.schedules.no-settings': '`{{text}}` に読める設定がありません。',
  'said.schedules.seconds-field':
    '秒の欄 `{{text}}` は 1 分より細かく、対応する移行先がありません。0 秒にしてください。',
  'said.schedules.not-cron-fields':
    '`{{text}}` は cron の 5 つか 6 つの欄(タイムゾーンは任意)になっていません。',
  'said.schedules.fugit':
    '`{{text}}` は fugit の拡張で、変換できません。crontab(5) の書き方で日付を書くか、新しいスケジュールを手で書いてください。',
  'said.schedules.no-point-in-time':
    '`{{text}}` は 2026-03-01 04:00:00 のような日時ではありません。',
  'said.schedules.no-duration':
    '`{{text}}` は 5m や 1h30m のような長さではありません。',
  'said.schedules.monotonic':
    'ホスト上の出来事(開始、起動、前回の実行)から数えますが、サーバーレスの移行先にその時点はありません。同じ頻度の固定時刻を選び、予定スケジュールとして記録してください。',
  'said.schedules.seconds':
    'EventBridge Scheduler の起動は最短でも毎分ちょうどですが、このタイマーには秒の指定があります。秒が重要でなければ分に丸めるか、毎分起動するジョブの中で繰り返してください。',
  'said.schedules.weekday-and-date':
    'systemd は曜日と日付の両方に合う日だけ実行しますが、EventBridge の式では日の欄は 1 つだけです。曜日で実行して合わない日はすぐ終えるか、1 つの欄で書ける日を選んでください。',
  'said.schedules.from-month-end':
    '月末から逆算する日の指定ですが、EventBridge で書けるのは末日だけです。候補の日に実行して違う日はすぐ終えるか、固定の日を選んでください。',
  'said.schedules.too-long':
    '式が EventBridge Scheduler の上限 {{number}} 文字を超えます。時刻を分け、複数のタイマーにしてください。',
  'said.schedules.persistent':
    'ホストの停止中に逃した時刻は、次の起動時に実行されます。EventBridge Scheduler は止まらないため、移行先での対応は不要です。',
  'said.schedules.randomized':
    'systemd は各実行を最大 {{text}} 遅らせます。表示は最も早い時刻です。同じ動きにするには EventBridge Scheduler の柔軟な時間枠(1~1,440 分)を使ってください。',
  'said.schedules.fixed-delay':
    'systemd はこのタイマーの時刻をすべて同じだけ(最大 {{text}})ずらし、その値はホストにしかわかりません。移行の前に systemctl list-timers で実際の時刻を確認してください。',
  'said.schedules.accuracy':
    'systemd はホストを起こす回数を減らすため、各実行が最大 {{text}} 遅れることがあります。移行先はその分のうちに始まります。',
  'said.schedules.clock-event':
    '`{{name}}` はホストの時計やタイムゾーンが設定されたときにもジョブを起動し、その時刻はわかりません。移行先でも必要か決めてください。',
  'said.schedules.unknown-setting':
    'systemd は [Timer] の `{{name}}` を知らないため無視します。綴りを確認してください。大文字と小文字は区別されます。',
  'said.schedules.takes-back':
    '空の `{{name}}=` は、それより前の起動条件をすべて取り消します。',
  'said.schedules.many-triggers':
    '起動条件が {{number}} 個を超えたため、これ以降は読み込みません。タイマーを分けてください。',
  'said.schedules.monotonic-runs':
    '`{{name}}` は{{why}}ときから数えるため、実行時刻がわかりません。移行の前に固定の時刻を選んでください。',
  'said.schedules.timer-started': 'タイマーが開始された',
  'said.schedules.host-starts': 'ホストが起動した',
  'said.schedules.manager-starts': 'サービスマネージャーが開始された',
  'said.schedules.unit-started': 'ユニットが最後に開始された',
  'said.schedules.unit-ended': 'ユニットが最後に終了した',
  'said.schedules.calendar-never':
    'このカレンダー式に合う日がなく、起動しません。直すか消してください。',
  'said.schedules.nothing-installs':
    '[Install] にはホストの起動時にタイマーを始めるものがありません。別の何かが必要です。systemctl status で確認してください。',
  'said.schedules.only-clock-events':
    'タイマーに時刻がなく、時計の出来事だけで起動します。',
  'said.schedules.no-trigger':
    'systemd が受け付ける起動条件がないため、ジョブは一度も実行されません。OnCalendar= を加えるか、タイマーを廃止してください。',
  'said.schedules.not-understood':
    '`{{text}}` は解釈できず、systemd は無視します。{{text2}} と書いてください。',
  'said.schedules.ignores-line': '{{cause}}systemd はこの行を無視します。',
};
