/** サーバーの事実の値と、ホストを終わらせる予定に関する文言。 */
export const factValuesJa = {
  'factValues.values.current': '現行世代',
  'factValues.values.previous': '旧世代',
  'factValues.values.paravirtual': '準仮想化（paravirtual）',
  'factValues.values.noTls12': 'TLS 1.2 非対応',
  'factValues.values.noEvents': '予定なし',
  'factValues.values.pending': '起動処理中',
  'factValues.values.running': '稼働中',
  'factValues.values.stopping': '停止処理中',
  'factValues.values.stopped': '停止',
  'factValues.values.terminated': '終了済み',
  'factValues.effects.instance-retirement':
    'AWS が {{instance}} をリタイアさせます',
  'factValues.effects.instance-stop': 'AWS が {{instance}} を停止させます',
} as const;
