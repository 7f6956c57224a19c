import type { StepTexts } from './stepWords';

export const STEPS_JA: StepTexts = {
  'settle-first': ({ names, warnings }) => ({
    text: `${names} について先に片付けます: ${warnings}`,
    check: '担当者が片付けたか、名前を残して受け入れました。',
    undo: null,
  }),
  'accept-held-ticks': ({ held }) => ({
    text: `次の実行時刻は実行されない、または実行されない可能性があります。オーナーが受け入れてください: ${held}。`,
    check:
      'オーナーが名前を残して受け入れました。そうでなければジョブはそのままにします。',
    undo: '旧側の行を消す前に受け入れを取り消します。過ぎた実行時刻は戻りません。',
  }),
  'deploy-target': ({ names, startDate }) => ({
    text: `${names} の新しいスケジュールを有効な状態で、StartDate ${startDate} としてデプロイします。Scheduler は 5 分より前の StartDate を拒否します。`,
    check:
      '新しいスケジュールがすべて ENABLED で、この StartDate を持っています。',
    undo: '新しいスケジュールを無効にします。',
  }),
  'put-guard-around-old-line': ({ names, place, count, startDate }) => ({
    text: `${place} を一度だけ編集し、${count} 行をガードで包みます: ${names}。実行は条件付き書き込み一回で実行時刻を確保し、最初の一つだけが勝ちます。キーは、cron がその実行を始めた、行自身のスケジュール上の時刻です。ホストの時計で sleep の前に決め、ガード側の時刻は使いません。ガードに届かない場合、${startDate} 以降の時刻は新側が確保するためホストでは実行しません。それより前の時刻はほかに実行する側がないため実行します。同じロックのジョブは一つのリースを共有し、ロックと同じように待ちます。`,
    check: `ホストの実行が、新側と同じキーで実行時刻を確保しました。${startDate} までに見えなければ、新しいスケジュールを無効にします。`,
    undo: '新しいスケジュールを無効にしてから、ガードを外します。',
  }),
  'see-runs-ended': ({ names, procedure, latest, startDate }) => ({
    text: `${names} の最後の旧側の実行が終わったことを確認します。`,
    check:
      procedure === 'gap'
        ? `ホストで実行中のものはありません。あれば待ち、${latest} にもまだあれば新しいスケジュールを無効にして計画し直します。`
        : `ホストで実行中のものはありません。あれば ${startDate} より前に新しいスケジュールを無効にして計画し直します。`,
    undo: null,
  }),
  'remove-old-line': ({ names, place, count, procedure }) => ({
    text: `${place} を一度だけ編集し、${count} 行をコメントアウトします: ${names}。`,
    check: 'ファイルが保存され、cron が受け付けました。',
    undo:
      procedure === 'gap'
        ? '新しいスケジュールを無効にしてから、次の実行時刻より前に行を戻します。'
        : '新しいスケジュールを無効にしてから、行を戻します。止めた実行時刻は戻りません。',
  }),
  'target-starts': ({ names }) => ({
    text: `${names} の新しいスケジュールが StartDate により有効になります。`,
    check: '新しいスケジュールが動作中です。',
    undo: '新しいスケジュールを無効にします。',
  }),
  'see-old-line-gone': ({ names, procedure }) => ({
    text: `${names} の旧側の行がなくなったことを確認します。`,
    check:
      procedure === 'gap'
        ? '行はホストにありません。残っていれば、次の実行時刻より前にその新しいスケジュールを無効にします。'
        : '行はホストになく、新たな実行も始まりません。',
    undo:
      procedure === 'gap'
        ? '新しいスケジュールを無効にしてから、次の実行時刻より前に行を戻します。'
        : '新しいスケジュールを無効にしてから、行を戻します。',
  }),
  'see-first-run': ({ names }) => ({
    text: `${names} の新側での最初の実行です。その後、次のデプロイの前にスケジュールファイルから StartDate を外します。`,
    check: '実行時刻は新側でちょうど一度実行され、慣らし運転が始まります。',
    undo: '新しいスケジュールを無効にし、実行と実行の間に行を戻します。',
  }),
};
