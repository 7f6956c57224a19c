import type { Approvers } from '../people/approval/approvers';

/** What is told about a run beside its request. What people and hosts wrote is put in escaped. */
export const FINDINGS = [
  'unneeded', 'next', 'withdrawn', 'not-started', 'started', 'succeeded', 'failed', 'refused', 'stopped', 'nothing-left', 'differs',
  'kept', 'unordered', 'tampering', 'canary-missing',
] as const;
export type FindingKind = (typeof FINDINGS)[number];

interface PatchWords {
  /** Labels of lines of the first message; what has none here stays as it is. */
  labels: Record<string, string>;
  tell: Record<FindingKind, (what: string) => string>;
}

const en: PatchWords = {
  labels: { branch: 'Branch', changes: 'Changes' },
  tell: {
    unneeded: what => `This needs no approval: ${what}`,
    next: what => `It can be started now, not by who approved it: ${what}`,
    withdrawn: what => `Withdrawn: ${what}`,
    'not-started': what => `*It was not started*: ${what}`,
    started: what => `Started: ${what}`,
    succeeded: what => `Succeeded: ${what}`,
    failed: what => `*Failed*: ${what}`,
    refused: what => `*The build refused to run it*: ${what}`,
    stopped: what => `*Stopped*: ${what}`,
    'nothing-left': what => `*The build left no record of what it did*: ${what}`,
    differs: what => `*The record of the build does not agree with what else is known*: ${what}`,
    kept: what => `The evidence is kept: ${what}`,
    unordered: what => `*A build that nobody ordered*: ${what}`,
    tampering: what => `*Somebody changes what runs or watches patches*: ${what}`,
    'canary-missing': what => `*The watch does not work*: the test event did not come through ${what}`,
  },
};

const ja: PatchWords = {
  labels: {
    branch: 'ブランチ', changes: '変更内容', What: '内容', Why: '理由', Runs: '実行方法', 'Dry run': '試行', 'If a count is wrong': '件数が想定と違う場合',
    'A second run': '再実行', Expected: '想定', Jobs: 'ジョブ',
  },
  tell: {
    unneeded: what => `承認は不要です:${what}`,
    next: what => `実行できます(承認者以外):${what}`,
    withdrawn: what => `取り下げました:${what}`,
    'not-started': what => `*実行しませんでした*:${what}`,
    started: what => `実行を開始しました:${what}`,
    succeeded: what => `成功しました:${what}`,
    failed: what => `*失敗しました*:${what}`,
    refused: what => `*ビルドが実行を拒否しました*:${what}`,
    stopped: what => `*停止されました*:${what}`,
    'nothing-left': what => `*ビルドの記録がありません*:${what}`,
    differs: what => `*ビルドの記録が他の記録と一致しません*:${what}`,
    kept: what => `証跡を保存しました:${what}`,
    unordered: what => `*依頼のないビルドです*:${what}`,
    tampering: what => `*パッチの実行または監視の仕組みが変更されました*:${what}`,
    'canary-missing': what => `*監視が動いていません*:テストイベントが届きません。経路:${what}`,
  },
};

export const PATCH_WORDS: Record<Approvers['language'], PatchWords> = { en, ja };
