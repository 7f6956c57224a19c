import type { Approvers } from '../people/approval/approvers';

interface Words {
  alert(unapproved: number, unknown: number): string;
  unapproved: string;
  unknown: string;
  more(count: number, kept: string): string;
}

/** What Slack shows. What is put in is escaped. */
export const RECONCILIATION_WORDS: Record<Approvers['language'], Words> = {
  en: {
    alert: (unapproved, unknown) => `*The reconciliation found changes of production that nobody can vouch for*: ${unapproved} unapproved, ${unknown} unknown. See “A change that nobody approved” in docs/runbook.md.`,
    unapproved: 'unapproved',
    unknown: 'unknown',
    more: (count, kept) => `… and ${count} more: all of them are in the evidence, ${kept}`,
  },
  ja: {
    alert: (unapproved, unknown) => `*承認を確認できない本番変更が見つかりました*:未承認 ${unapproved} 件、不明 ${unknown} 件。docs/runbook.md の「A change that nobody approved」を参照してください。`,
    unapproved: '未承認',
    unknown: '不明',
    more: (count, kept) => `ほか ${count} 件。すべて証跡にあります:${kept}`,
  },
};
