/** What the rules of Fargate say of a job. */
export const saidFitJa = {
  'said.fit.command-unknown': 'コマンドがわかりません。',
  'said.fit.no-path':
    'パスの記述はありませんが、プログラムが使うかもしれません。',
  'said.fit.program-path':
    '`{{text}}` はイメージに入ります。ほかのパスの記述はありませんが、使うかもしれません。',
  'said.fit.local-path': 'ローカルのパス `{{text}}` を使っています。',
  'said.fit.no-lock': 'コマンドにロックファイルはありません。',
  'said.fit.locks':
    '`{{text}}` でロックしますが、そのホストの中だけで有効です。',
  'said.fit.use-lease':
    'タスクはディスクを共有しません。ロックファイルの代わりにガードのリースを使ってください。',
  'said.fit.into-image':
    '読むものはイメージか S3 に置き、書き込みは S3 かログにして、確認したことを証言してください。',
  'said.fit.memory-holds':
    'メモリー: {{amount}}。収まる最小のタスクは {{text}} vCPU、{{number}} MiB です。',
  'said.fit.memory-most':
    'メモリー: {{amount}}。Fargate の上限は {{number}} MiB、16 vCPU です。',
  'said.fit.measure-peak':
    'ピークを測り、上限を超えるなら処理を分けてください。',
  'said.fit.disk-every':
    'ディスク: {{amount}}。各タスクに {{number}} GiB あります。',
  'said.fit.disk-state':
    'ディスク: {{amount}}。エフェメラルストレージを {{number}} GiB と指定してください。',
  'said.fit.disk-most':
    'ディスク: {{amount}}。1 タスクの上限は {{number}} GiB です。',
  'said.fit.stream':
    'データを S3 に流すか、分けて処理するか、ファイルシステムをマウントしてください。',
  'said.fit.cut-unknown': '実行を途中で打ち切ってよいかわかりません。',
  'said.fit.cut-not': '実行は途中で打ち切ってやり直せません。',
  'said.fit.cut-may': '実行は途中で打ち切ってやり直せます。',
  'said.fit.cut-costs': '失う作業は最大 {{number}} 秒分です。',
  'said.fit.retirement':
    'タスクのリタイアはタスクを止めます。Spot も同様で、オンデマンドには切り替わりません。',
  'said.fit.repeatable':
    'やり直しても安全にするか、進み具合を保存してください。それまで Spot は使わないでください。',
  'said.fit.longest-message':
    '最長のメッセージ: {{amount}}。ECS は停止の要求から {{number}} 秒後にタスクを強制終了します。',
  'said.fit.measure-message':
    '測定してください。長いメッセージは分けるか、キューに戻してやり直せるようにしてください。',
  'said.fit.sleeps': '分の途中で始めるため、{{number}} 秒待機しています。',
  'said.fit.interval':
    '間隔: {{amount}}。Scheduler は毎分ちょうどに起動します。',
  'said.fit.resident-or-loop':
    '常駐ワーカーにするか、1 回の実行の中で繰り返してください。',
  'said.fit.delay':
    '許せる遅れ: {{amount}}。タスクの起動に {{number}} 秒かかることがあります。',
  'said.fit.late-harmless':
    '遅れて始まっても問題ないと証言するか、ワーカーを常に動かしておいてください。',
};
