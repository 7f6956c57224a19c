/** `goldenPath.en.ts` in Japanese. */
export const goldenPathJa = {
  'goldenPath.title': '作成されるもの',
  'goldenPath.what': 'プレビュー',
  'goldenPath.hint':
    'まだ何も作成されない。ジョブはすべて無効の状態で作成される。',
  'goldenPath.problems': '先に解決すること',
  'goldenPath.problemsHint':
    '該当するステップに戻って修正する。このままでは、何も書き込まれる前に実行が止まる。',
  'goldenPath.file': '{{path}}(この内容で書き込まれます)',
  'goldenPath.nothing': 'まだ何も作成できない。',
  'goldenPath.resources.caption':
    'スタックのリソース（ロール・ポリシー・アラームを除く）',
  'goldenPath.resources.kind': 'リソース',
  'goldenPath.resources.count': '数',
  'goldenPath.resources.names': '名前',
  'goldenPath.resources.unnamed': 'CloudFormation が命名',
  'goldenPath.kinds.schedule-group': 'スケジュールグループ',
  'goldenPath.kinds.schedule': 'EventBridge スケジュール',
  'goldenPath.kinds.event-rule': 'EventBridge ルール',
  'goldenPath.kinds.state-machine': 'Step Functions ステートマシン',
  'goldenPath.kinds.service': 'ECS サービス',
  'goldenPath.kinds.task-definition': 'ECS タスク定義',
  'goldenPath.kinds.cluster': 'ECS クラスター',
  'goldenPath.kinds.queue': 'SQS キュー',
  'goldenPath.kinds.table': 'DynamoDB テーブル',
  'goldenPath.kinds.topic': 'SNS トピック',
  'goldenPath.kinds.log-group': 'CloudWatch ロググループ',
  'goldenPath.kinds.bucket': 'S3 バケット',
  'goldenPath.kinds.file-system': 'EFS ファイルシステム',
  'goldenPath.cost.title': 'タスクの月額コスト',
  'goldenPath.cost.noneKnown_one': 'このジョブのコストは不明。',
  'goldenPath.cost.noneKnown_other':
    '{{count}} 件のジョブすべてのコストが不明。',
  'goldenPath.cost.ofAll':
    '{{all}} 件のジョブのうち、コストが分かる {{known}} 件の合計',
  'goldenPath.cost.hint':
    'スケジュールと実行時間から計算した Fargate オンデマンドの料金。税・Spot・ストレージ・通信・ログ・ステートマシン・スケジューラーは含まない。',
  'goldenPath.jobs.caption': 'ジョブと、そのコストの根拠',
  'goldenPath.jobs.name': 'ジョブ',
  'goldenPath.jobs.schedule': 'スケジュール',
  'goldenPath.jobs.starts': '月の起動回数',
  'goldenPath.jobs.length': '実行時間',
  'goldenPath.jobs.amount': '月額',
  'goldenPath.warnings': '注意すること',
} as const;
