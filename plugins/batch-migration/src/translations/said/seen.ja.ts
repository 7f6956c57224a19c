/** Why a place is in the state in which it was seen. */
export const saidSeenJa = {
  'said.seen.no-probe': '観測できるプローブがまだありません',
  'said.seen.commented-out': '行がコメントになっています',
  'said.seen.job-off': 'ファイルの中でジョブが無効になっています',
  'said.seen.was-seen':
    '最後に見えたのは {{at}} で、状態は{{state}}でした。{{at2}} まで有効な観測です。',
  'said.seen.not-in-capture': 'この場所の最新の取得結果にありません',
  'said.seen.nobody-looked': 'まだ誰も観測していません。',
  'said.seen.no-answer': '最後の観測では応答がありませんでした。',
  'said.seen.host-gone': 'ホスト {{name}} はなくなりました。',
  'said.seen.host-stopped': 'ホスト {{name}} は停止しています。',
  'said.seen.no-location-answer':
    'プローブがこの場所について応答しませんでした',
  'said.seen.gave-up':
    'プローブが {{number}} 回失敗したため、今回は観測していません: {{cause}}',
  'said.seen.no-answer-within': '{{number}} 秒以内に応答がありませんでした',
  'said.seen.ecs-zero': '必要数が 0 で、増やすルールもありません',
  'said.seen.ecs-drains': '削除中で、処理を終えるところです',
  'said.seen.ecs-says': 'ECS の応答「{{name}}」は、この版では扱えません',
  'said.seen.ecs-none-runs':
    '{{number}} 個のタスクがどれも動いていません。サービスのイベントを確認してください',
  'said.seen.ecs-no-cluster': 'クラスター {{name}} がありません',
  'said.seen.exec-not-told': 'ECS Exec が有効かどうかを ECS が答えませんでした',
  'said.seen.exec-off':
    'ECS Exec が無効です。サービスの enableExecuteCommand を設定してください',
  'said.seen.ec2-forgot':
    'EC2 に {{name}} がありません。削除から約 1 時間で EC2 の記録から消えます',
  'said.seen.ec2-says': 'EC2 の応答「{{name}}」は、この版では扱えません',
  'said.seen.transition-off': 'ステージ {{name}} への移行が無効です',
  'said.seen.transition-off-why':
    'ステージ {{name}} への移行が無効です: {{text}}',
  'said.seen.transition-untold':
    'ステージ {{name}} への移行が有効かどうかを CodePipeline が答えませんでした',
  'said.seen.no-pipeline': 'パイプライン {{name}} がありません',
  'said.seen.ssm-no-schedule':
    'スケジュールがなく、作成または変更したときだけ動きます',
  'said.seen.ssm-calendar':
    'いつ動くかは Change Calendar {{names}} で決まります',
  'said.seen.beanstalk-says':
    'Elastic Beanstalk の応答「{{name}}」は、この版では扱えません',
  'said.seen.beanstalk-untold': 'CNAME を Elastic Beanstalk が答えませんでした',
  'said.seen.cname-elsewhere':
    '{{name}} は別の環境を指しています。この環境の CNAME は {{text}} です',
  'said.seen.rule-no-target': 'ルールにターゲットがなく、何も起動しません',
  'said.seen.rule-says': 'ルールの State「{{name}}」は、この版では扱えません',
  'said.seen.window-untold':
    'メンテナンスウィンドウが有効かどうかを Systems Manager が答えませんでした',
  'said.seen.window-no-task':
    'メンテナンスウィンドウにタスクがなく、何も起動しません',
  'said.seen.dates-unreadable': '日付を読めません: {{text}} から {{text2}}',
  'said.seen.being-deleted': '削除中です',
  'said.seen.pods-not-ready':
    '{{number}} 個の Pod がどれも準備できていません。Pod のイベントを確認してください',
  'said.seen.zero-replicas': 'レプリカ数が 0 で、増やすものもありません',
  'said.seen.nobody-can-start': '起動できる人がいません',
  'said.seen.not-executable': 'スクリプトに実行権限がありません',
  'said.seen.modes-untold':
    '取得結果の {{name}} からは、{{text}} に実行権限があるかわかりません',
  'said.seen.run-parts-regex':
    'run-parts の --regex は、ここでは解釈できません',
  'said.seen.script-lists':
    'どのスクリプトを実行するかは {{text}} で決まりますが、読み取っていません',
  'said.seen.not-every-crontab':
    'システムの crontab のうち読めたものには、これを起動するものがありません',
  'said.seen.no-crontab-starts':
    'このフォルダーのスクリプトを起動する crontab や anacrontab が取得結果にありません',
  'said.seen.does-not-start': '{{place}} からは起動されません',
  'said.seen.run-parts-skips':
    'この名前のファイルは run-parts が飛ばします: {{name}}',
  'said.seen.file-absent': '{{name}} が取得結果にありません',
  'said.seen.yaml-absent': 'server.yaml にある {{name}} が存在しません',
  'said.seen.systemctl-says': 'systemctl では {{name}}({{text}})です',
  'said.seen.systemctl-unlisted': 'systemctl の一覧になく、起動していません',
  'said.seen.no-process':
    '該当するコマンドラインのプロセスがなく、systemctl の状態も取得結果にありません',
  'said.seen.no-process-off':
    '該当するコマンドラインのプロセスがなく、有効化もされておらず、systemctl の状態も取得結果にありません',
  'said.seen.timer-masked': 'タイマーがマスクされています',
  'said.seen.timer-no-time':
    '有効な時刻がなく、systemd がタイマーを受け付けません',
  'said.seen.timer-no-next': 'systemctl list-timers に次回の時刻がありません',
  'said.seen.timer-unlisted':
    'systemctl list-timers の一覧になく、起動していません',
  'said.seen.timer-not-enabled': 'タイマーが有効化されていません',
  'said.seen.timer-untold':
    'タイマーの systemctl の状態も *.wants フォルダーもすべては取得されていません',
  'said.seen.no-supervisord': 'このホストでは supervisord が動いていません',
  'said.seen.autostart-off':
    'autostart が無効で、該当するコマンドのプロセスもありません',
  'said.seen.supervisor-says': 'supervisorctl では {{names}} です',
  'said.seen.processes-untold': '動いているプロセスが取得結果からわかりません',
  'said.seen.perhaps-renamed':
    '該当するコマンドラインのプロセスがなく、取得結果に supervisorctl.txt もありません。別の名前で動いている可能性があります',
  'said.seen.not-looked': '収集スクリプトが {{name}} を探していません',
  'said.seen.not-read-to-end':
    '取得結果に、{{name}} を最後まで読んだという記録がありません',
  'said.seen.could-not-read': '{{name}} を読めませんでした: {{cause}}',
  'said.seen.cannot-read': '{{name}} を読めません: {{cause}}',
  'said.seen.cannot-read-line': '{{place}} を読めません',
  'said.seen.member-not-captured':
    '{{name}} が取得されていません。取得してください。',
  'said.seen.member-too-old':
    '{{name}} の最後の取得は {{at}} で、もう有効ではありません',
  'said.seen.member-elsewhere':
    '{{name}} の最後の取得は {{at}} で、この場所は含まれていません',
  'said.seen.on-member': '{{name}} 上: {{cause}}',
  'said.seen.end-not-read': '最後まで読まれていません',
  'said.seen.too-deep': '階層が深すぎます',
  'said.seen.leads-nowhere': 'リンク先がありません',
  'said.seen.leads-out': 'インベントリの外を指すリンクです',
  'said.seen.no-file': 'ファイルではありません',
  'said.seen.too-large': '{{number}} バイトを超えています',
  'said.seen.queue-only':
    'キュー自体は処理をしません。キューを処理するサービスをリンクし、そのタグ batch-migration:queue にキュー名を書いてください',
  'said.seen.scaling-unread':
    '必要数が 0 で、スケーリングのルールが起動するかどうかを読めません。application-autoscaling:DescribeScalableTargets を許可してください',
  'said.seen.keda-unread':
    'レプリカ数が 0 で、KEDA が起動するかどうかを読めません。scaledobjects.keda.sh の list を許可してください',
  'said.seen.queue-idle':
    'CloudWatch に直近 {{number}} 分の値がありません。キューが 6 時間使われていない可能性があります',
  'said.seen.last-seen':
    '最後に見たのは {{at}}({{state}})で、その後は誰も見ていません。',
  'said.seen.never-seen': 'まだ誰も見ていません。',
  'said.seen.permission-denied': '権限がありません',
};
