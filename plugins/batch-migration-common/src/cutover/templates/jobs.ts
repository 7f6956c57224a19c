/** Templates of what runs by the clock. */
import { GRANTS, remove, RUNBOOK, SOAK } from './shared';
import { BY_PERSON, seen, type CutoverTemplate } from './template';

export const SCHEDULED: CutoverTemplate = {
  id: 'scheduled',
  name: {
    en: 'Scheduled job: one schedule in place of a line',
    ja: 'スケジュールジョブ: 行の代わりにスケジュール',
  },
  kinds: ['scheduled'],
  steps: [
    {
      id: 'create-target',
      title: {
        en: 'Target schedule created, off',
        ja: '移行先のスケジュールを無効で作成',
      },
      instructions: {
        en: 'Deploy the repository; the schedule stays DISABLED.',
        ja: 'リポジトリをデプロイします。スケジュールは DISABLED のままです。',
      },
      check: seen('target-exists'),
      undo: {
        en: 'Remove the schedule from the repository and deploy.',
        ja: 'リポジトリからスケジュールを外してデプロイします。',
      },
    },
    {
      id: 'trial',
      title: {
        en: 'Trial run compared with legacy output',
        ja: '試行の結果を旧側の出力と比較',
      },
      instructions: {
        en: 'Start the target once by hand where a second run does no harm, and compare what both wrote.',
        ja: '二度実行しても害のない環境で移行先を一度手で起動し、両方の出力を比べます。',
      },
      check: BY_PERSON,
      undo: null,
    },
    {
      id: 'stop-old',
      title: {
        en: 'Legacy line commented out',
        ja: '旧側の行をコメントアウト',
      },
      instructions: {
        en: 'Between two runs, at the instant that the handover planner names. The line stays in the file.',
        ja: '引き継ぎプランナーが示す時刻に、実行と実行の間で行います。行はファイルに残します。',
      },
      check: seen('legacy-idle'),
      undo: {
        en: 'Disable the target schedule, then put the line back before the next tick.',
        ja: '移行先のスケジュールを無効にしてから、次の実行時刻より前に行を戻します。',
      },
    },
    {
      id: 'start-target',
      title: {
        en: 'Target schedule active',
        ja: '移行先のスケジュールが動作中',
      },
      instructions: {
        en: 'Enabled, with a StartDate after the last tick of the old line.',
        ja: '旧側の最後の実行時刻より後の StartDate を付けて有効にします。',
      },
      check: seen('target-active'),
      undo: {
        en: 'Disable the target schedule.',
        ja: '移行先のスケジュールを無効にします。',
      },
    },
    {
      id: 'first-run',
      title: {
        en: 'First good run on the target',
        ja: '移行先での最初の正常な実行',
      },
      instructions: {
        en: 'The tick ran once, on the target, to its good end.',
        ja: '実行時刻が移行先でちょうど一度、正常に終わりました。',
      },
      check: seen('one-good-target-run'),
      undo: {
        en: 'Disable the target schedule and put the line back between two runs.',
        ja: '移行先のスケジュールを無効にし、実行と実行の間に行を戻します。',
      },
    },
    SOAK,
    RUNBOOK,
    remove({
      en: 'Crontab line and its files',
      ja: 'crontab の行とそのファイル',
    }),
    GRANTS,
  ],
};

