/** What the history tells. */
export const saidHistoryJa = {
  'said.history.stage': '{{name}} が{{stage}}から{{stage2}}になりました',
  'said.history.danger': '{{name}}: {{danger}}。{{cause}}',
  'said.history.danger-passed': '{{name}}: {{danger}}',
  'said.history.soak-anew':
    '{{name}} が旧側で再び稼働したため、確認期間を最初からやり直します',
  'said.history.soak-passed': '{{name}} の確認期間が終わりました',
  'said.history.plan-loaded': '{{name}} の計画をデモ環境から読み込みました',
  'said.history.plan-changed':
    '{{name}} の計画を第 {{number}} 版に変更しました',
  'said.history.plan-imported':
    '{{name}} の計画をファイルの取り込みで第 {{number}} 版に変更しました',
  'said.history.linked-at': '{{url}} を {{url2}} の {{name}} にリンクしました',
  'said.history.linked-to': '{{name}} を {{url}} にリンクしました',
  'said.history.linked-found': '{{name}} を見つかった新側にリンクしました',
  'said.history.unlinked': '{{name}} と {{url}} のリンクを外しました',
  'said.history.replaces-nothing':
    '{{name}} は対象のどれも置き換えません: {{text}}',
  'said.history.may-replace': '{{name}} は何かを置き換える可能性があります',
  'said.history.approved':
    '{{name}} のスケジュール {{text}}({{zone}})を承認しました: {{text2}}',
  'said.history.exemption-approved':
    '{{user}} の申請どおり、{{name}} が {{at}} まで停止してよいと承認しました: {{text}}',
  'said.history.exemption-withdrawn':
    '{{name}} が停止してよいという承認を取り消しました',
  'said.history.exemption-asked':
    '{{name}} が {{at}} まで停止してよいか申請しました: {{text}}',
  'said.history.looked':
    'すべて観測しました: 観測 {{number}} 件、失敗 {{number2}} 件',
  'said.history.longest-run':
    '{{name}} の最長の実行を {{number}} 秒と証言しました({{at}} まで): {{text}}',
  'said.history.step-waits':
    '{{name}} の手順 {{number}}「{{text}}」が 2 人目の確認を待っています',
  'said.history.step-done-no-return':
    '{{name}} の手順 {{number}}「{{text}}」が完了し、戻れない地点を過ぎました',
  'said.history.step-done':
    '{{name}} の手順 {{number}}「{{text}}」が完了しました',
  'said.history.step-done-why':
    '{{name}} の手順 {{number}}「{{text}}」が完了しました: {{text2}}',
  'said.history.step-confirmed-no-return':
    '{{name}} の手順 {{number}}「{{text}}」を 2 人目が確認し、戻れない地点を過ぎました',
  'said.history.step-confirmed':
    '{{name}} の手順 {{number}}「{{text}}」を 2 人目が確認しました',
  'said.history.step-undone':
    '{{name}} の手順 {{number}}「{{text}}」を取り消しました',
  'said.history.step-undone-why':
    '{{name}} の手順 {{number}}「{{text}}」を取り消しました: {{text2}}',
};
