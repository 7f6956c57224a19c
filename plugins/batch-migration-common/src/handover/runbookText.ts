import type { HandoverProcedure, HandoverRefusal } from './plan';
import type { HandoverLanguage } from './reasons';

export interface RunbookText {
  title: string;
  nothing: string;
  zone: (zone: string) => string;
  range: (from: string, to: string) => string;
  safety: (settle: number, margin: number, deploy: number) => string;
  switchesNothing: string;
  window: (number: number, at: string) => string;
  bounds: (earliest: string, latest: string) => string;
  procedures: Record<HandoverProcedure, string>;
  jobs: string;
  lastOld: (at: string) => string;
  firstNew: (at: string) => string;
  startDate: (at: string) => string;
  none: string;
  held: (ticks: string) => string;
  differences: (ticks: string) => string;
  sides: Record<'legacy' | 'target', string>;
  more: (count: number) => string;
  steps: string;
  check: string;
  undo: string;
  confirmed: Record<'probe' | 'person', string>;
  refused: string;
  nearest: (before: string | null, after: string | null) => string;
  /** English keeps the sentence of the plan, which knows more. */
  refusals: Record<HandoverRefusal['code'], string> | null;
  /** Between a label and what it says. */
  colon: string;
}

export const RUNBOOK_TEXT: Record<HandoverLanguage, RunbookText> = {
  en: {
    title: 'Handover runbook',
    nothing: 'No job can be handed over in this time.',
    zone: zone => `Times are in ${zone}, with UTC beside them.`,
    range: (from, to) => `Planned from ${from} to ${to}.`,
    safety: (settle, margin, deploy) =>
      `Kept free: ${settle} s after the last old run, ${margin} s before the next tick; ${deploy} s to deploy.`,
    switchesNothing:
      'The portal switches nothing: people and deploys do, step by step. Do not take a step before the check of the one before it has passed.',
    window: (number, at) => `Window ${number}: ${at}`,
    bounds: (earliest, latest) => `Earliest ${earliest}, latest ${latest}.`,
    procedures: {
      gap: 'Between two runs',
      guard: 'Both sides behind the guard',
      pause: 'With a pause',
    },
    jobs: 'Jobs',
    lastOld: at => `last old run ${at}`,
    firstNew: at => `first new run ${at}`,
    startDate: at => `StartDate ${at}`,
    none: 'none',
    held: ticks => `Does not run, or may not: ${ticks}.`,
    differences: ticks =>
      `Only one side has these ticks, because clocks jump: ${ticks}.`,
    sides: { legacy: 'old schedule only', target: 'new schedule only' },
    more: count => `and ${count} more`,
    steps: 'Steps',
    check: 'Check',
    undo: 'Undo',
    confirmed: { probe: 'seen by a probe', person: 'confirmed by a person' },
    refused: 'Not handed over',
    nearest: (before, after) =>
      [
        before && `nearest before: ${before}`,
        after && `nearest after: ${after}`,
      ]
        .filter(Boolean)
        .join('; '),
    refusals: null,
    colon: ': ',
  },
  ja: {
    title: '引き継ぎ手順書',
    nothing: 'この期間に引き継げるジョブはありません。',
    zone: zone => `時刻は ${zone}、括弧内は UTC です。`,
    range: (from, to) => `計画期間: ${from} から ${to} まで。`,
    safety: (settle, margin, deploy) =>
      `余裕: 最後の旧側の実行から ${settle} 秒、次の実行時刻まで ${margin} 秒、デプロイに ${deploy} 秒。`,
    switchesNothing:
      'ポータルは何も切り替えません。人とデプロイが一手順ずつ行います。前の手順の確認が済むまで次に進まないでください。',
    window: (number, at) => `時間枠 ${number}: ${at}`,
    bounds: (earliest, latest) =>
      `最も早くて ${earliest}、最も遅くて ${latest}。`,
    procedures: {
      gap: '実行と実行の間',
      guard: '両側をガードの後ろに置く',
      pause: '一時停止',
    },
    jobs: 'ジョブ',
    lastOld: at => `最後の旧側の実行 ${at}`,
    firstNew: at => `最初の新側の実行 ${at}`,
    startDate: at => `StartDate ${at}`,
    none: 'なし',
    held: ticks => `実行されない、または実行されない可能性: ${ticks}。`,
    differences: ticks => `時計の変更により片側にしかない実行時刻: ${ticks}。`,
    sides: { legacy: '旧スケジュールのみ', target: '新スケジュールのみ' },
    more: count => `ほか ${count} 件`,
    steps: '手順',
    check: '確認',
    undo: '戻し方',
    confirmed: { probe: 'プローブが確認', person: '人が確認' },
    refused: '引き継がないもの',
    nearest: (before, after) =>
      [before && `直前: ${before}`, after && `直後: ${after}`]
        .filter(Boolean)
        .join('、'),
    refusals: {
      'runs-twice': '今、両側で実行されています。先に片方を止めてください。',
      'no-longest-run':
        '最長の実行時間が分かりません。計測するか、誰かが証言してください。',
      'attestation-expires':
        '最長の実行時間の証言が切り替えより前に切れます。更新してください。',
      'unreadable-schedule':
        '実行時刻の分からないスケジュールがあります。先に固定の時刻にしてください。',
      'no-target':
        '新旧どちらかのスケジュールが知られていません。移行先を作って結び付けるか、ホストを取り込んでください。',
      'rate-has-no-phase':
        'rate(…) は StartDate から数えるため、時刻が合いません。cron(…) で書いてください。',
      'schedules-differ':
        '新旧のスケジュールの時刻が違います。直すか、変更が意図したものだと計画に記してください。',
      'never-runs':
        '旧側にもう実行がありません。廃止するか、行を直してください。',
      'order-is-circular':
        '順序が輪になっています。どれか一つを順序から外してください。',
      'unknown-job-in-order':
        '先に移すべきジョブがこの引き継ぎに含まれていません。加えるか、順序から外してください。',
      'moves-with-refused':
        '同じロックか順序で一緒に移すべきジョブが引き継げません。先にそちらを片付けてください。',
      'no-gap-then':
        'この時刻には隙間がありません。近い隙間を選ぶか、外して単独で計画してください。',
      'no-window':
        'この期間に安全な時刻がありません。期間を延ばすか、実行の頻度を下げてください。',
    },
    colon: ': ',
  },
};
