/** What a refused request and a file of plans are told. */
export const saidPlansJa = {
  'said.plans.field': '{{path}}: {{why}}',
  'said.plans.fields-two': '{{path}}: {{why}} / {{path2}}: {{why2}}',
  'said.plans.empty': 'ファイルが空です',
  'said.plans.this': 'この部分: {{why}}',
  'said.plans.entry-already': '{{name}} の記述は {{line}} 行目にもあります',
  'said.plans.no-plan-file':
    '計画のファイルではありません。先頭に apiVersion: {{text}} が必要です',
  'said.plans.list': 'plans には計画の並びを書いてください',
  'said.plans.too-many':
    '計画が {{number}} 件あり、1 ファイルの上限 {{number2}} 件を超えています。サーバーごとなどに分けて書き出し、取り込んでください',
  'said.plans.begins': 'workload と version で始まる計画を書いてください',
  'said.plans.workload-id':
    'workload にはワークロードの ID を書いてください。書かれていた値: {{text}}',
  'said.plans.version':
    'version には書き出されたときの番号を書いてください。書かれていた値: {{text}}',
  'said.plans.must-be':
    '{{name}} には {{text}} を書いてください。書かれていた値: {{text2}}',
  'said.plans.adopted-already':
    'false にしてください。{{name}} がすでに採用されているため、{{name2}} は採用できません',
  'said.plans.say-why': 'この戦略({{name}})では理由が必要です',
  'said.plans.only-attestation': '証言で確認する要件だけに使えます',
  'said.plans.year-ahead': '1 年以内、つまり {{day}} までの日にしてください',
  'said.plans.alias': 'エイリアス (*) です。値をそのまま書いてください',
  'said.plans.anchor': 'アンカー (&) があります。値をそのまま書いてください',
  'said.plans.tag': 'タグ {{name}} は読み込めません',
  'said.plans.field-name': '項目の名前を書いてください',
  'said.plans.plain-name': '{{name}} には項目の名前をそのまま書いてください',
  'said.plans.there-twice': '{{name}} が 2 回書かれています',
  'said.plans.too-deep': '計画のファイルとしては入れ子が深すぎます',
  'said.plans.too-long': '計画のファイルとしては行や並びが多すぎます',
  'said.plans.directive':
    'ディレクティブで始まっています。ここでは読み込めません',
  'said.plans.web-address':
    'https://wiki.example.com/page のようなアドレスを書いてください',
  'said.plans.scheme':
    '{{text}} ではなく、https:// か http:// で始めてください',
  'said.plans.no-password': 'ユーザー名やパスワードを含めないでください',
  'said.plans.no-user-or-password':
    'ユーザー名やパスワードを含めないでください',
  'said.plans.day': 'YYYY-MM-DD の形式で日付を書いてください',
  'said.plans.day-range':
    '2000 年から 2099 年までの日付を YYYY-MM-DD の形式で書いてください',
  'said.plans.before-start': '開始日より前にはできません',
  'said.plans.not-none': 'none は「ウェーブなし」の意味なので使えません',
  'said.plans.once': '同じワークロードは 1 回だけ書いてください',
  'said.plans.clean-text': '使えない文字(NUL など)が含まれています',
  'said.plans.at-most-masked':
    '認証情報を伏せた後で {{number}} 文字以内にしてください',
  'said.plans.step-id': '英数字、ピリオド、_、- の 1~64 文字で書いてください',
  'said.plans.step-final': '取り消せない手順では null にしてください',
  'said.plans.ids-differ': 'ID が重複しないようにしてください',
  'said.plans.workload': 'ワークロードの ID を書いてください',
  'said.plans.whole-minute': '分単位の時刻にしてください',
  'said.plans.zone': 'Asia/Tokyo のような IANA のタイムゾーンを書いてください',
  'said.plans.owner':
    'group:default/sre のようにグループかユーザーの ref を書いてください',
  'said.plans.one-field': '計画の項目を 1 つ以上変更してください',
  'said.plans.server':
    'resource:default/bat000 のようにサーバーの ref を書いてください',
  'said.plans.undo-why': '手順を取り消す理由を書いてください',
};
