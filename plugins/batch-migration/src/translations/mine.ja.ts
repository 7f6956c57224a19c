/** 個人やグループのワークロードに関する文言。 */
export const mineJa = {
  'mine.title': '自分の移行対象',
  'mine.titleOf': '{{owner}} の移行対象',
  'mine.description':
    'レガシーサーバーでまだ動いている自分のワークロード（危険なものから順に）',
  'mine.what': 'ワークロード',
  'mine.all_one': '全 {{count}} 件を概要で見る',
  'mine.all_other': '全 {{count}} 件を概要で見る',
  'mine.empty':
    'レガシーサーバーから移すべきワークロードは、ここの担当にはありません。',
  'mine.nobody': 'サインインしていません。',
} as const;
