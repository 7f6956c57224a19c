import type { Approvers } from '../people/approval/approvers';
import type { EndReason } from './session';

/** What is told about a session beside the request itself. Names, reasons and commands are put in escaped. */
export const FINDINGS = [
  'login', 'login-unasked', 'login-late', 'login-other-command', 'login-unseen', 'task-unasked', 'ended', 'danger', 'not-understood',
  'gap', 'unfinished', 'too-long', 'changed-line', 'forged', 'unparsable', 'unwatched', 'silent', 'hook-off', 'unrecorded',
  'same', 'differs', 'transcript-missing', 'record-cut', 'kept', 'tampering', 'canary-missing', 'trail-silent',
] as const;
export type FindingKind = (typeof FINDINGS)[number];

interface SessionWords {
  reasons: Record<'login-unasked' | 'login-late' | 'unused', string>;
  ends: Record<EndReason, string>;
  tell: Record<FindingKind, (what: string) => string>;
}

const en: SessionWords = {
  reasons: { 'login-unasked': 'Nobody asked for this login', 'login-late': 'CloudTrail told this login after its session was closed', unused: 'nobody logged in' },
  ends: {
    limit: 'its time is over', idle: 'nobody used it', 'by-hand': 'it was stopped', refused: 'it was refused', 'never-started': 'no task came up',
  },
  tell: {
    login: what => `Logged in: ${what}`,
    'login-unasked': what => `*A login that nobody asked for*: ${what}`,
    'login-late': what => `*A login that CloudTrail told after its session was closed*: ${what}`,
    'login-other-command': what => `*A login past the watched shell*: ${what}`,
    'login-unseen': what => `*A shell whose login CloudTrail did not tell*: ${what}`,
    'task-unasked': what => `*A task that nobody asked for was stopped*: ${what}`,
    ended: what => `The session ends: ${what}`,
    danger: what => `*Dangerous command* ${what}`,
    'not-understood': what => `*A command that could not be judged* ${what}`,
    gap: what => `*Lines are missing in the log*: ${what}`,
    unfinished: what => `*A shell whose end is not in the log*: ${what}`,
    'too-long': what => `*A command too long to be judged*: ${what}`,
    'changed-line': what => `*One line of the log came in two versions*: ${what}`,
    forged: what => `*A line of the log that only looks like the hook’s*: ${what}`,
    unparsable: what => `*A line of the log that no hook wrote*: ${what}`,
    unwatched: what => `*A program at a terminal without the hook*: ${what}`,
    silent: what => `*The container is silent*: ${what}`,
    'hook-off': what => `*The hook was switched off*: ${what}`,
    unrecorded: what => `*A line that the shell kept out of its history*: ${what}`,
    same: what => `The transcript says the same as the log: ${what}`,
    differs: what => `*The transcript and the log differ*: ${what}`,
    'transcript-missing': what => `*There is no transcript*: ${what}`,
    'record-cut': what => `*A record is too long to be read to its end*: ${what}`,
    kept: what => `The evidence is kept: ${what}`,
    tampering: what => `*Somebody changes what watches the bastion*: ${what}`,
    'canary-missing': what => `*The watch does not work*: the test event did not come through ${what}`,
    'trail-silent': what => `*No trail of CloudTrail logs in this region*, so no login is heard: ${what}`,
  },
};

const ja: SessionWords = {
  reasons: { 'login-unasked': '依頼のないログイン', 'login-late': 'セッションを閉じた後に CloudTrail から届いたログイン', unused: 'ログインがありませんでした' },
  ends: {
    limit: '制限時間になりました', idle: '使われていません', 'by-hand': '停止されました', refused: '却下されました', 'never-started': 'タスクが起動しませんでした',
  },
  tell: {
    login: what => `ログインしました:${what}`,
    'login-unasked': what => `*依頼のないログインです*:${what}`,
    'login-late': what => `*セッションを閉じた後に CloudTrail から届いたログインです*:${what}`,
    'login-other-command': what => `*監視対象のシェルを通らないログインです*:${what}`,
    'login-unseen': what => `*CloudTrail にログインの記録がないシェルです*:${what}`,
    'task-unasked': what => `*依頼のないタスクを停止しました*:${what}`,
    ended: what => `セッションを終了します:${what}`,
    danger: what => `*危険なコマンドです* ${what}`,
    'not-understood': what => `*判定できないコマンドです* ${what}`,
    gap: what => `*ログに欠番があります*:${what}`,
    unfinished: what => `*終了の記録がないシェルです*:${what}`,
    'too-long': what => `*長すぎて判定できないコマンドです*:${what}`,
    'changed-line': what => `*同じ番号の行が二通りあります*:${what}`,
    forged: what => `*フックの行を装った行があります*:${what}`,
    unparsable: what => `*フックが書いたものではない行があります*:${what}`,
    unwatched: what => `*フックのないプログラムが端末で動いています*:${what}`,
    silent: what => `*コンテナーから応答がありません*:${what}`,
    'hook-off': what => `*フックが無効にされました*:${what}`,
    unrecorded: what => `*履歴に残らない行が実行されました*:${what}`,
    same: what => `記録とログは一致しています:${what}`,
    differs: what => `*記録とログが一致しません*:${what}`,
    'transcript-missing': what => `*セッションの記録がありません*:${what}`,
    'record-cut': what => `*記録が長すぎて最後まで読めません*:${what}`,
    kept: what => `証跡を保存しました:${what}`,
    tampering: what => `*監視の仕組みが変更されました*:${what}`,
    'canary-missing': what => `*監視が動いていません*:テストイベントが届きません。経路:${what}`,
    'trail-silent': what => `*このリージョンを記録する CloudTrail の証跡がなく、ログインを検知できません*:${what}`,
  },
};

export const SESSION_WORDS: Record<Approvers['language'], SessionWords> = { en, ja };
