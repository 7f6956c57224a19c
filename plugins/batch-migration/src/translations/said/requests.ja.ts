/** Why a request was refused. */
export const saidRequestsJa = {
  'said.requests.body-wrong': '入力に誤りがあります。{{whys}}',
  'said.requests.body-not-json':
    '本文が JSON ではありません。UTF-8 の JSON オブジェクトにしてください',
  'said.requests.no-workload': 'ID が {{names}} のワークロードはありません',
  'said.requests.no-view': 'ID が {{name}} のビューはありません',
  'said.requests.no-exemption': 'ID が {{name}} の例外はありません',
  'said.requests.no-target': 'ID が {{name}} の新側はありません',
  'said.requests.no-server':
    'サーバー {{name}} はどのインベントリにもありません',
  'said.requests.no-server-preview':
    'サーバー {{name}} はどのインベントリにもありません。crontab だけを確認するなら、サーバーの指定を外してください。',
  'said.requests.no-server-token':
    'サーバー {{name}} はどのインベントリにもありません。インベントリ(server.yaml)に書いて再観測してから、トークンを発行してください。',
  'said.requests.version':
    '{{name}} の計画はもう第 {{number}} 版ではありません',
  'said.requests.plans-made':
    '同時にほかの人が計画を作成しました。何も変更していません。読み直してからもう一度変更してください。',
  'said.requests.plans-changed':
    '読み込んだ後に {{number2}} 件中 {{number}} 件の計画が変更されたため、何も変更していません。読み直してからもう一度変更してください。',
  'said.requests.approve-asked':
    '例外 {{name2}} は {{name}} が申請したものです。ほかの人の承認が必要です',
  'said.requests.approved-already':
    'このスケジュールは {{name}} が {{at}} に承認済みです',
  'said.requests.another-approves':
    'このスケジュールは {{name}} が設定したため、ほかの人の承認が必要です',
  'said.requests.no-own-schedule': '計画に予定スケジュールがありません',
  'said.requests.wave-named':
    'ウェーブ {{name}} を使う計画が {{number}} 件あります。別のウェーブに変えるか外してから削除してください。',
  'said.requests.view-shared':
    'このビューは {{name}} が共有しているもので、ほかの人は変更できません。自分のビューとして保存してください。',
  'said.requests.linked-there':
    '{{name}} はリポジトリによって {{name2}} にリンクされています。リポジトリの側で外してください',
  'said.requests.answered-exemption':
    '同時にほかの人が例外 {{name}} に回答しました。読み直してください。',
  'said.requests.no-token': '{{name}} に取得トークン {{name2}} はありません',
  'said.requests.token-revoked': '取得トークン {{name}} は失効しています',
  'said.requests.too-large': '本文が大きすぎます。上限は {{number}} kB です',
  'said.requests.from-to': 'from は to より前にしてください',
  'said.requests.from-after': 'from は to より後にできません',
  'said.requests.max-length': '{{name}} は {{number}} 文字以内にしてください',
  'said.requests.gone-step': '{{name}}: 計画に手順 {{name2}} がありません',
  'said.requests.required': '必須です',
  'said.requests.at-least-one': '{{number}} 文字以上入力してください',
  'said.requests.at-most': '{{number}} 文字以内で入力してください',
  'said.requests.in-rows': '{{number}} 件以内にしてください',
  'said.requests.not-allowed': '権限がありません',
  'said.requests.failed-fetch': 'サーバーに接続できません',
  'said.requests.network': 'サーバーに接続できません。',
};
