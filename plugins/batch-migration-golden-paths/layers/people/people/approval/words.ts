import type { Approvers } from './approvers';
import type { Denial } from './mayApprove';
import type { Outcome, Status } from './record';

/** What Slack shows. Names and reasons that people wrote are put in escaped. */
export interface Words {
  title: { patch: string; session: string };
  facts: Record<'operator' | 'carriedBy' | 'author' | 'repository' | 'sha' | 'patch' | 'command' | 'parameters' | 'reason' | 'timeLimit' | 'session' | 'until' | 'code', string>;
  minutes(count: number): string;
  approve: string;
  refuse: string;
  why: string;
  send: string;
  cancel: string;
  status: Record<Status, string>;
  /** What became of an answer that counted. Only who withdraws may have given no reason. */
  answered: Partial<Record<Outcome, (who: string, title: string, reason: string) => string>>;
  /** What became of one that did not. */
  unanswered: Partial<Record<Outcome, string>>;
  denied: Record<Denial, string>;
  askReason(who: string): string;
  changed: string;
  alert(who: string, openHours: number): string;
}

const en: Words = {
  title: { patch: 'A data patch asks for approval', session: 'A session in production asks for approval' },
  facts: {
    operator: 'Asked by', carriedBy: 'Asked through the portal', author: 'Written by', repository: 'Repository', sha: 'Commit', patch: 'Patch', command: 'Command',
    parameters: 'Parameters', reason: 'Reason', timeLimit: 'Time limit', session: 'Session', until: 'Answer until', code: 'Code',
  },
  minutes: count => `${count} minutes`,
  approve: 'Approve',
  refuse: 'Refuse',
  why: 'Why?',
  send: 'Send',
  cancel: 'Cancel',
  status: {
    requested: 'Waits for an answer', approved: 'Approved', refused: 'Refused', expired: 'Expired', withdrawn: 'Withdrawn', closed: 'Closed',
  },
  answered: {
    approved: (who, title) => `Approved by ${who} (${title})`,
    refused: (who, title, reason) => `Refused by ${who} (${title}): ${reason}`,
    closed: (who, title, reason) => `Closed without an answer by ${who} (${title}): ${reason}`,
    expired: () => 'Expired: nobody answered in time. Ask again.',
    withdrawn: (who, _title, reason) => `Withdrawn by ${who}${reason && `: ${reason}`}`,
  },
  unanswered: {
    'already-approved': 'it was approved before',
    'already-refused': 'it was refused before',
    ended: 'it has ended',
    'other-subject': 'what is asked for has changed since; look at it again, and press the button of the newest message',
    'too-late': 'it has expired; ask again',
  },
  denied: {
    bot: 'a bot does not approve',
    deactivated: 'this account is deactivated',
    guest: 'a guest does not approve',
    'other-workspace': 'members of another workspace do not approve',
    'email-unknown': 'Slack does not tell the e-mail address of this account, so it might be the operator’s',
    'own-request': 'nobody approves what they asked for',
    'own-change': 'nobody approves what they wrote',
    'own-run': 'nobody approves what they will run',
    'author-unknown': 'nobody can say who wrote or asked for it: add them to people in approvers.yaml',
    'not-on-the-list': 'this account is not in approvers.yaml, nor in a group that is',
  },
  askReason: who => `${who} Why? Reply here with “refuse” and the reason.`,
  changed: 'What is asked for has changed. Answers to what it was before are void.',
  alert: (who, hours) => `${who} Nobody has answered for ${hours} hours.`,
};

const ja: Words = {
  title: { patch: 'データパッチの承認依頼', session: '本番セッションの承認依頼' },
  facts: {
    operator: '依頼者', carriedBy: 'ポータル経由', author: '作成者', repository: 'リポジトリー', sha: 'コミット', patch: 'パッチ', command: 'コマンド',
    parameters: 'パラメーター', reason: '理由', timeLimit: '制限時間', session: 'セッション', until: '回答期限', code: '確認コード',
  },
  minutes: count => `${count} 分`,
  approve: '承認する',
  refuse: '却下する',
  why: '理由を入力してください',
  send: '送信',
  cancel: 'キャンセル',
  status: { requested: '回答待ち', approved: '承認済み', refused: '却下', expired: '期限切れ', withdrawn: '取り下げ', closed: '終了' },
  answered: {
    approved: (who, title) => `${who}(${title})が承認しました`,
    refused: (who, title, reason) => `${who}(${title})が却下しました:${reason}`,
    closed: (who, title, reason) => `${who}(${title})が回答なしで終了しました:${reason}`,
    expired: () => '期限までに回答がありませんでした。もう一度依頼してください。',
    withdrawn: (who, _title, reason) => `${who} が取り下げました${reason && `:${reason}`}`,
  },
  unanswered: {
    'already-approved': 'すでに承認されています',
    'already-refused': 'すでに却下されています',
    ended: 'すでに終了しています',
    'other-subject': '依頼の内容が変わりました。内容を確認し、最新のメッセージのボタンを押してください',
    'too-late': '期限が切れています。もう一度依頼してください',
  },
  denied: {
    bot: 'ボットは承認できません',
    deactivated: '無効なアカウントです',
    guest: 'ゲストは承認できません',
    'other-workspace': '別のワークスペースのメンバーは承認できません',
    'email-unknown': 'メールアドレスを確認できないため、依頼者本人でないと判断できません',
    'own-request': '自分の依頼は承認できません',
    'own-change': '自分が書いた変更は承認できません',
    'own-run': '自分が実行するものは承認できません',
    'author-unknown': '作成者または依頼者を特定できません。approvers.yaml の people に追加してください',
    'not-on-the-list': 'approvers.yaml にも、そこにあるグループにも含まれていません',
  },
  askReason: who => `${who} このスレッドに「却下 理由」と返信してください。`,
  changed: '依頼の内容が変わりました。以前の内容への回答は無効です。',
  alert: (who, hours) => `${who} ${hours} 時間、回答がありません。`,
};

export const WORDS: Record<Approvers['language'], Words> = { en, ja };
