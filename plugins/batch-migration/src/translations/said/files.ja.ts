/** What is found in captures, and at the sources that are read. */
export const saidFilesJa = {
  'said.files.lone-run':
    'cron のログの実行 1 件が、取得した crontab のどの行にも当てはまりません。最後のもの: {{text}}',
  'said.files.compressed':
    '{{name}} は圧縮されていて、実行がわかりません。取得の前に展開してください。',
  'said.files.empty-processes': 'プロセス一覧が空です',
  'said.files.columns': '見出しにある {{number}} 列がこの行にありません',
  'said.files.run-parts-name':
    'run-parts --lsbsysinit は {{name}} という名前を扱いません。英数字、-、_ だけの名前に変えてください。',
  'said.files.run-parts-never':
    'run-parts は英数字、-、_ 以外を含む名前のファイルを飛ばすため、{{name}} は実行されません。名前を変えてください。',
  'said.files.left-out': 'OS のものなので除きました: {{names}}',
  'said.files.no-tls-source': '応答がありませんでした: {{cause}}',
  'said.files.capture-missing':
    'capture.json がありません。これがないと、いつ、どこまで読んだかわかりません',
  'said.files.anacron-time':
    'anacron が何時に起動されるか取得結果からわからないため、ジョブの時刻もわかりません。etc/cron.d と etc/cron.hourly、または anacron.timer を取得してください。',
  'said.files.anacron-delay':
    'anacron は表示より最大 {{number}} 分遅く、毎回くじで決めた時刻に起動します。',
  'said.files.logins-taken':
    'ログイン {{number}} 件のうち、新しい {{number2}} 件を使います。',
  'said.files.peaks-unknown':
    'peaks にある {{name}} という名前のものがホストにありません。ポータルに表示される名前で書いてください。',
  'said.files.program-twice':
    'プログラム {{name}} が 2 つ書かれています。supervisord はどちらか一方を使います。',
  'said.files.folder-unreadable':
    'インベントリのフォルダー {{name}} を読めません: {{text}}',
  'said.files.inventory-unreadable':
    'インベントリ {{name}} を読めません: {{text}} 直前の状態を保ち、再度試みます。',
  'said.files.later-than-now':
    'capturedAt {{at}} が現在({{at2}})より後です。収集側の時計を確認してください',
  'said.files.crontabs-not-read':
    '{{name}} の crontab を読めませんでした: {{cause}}',
  'said.files.retires-instance': 'AWS がインスタンスを廃止',
  'said.files.platform-retired': 'プラットフォームのバージョンの提供終了',
};