export const SIDEKIQ_SCHEDULER: CutoverTemplate = {
  id: 'sidekiq-scheduler',
  name: {
    en: 'Sidekiq scheduler: new beside old',
    ja: 'Sidekiq スケジューラー: 新旧を並べて切り替え',
  },
  kinds: ['scheduled', 'resident'],
  steps: [
    {
      id: 'every-to-cron',
      title: {
        en: '`every` turned into `cron`',
        ja: '`every` を `cron` に書き換え',
      },
      instructions: {
        en: '`every` counts from the start of the process, so a second scheduler enqueues at other instants. `cron` names the same instants for both.',
        ja: '`every` はプロセスの起動から数えるため、二つ目のスケジューラーは別の時刻に登録します。`cron` なら両方が同じ時刻になります。',
      },
      check: BY_PERSON,
      undo: {
        en: 'Put `every` back and restart the scheduler.',
        ja: '`every` に戻し、スケジューラーを再起動します。',
      },
    },
    {
      id: 'safe-twice',
      title: {
        en: 'A second enqueue does no harm',
        ja: '二重に登録されても害がない',
      },
      instructions: {
        en: 'Each job is unique or idempotent while both schedulers run; name those that are not, and leave them out of the new one.',
        ja: '両方が動く間、どのジョブも一意または冪等です。そうでないものは名前を挙げ、新側から外します。',
      },
      check: BY_PERSON,
      undo: null,
    },
    {
      id: 'start-beside',
      title: {
        en: 'New scheduler beside the old one',
        ja: '新しいスケジューラーを旧側と並べて起動',
      },
      instructions: {
        en: 'One process, updated by rolling; the old one keeps running.',
        ja: '1 プロセスで、ローリング更新にします。旧側は動かしたままです。',
      },
      check: seen('target-active'),
      undo: {
        en: 'Scale the new scheduler to zero.',
        ja: '新しいスケジューラーを 0 にします。',
      },
    },
    {
      id: 'compare',
      title: {
        en: 'Both enqueue the same at the same time',
        ja: '両方が同じ時刻に同じものを登録',
      },
      instructions: {
        en: 'Compare what both enqueued over one day, the rare jobs by hand.',
        ja: '一日分の登録を比べます。まれなジョブは手で確かめます。',
      },
      check: BY_PERSON,
      undo: null,
    },
    {
      id: 'stop-old',
      title: {
        en: 'Old scheduler stopped',
        ja: '旧スケジューラーを停止',
      },
      instructions: {
        en: 'Stop it, and keep it where it is.',
        ja: '停止し、その場に残します。',
      },
      check: seen('legacy-idle'),
      undo: {
        en: 'Start the old scheduler; both may run together.',
        ja: '旧スケジューラーを起動します。両方が動いても構いません。',
      },
    },
    SOAK,
    RUNBOOK,
    remove({ en: 'Old scheduler', ja: '旧スケジューラー' }),
  ],
};

export const RUN_COMMAND: CutoverTemplate = {
  id: 'run-command',
  name: {
    en: 'Run Command in place of a crontab',
    ja: 'crontab の代わりに Run Command',
  },
  kinds: ['scheduled', 'on-demand'],
  steps: [
    {
      id: 'host',
      title: {
        en: 'New host without a crontab',
        ja: 'crontab のない新しいホスト',
      },
      instructions: {
        en: 'The agent of Systems Manager answers, and cron is not installed.',
        ja: 'Systems Manager のエージェントが応答し、cron は入っていません。',
      },
      check: BY_PERSON,
      undo: null,
    },
    {
      id: 'create-target',
      title: { en: 'Rule created, off', ja: 'ルールを無効で作成' },
      instructions: {
        en: 'A rule that starts the document on the new host, with a time limit and its output in a log.',
        ja: '新しいホストでドキュメントを起動するルールです。時間制限を付け、出力をログに残します。',
      },
      check: seen('target-exists'),
      undo: { en: 'Delete the rule.', ja: 'ルールを削除します。' },
    },
    {
      id: 'trial',
      title: {
        en: 'Command tried by hand on the new host',
        ja: '新しいホストでコマンドを手で試行',
      },
      instructions: {
        en: 'Same user, same environment, same output. Measure how long it takes to start where that matters.',
        ja: 'ユーザー、環境、出力が同じことを確かめます。重要な場合は起動までの時間も測ります。',
      },
      check: BY_PERSON,
      undo: null,
    },
    {
      id: 'stop-old',
      title: {
        en: 'Old line commented out',
        ja: '旧側の行をコメントアウト',
      },
      instructions: {
        en: 'Between two runs; the line stays in the file.',
        ja: '実行と実行の間に行います。行はファイルに残します。',
      },
      check: seen('legacy-idle'),
      undo: {
        en: 'Disable the rule, then put the line back.',
        ja: 'ルールを無効にしてから行を戻します。',
      },
    },
    {
      id: 'start-target',
      title: { en: 'Rule enabled', ja: 'ルールを有効化' },
      instructions: {
        en: 'Before the next tick.',
        ja: '次の実行時刻より前に行います。',
      },
      check: seen('target-active'),
      undo: { en: 'Disable the rule.', ja: 'ルールを無効にします。' },
    },
    SOAK,
    RUNBOOK,
    remove({ en: 'Old line and script', ja: '旧側の行とスクリプト' }),
    GRANTS,
  ],
};
