/** Templates of workers that empty a queue. */
import { GRANTS, remove, RUNBOOK, SOAK } from './shared';
import { BY_PERSON, seen, type CutoverTemplate } from './template';

export const WORKER_DRAIN: CutoverTemplate = {
  id: 'worker-drain',
  name: {
    en: 'Queue worker: drain, then start',
    ja: 'キューワーカー: 空にしてから起動',
  },
  kinds: ['resident'],
  steps: [
    {
      id: 'create-target',
      title: {
        en: 'Service created with no task',
        ja: 'サービスをタスク 0 で作成',
      },
      instructions: {
        en: 'One service for each worker process. One that may run once has desired count 1 at most, and at most 100 %.',
        ja: 'ワーカープロセスごとに 1 サービスです。単一起動のものは希望数を最大 1、最大 100 % にします。',
      },
      check: seen('target-exists'),
      undo: { en: 'Delete the service.', ja: 'サービスを削除します。' },
    },
    {
      id: 'stop-limit',
      title: {
        en: 'Longest job ends before the platform stops its task',
        ja: '最長のジョブがタスクの停止制限内に終わる',
      },
      instructions: {
        en: 'Fargate stops a task after 120 s at most. A worker with longer jobs needs a platform that waits, or jobs that may begin anew.',
        ja: 'Fargate は最大 120 秒で停止します。より長いジョブには、待てるプラットフォームか、やり直せるジョブが必要です。',
      },
      check: BY_PERSON,
      undo: null,
    },
    {
      id: 'stop-old',
      title: {
        en: 'Old worker takes no new message and has stopped',
        ja: '旧ワーカーが新規受信を止めて停止',
      },
      instructions: {
        en: 'Send it the signal to finish, wait for the longest job, then stop it. It stays installed.',
        ja: '終了の合図を送り、最長のジョブを待ってから停止します。インストールは残します。',
      },
      check: seen('legacy-idle'),
      undo: {
        en: 'Scale the service to zero, then start the old worker.',
        ja: 'サービスを 0 にしてから、旧ワーカーを起動します。',
      },
    },
    {
      id: 'start-target',
      title: { en: 'Service works', ja: 'サービスが稼働' },
      instructions: {
        en: 'Raise the desired count; a singleton only after the old one is gone.',
        ja: '希望数を上げます。単一起動のものは旧側が止まってからです。',
      },
      check: seen('target-active'),
      undo: {
        en: 'Scale the service to zero.',
        ja: 'サービスを 0 にします。',
      },
    },
    {
      id: 'queue-empty',
      title: {
        en: 'Queue was empty once',
        ja: 'キューが一度空になった',
      },
      instructions: {
        en: 'What waited during the change is done, and nothing went to the dead-letter queue.',
        ja: '切り替え中に溜まったものが処理され、デッドレターキューには何も入っていません。',
      },
      check: seen('queue-empty'),
      undo: null,
    },
    SOAK,
    RUNBOOK,
    remove({ en: 'Old worker', ja: '旧ワーカー' }),
    GRANTS,
  ],
};

export const SIDEKIQ_BLUE_GREEN: CutoverTemplate = {
  id: 'sidekiq-blue-green',
  name: {
    en: 'Sidekiq blue/green by Redis database',
    ja: 'Sidekiq を Redis データベースでブルー/グリーン',
  },
  kinds: ['resident'],
  steps: [
    {
      id: 'second-database',
      title: {
        en: 'New workers have a Redis database of their own',
        ja: '新ワーカーに専用の Redis データベース',
      },
      instructions: {
        en: 'By Redis database from Sidekiq 7 on, by namespace before. Old and new never take from the same one.',
        ja: 'Sidekiq 7 以降はデータベース、それより前は名前空間で分けます。新旧が同じところから取ることはありません。',
      },
      check: BY_PERSON,
      undo: null,
    },
    {
      id: 'start-target',
      title: {
        en: 'New workers run on the empty database',
        ja: '空のデータベースで新ワーカーが稼働',
      },
      instructions: {
        en: 'Nothing is enqueued there yet.',
        ja: 'まだ何も登録されていません。',
      },
      check: seen('target-active'),
      undo: {
        en: 'Scale the new workers to zero.',
        ja: '新ワーカーを 0 にします。',
      },
    },
    {
      id: 'trial',
      title: {
        en: 'One job of each queue tried',
        ja: '各キューのジョブを一つずつ試行',
      },
      instructions: {
        en: 'Enqueue by hand into the new database, and see the result.',
        ja: '新しいデータベースに手で登録し、結果を確かめます。',
      },
      check: BY_PERSON,
      undo: null,
    },
    {
      id: 'switch-enqueue',
      title: {
        en: 'All clients enqueue into the new database',
        ja: 'すべての登録元が新しいデータベースを使用',
      },
      instructions: {
        en: 'Web, scheduler, console and data patches. Scheduled and retried jobs of the old database stay there.',
        ja: 'Web、スケジューラー、コンソール、データパッチのすべてです。予約や再試行のジョブは旧側に残ります。',
      },
      check: BY_PERSON,
      undo: {
        en: 'Let all clients enqueue into the old database again; keep new workers until theirs is empty.',
        ja: '登録元をすべて旧側に戻します。新側が空になるまで新ワーカーは残します。',
      },
    },
    {
      id: 'drain-old',
      title: {
        en: 'Old database is empty: queues, retries, scheduled',
        ja: '旧データベースが空: キュー、再試行、予約',
      },
      instructions: {
        en: 'Most jobs end within minutes, some take hours. Move scheduled jobs that are far away by hand.',
        ja: '多くは数分、一部は数時間かかります。先の予約は手で移します。',
      },
      check: BY_PERSON,
      undo: {
        en: 'Let all clients enqueue into the old database again.',
        ja: '登録元をすべて旧側に戻します。',
      },
    },
    {
      id: 'stop-old',
      title: { en: 'Old workers stopped', ja: '旧ワーカーを停止' },
      instructions: {
        en: 'Send TSTP, wait for the longest job, then TERM.',
        ja: 'TSTP を送り、最長のジョブを待ってから TERM を送ります。',
      },
      check: seen('legacy-idle'),
      undo: { en: 'Start the old workers.', ja: '旧ワーカーを起動します。' },
    },
    SOAK,
    RUNBOOK,
    remove({ en: 'Old workers', ja: '旧ワーカー' }),
    {
      id: 'flush-old',
      title: {
        en: 'Old Redis database flushed',
        ja: '旧 Redis データベースを消去',
      },
      instructions: {
        en: 'Look once more that nothing is in it.',
        ja: '何も残っていないことをもう一度確かめます。',
      },
      check: BY_PERSON,
      undo: 'final',
    },
  ],
};
