/** What EventBridge Scheduler would refuse in an expression. */
export const saidExpressionsJa = {
  'said.expressions.no-value': '{{part}}: `{{text}}` は値ではありません。',
  'said.expressions.not-within':
    '{{part}}: {{number}} は {{name}} の範囲にありません。',
  'said.expressions.two-slashes':
    '{{part}}: `{{text}}` にスラッシュが 2 つあります。',
  'said.expressions.no-step': '{{part}}: `{{text}}` は間隔ではありません。',
  'said.expressions.no-range': '{{part}}: `{{text}}` は範囲ではありません。',
  'said.expressions.no-nth':
    '曜日: `{{text}}` は、曜日 1 つ、#、1 から 5 までの数の順に書いてください。',
  'said.expressions.six-fields':
    'cron() には 6 つの欄({{names}})が必要ですが、{{number}} つあります。',
  'said.expressions.one-day':
    '日 (day-of-month) と曜日 (day-of-week) のどちらか一方だけを `?` にしてください。',
  'said.expressions.rate':
    'rate() には 0 より大きい数と minutes、hours、days のいずれかを書いてください。例: rate(5 minutes)',
  'said.expressions.at':
    'at() には yyyy-mm-ddThh:mm:ss の形で、タイムゾーンを付けずに書いてください。',
  'said.expressions.too-long': '式は {{number}} 文字以内にしてください。',
  'said.expressions.none-of-three':
    '`{{text}}` は小文字の cron(…)、rate(…)、at(…) のいずれでもありません。',
  'said.expressions.nothing':
    '式がありません。cron(…)、rate(…)、at(…) のいずれかを小文字で書いてください。',
};
