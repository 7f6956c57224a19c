/** What the reader says of lines, settings and files of cron. */
export const saidCrontabJa = {
  'said.crontab.debian-ignores':
    'Debian の cron がファイル全体を無視するため、この中のジョブはどれも実行されません。最初の原因は {{line}} 行目: {{cause}}',
  'said.crontab.debian-ignores-file':
    'Debian の cron がファイル全体を無視するため、この中のジョブはどれも実行されません。{{cause}}',
  'said.crontab.cronie-ignores':
    'cronie がファイル全体を無視するため、この中のジョブはどれも実行されません。最初の原因は {{line}} 行目: {{cause}}',
  'said.crontab.cronie-ignores-file':
    'cronie がファイル全体を無視するため、この中のジョブはどれも実行されません。{{cause}}',
  'said.crontab.cronie-skips-more':
    'cronie は {{line}} 行目とほか {{number}} 行を飛ばし、残りを読み込みます。',
  'said.crontab.cronie-skips':
    'cronie は {{line}} 行目を飛ばし、残りを読み込みます。',
  'said.crontab.ignores-file': 'cron がファイル全体を無視しています',
  'said.crontab.no-newline': '最後の行の末尾に改行がありません',
  'said.crontab.no-newline-debian':
    '最後の行の末尾に改行がなく、Debian の cron はファイル全体を無視します。改行を加えてください。',
  'said.crontab.no-newline-cronie':
    '最後の行の末尾に改行がなく、cronie はこの行を無視します。改行を加えてください。',
  'said.crontab.too-many-lines': 'ファイルが 10,000 行を超えています',
  'said.crontab.comments-in-row':
    'コメントが {{number}} バイトを超えて続いています',
  'said.crontab.user-limit':
    '1 ユーザーの上限 {{number}} を超えています({{text}})',
  'said.crontab.random-time':
    '`~` があると cron はファイルを読み込むたびに時刻をくじで決めるため、実行時刻がわかりません。移行の前に時刻を決めてください。',
  'said.crontab.never-fires':
    'この条件に合う日がないため、ジョブは一度も実行されません。廃止するか、動かすべきものならスケジュールを直してください。',
  'said.crontab.either-day':
    '日と曜日の両方が指定されています。cron はどちらか一方に合う日に実行します。両方に合う日だけのつもりなら、コマンドの中で日付を確かめてください。',
  'said.crontab.both-days':
    '日か曜日の欄が `*` で始まるため、cron は両方に合う日だけ実行します。どちらか一方でよければ、`*` を使わずに書いてください。',
  'said.crontab.percent-quote':
    'cron はこの `%` でコマンドを終え、残りを標準入力に渡すため、引用符が閉じません。パーセント記号のつもりなら `\\%` と書いてください。',
  'said.crontab.percent':
    'cron はこの `%` でコマンドを終え、残りを標準入力に渡します。',
  'said.crontab.carriage-return':
    '行末に復帰文字(CR)があり、コマンドの最後の語を壊します。改行を LF にして保存してください。',
  'said.crontab.only-carriage-return':
    '行に復帰文字(CR)だけがあり、cron は空行とみなしません。改行を LF にして保存してください。',
  'said.crontab.empty-command':
    'コマンドが空です。Debian の cron はこれを受け付け、何もしないシェルを起動します。行を消してください。',
  'said.crontab.not-utf8':
    'UTF-8 ではないバイトがあり、表示と実際の実行内容が異なるかもしれません。文字コードを変換してください。',
  'said.crontab.continued':
    'cron に継続行はありません。コマンドはこのバックスラッシュで終わり、次の行は別の行として読まれます。1 行にまとめてください。',
  'said.crontab.placeholder':
    '`{{text}}` はテンプレートの差し込み({{text2}})です。ホスト上にある実際の crontab を使ってください。',
  'said.crontab.placeholder-unreadable':
    '`{{text}}` はテンプレートの差し込み({{text2}})で、cron は読めません。ホスト上にある実際の crontab を使ってください。',
  'said.crontab.too-long-cronie':
    'cronie はコマンドを 131,071 バイトで打ち切ります。スクリプトに移してください。',
  'said.crontab.too-long-debian':
    'コマンドが {{number}} バイトあります。Debian の cron の上限は {{number2}} で、超えるとファイル全体を無視します。スクリプトに移してください。',
  'said.crontab.nul':
    '行に NUL バイトがあり、cron はそこで行を切ります。取り除いてください。',
  'said.crontab.long-setting':
    'Debian の cron は設定の先頭 {{number}} バイトだけを読み、残りを捨てます。短くするか、スクリプトの中で設定してください。',
  'said.crontab.many-settings':
    '設定が {{number}} 種類を超えたため、この設定はジョブに表示されません。',
  'said.crontab.no-command':
    'スケジュールの後にコマンドがありません。書き加えるか、行を消してください。',
  'said.crontab.no-user':
    'システム crontab の行には、スケジュールの後にユーザーとコマンドが必要です。どちらかがありません。',
  'said.crontab.bad-user':
    '`{{text}}` はユーザー名になりません。システム crontab では、スケジュールとコマンドの間にユーザーを書きます。',
  'said.crontab.only-root':
    '行頭の `-` は root だけが使えます。ほかのユーザーの場合、cronie はこの行を飛ばします。',
  'said.crontab.six-fields':
    'コマンドは `*` で始められません。時刻の欄が 6 個あります。1 個消してください。',
  'said.crontab.one-option':
    'コマンドの前に置けるオプションは `-n` 1 個だけです。',
  'said.crontab.byte-order-mark':
    'ファイルの先頭に BOM があり、cron は最初の行を読めません。BOM なしの UTF-8 で保存してください。',
  'said.crontab.empty-value':
    'Debian の cron は `{{text}}` を構文エラーとみなします。空の値は {{text2}}"" と書いてください。',
  'said.crontab.posix-rule':
    '`{{text}}` は IANA のタイムゾーンで表せない POSIX の規則のため、以下のジョブの実行時刻を計算できません。Asia/Tokyo のような IANA 名で書いてください。',
  'said.crontab.posix-offset':
    '`{{text}}` は夏時間のない POSIX の固定時差で、以下のジョブは {{zone}} で動きます。地域のつもりなら Asia/Tokyo のような IANA 名で書いてください。',
  'said.crontab.zone-falls-back':
    '`{{text}}` はタイムゾーンではないため、C ライブラリは UTC を使います。Asia/Tokyo のような IANA 名で書いてください。大文字と小文字は区別されます。',
  'said.crontab.cron-tz-ignored':
    'Debian の cron は CRON_TZ を無視します。以下のジョブは {{zone2}} ではなく、ホストのタイムゾーン({{zone}})で動きます。',
  'said.crontab.tz':
    'TZ はコマンドにだけ渡され、スケジュールには影響しません。',
  'said.crontab.delay-none':
    '`{{text}}` では cronie はジョブを遅らせません。0 から {{number}} までの整数(分)を書きます。',
  'said.crontab.delay':
    'cronie は以下の各ジョブを最大 {{number}} 分遅らせます。同じ動きにするには柔軟な時間枠を使ってください。',
  'said.crontab.delay-debian':
    'Debian の cron はスケジュールに RANDOM_DELAY を使いません。',
  'said.crontab.bad-minute': '分 `{{text}}` が正しくありません。{{why}}。',
  'said.crontab.bad-hour': '時 `{{text}}` が正しくありません。{{why}}。',
  'said.crontab.bad-day': '日 `{{text}}` が正しくありません。{{why}}。',
  'said.crontab.bad-month': '月 `{{text}}` が正しくありません。{{why}}。',
  'said.crontab.bad-weekday': '曜日 `{{text}}` が正しくありません。{{why}}。',
  'said.crontab.number-missing': '末尾に数値がありません',
  'said.crontab.number-expected': '`{{text}}` ではなく数値が必要です',
  'said.crontab.number-digits': '数値は {{number}} 桁までです',
  'said.crontab.neither-number-nor-name':
    '`{{text}}` は数値でも名前でもありません',
  'said.crontab.not-within': '{{number}} は {{text}} の範囲にありません',
  'said.crontab.step-above-0': '間隔は 1 以上にしてください',
  'said.crontab.tilde-range': '`~` には小さい値から大きい値への範囲が必要です',
  'said.crontab.step-needs-range':
    '間隔の前には `*` か範囲が必要です。{{text}} と書いてください',
  'said.crontab.backwards': '範囲 {{text}} が逆順です',
  'said.crontab.does-not-belong': '`{{text}}` はここに書けません',
  'said.crontab.backwards-never':
    '{{field}}の範囲 {{text}} が逆順です。この cron は受け付けますが、一致することがありません。折り返すつもりなら範囲を 2 つに分けて書いてください。',
  'said.crontab.stops-reading':
    'Debian の cron は{{field}}の欄を `{{text}}` の手前まで読み、残りを無視します。意図どおりに書き直してください。',
  'said.crontab.field-missing':
    '{{field}}の欄がありません。スケジュールには 5 つの欄が必要です。',
  'said.crontab.unknown-word':
    '`{{text}}` は cron の知らない語です。次のどれかを使ってください: {{names}}。',
  'said.crontab.more-than-five': '`{{text}}` には欄が 6 つ以上あります。',
  'said.crontab.unknown-zone':
    'タイムゾーン `{{zone}}` は IANA の名前ではありません。',
};
