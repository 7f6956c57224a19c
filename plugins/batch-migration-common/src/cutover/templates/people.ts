/** Templates of what people start: bastion, data patch, and migrations at release. */
import { GRANTS, remove, RUNBOOK, SOAK } from './shared';
import { BY_PERSON, seen, type CutoverTemplate } from './template';

export const BASTION: CutoverTemplate = {
  id: 'bastion',
  name: { en: 'Bastion', ja: '踏み台' },
  kinds: ['on-demand'],
  steps: [
    {
      id: 'needed',
      title: { en: 'It is still needed', ja: 'まだ必要である' },
      instructions: {
        en: 'Ask what it is used for, and what of that needs a login at all. If nothing is left, plan to retire it.',
        ja: '何に使われ、そのうちログインが本当に必要なものは何かを確かめます。なければ廃止を計画します。',
      },
      check: BY_PERSON,
      undo: null,
    },
    {
      id: 'create-target',
      title: {
        en: 'New bastion can be started',
        ja: '新しい踏み台を起動できる',
      },
      instructions: {
        en: 'With the code of production, reaching database, Redis and S3.',
        ja: '本番のコードを持ち、データベース、Redis、S3 に届きます。',
      },
      check: seen('target-active'),
      undo: { en: 'Switch it off.', ja: '無効にします。' },
    },
    {
      id: 'watch',
      title: {
        en: 'Logins and dangerous commands are told, approvals are asked for',
        ja: 'ログインと危険なコマンドを通知し、承認を確認',
      },
      instructions: {
        en: 'Log in and see the message; try a dangerous command; leave an approval out and see the alert within one day.',
        ja: 'ログインして通知を確かめ、危険なコマンドを試し、承認なしでは 1 日以内に警告が出ることを確かめます。',
      },
      check: BY_PERSON,
      undo: null,
    },
    {
      id: 'people-moved',
      title: { en: 'People have moved', ja: '利用者が移行済み' },
      instructions: {
        en: 'Everybody who logged in within three months did so once on the new one.',
        ja: '3 か月以内にログインした全員が、新しい方に一度ログインしました。',
      },
      check: BY_PERSON,
      undo: null,
    },
    {
      id: 'close-old',
      title: { en: 'Logins on the old one closed', ja: '旧側のログインを停止' },
      instructions: {
        en: 'It stays there, and can be opened again.',
        ja: 'そのまま残し、再び開けるようにします。',
      },
      check: seen('legacy-idle'),
      undo: { en: 'Open logins again.', ja: 'ログインを再開します。' },
    },
    SOAK,
    RUNBOOK,
    remove({ en: 'Old bastion', ja: '旧踏み台' }),
    GRANTS,
  ],
};

export const DATA_PATCH: CutoverTemplate = {
  id: 'data-patch',
  name: { en: 'Data patch', ja: 'データパッチ' },
  kinds: ['on-demand'],
  steps: [
    {
      id: 'create-target',
      title: { en: 'Project can be started', ja: 'プロジェクトを起動できる' },
      instructions: {
        en: 'It runs rake tasks and `rails runner` with the code of a branch.',
        ja: 'ブランチのコードで rake タスクと `rails runner` を実行します。',
      },
      check: seen('target-active'),
      undo: { en: 'Switch it off.', ja: '無効にします。' },
    },
    {
      id: 'reach',
      title: {
        en: 'A patch without effect reached the production database',
        ja: '影響のないパッチが本番データベースに届いた',
      },
      instructions: {
        en: 'The job that it enqueued was processed, and its log can be fetched as a file.',
        ja: '登録したジョブが処理され、ログをファイルとして取得できます。',
      },
      check: BY_PERSON,
      undo: null,
    },
    {
      id: 'audit',
      title: {
        en: 'An unapproved change is refused, or found',
        ja: '承認のない変更は拒否されるか発見される',
      },
      instructions: {
        en: 'Try one without an approval where it does no harm.',
        ja: '害のない環境で、承認なしの実行を試します。',
      },
      check: BY_PERSON,
      undo: null,
    },
    {
      id: 'first-patch',
      title: { en: 'First real patch done', ja: '最初の本番パッチを実施' },
      instructions: {
        en: 'By somebody who did not build it.',
        ja: '構築者以外の人が行います。',
      },
      check: BY_PERSON,
      undo: null,
    },
    {
      id: 'close-old',
      title: { en: 'Old way closed', ja: '旧来の方法を停止' },
      instructions: {
        en: 'It stays there, and can be opened again.',
        ja: 'そのまま残し、再び使えるようにします。',
      },
      check: seen('legacy-idle'),
      undo: { en: 'Open the old way again.', ja: '旧来の方法を再開します。' },
    },
    SOAK,
    RUNBOOK,
    remove({ en: 'Old way', ja: '旧来の方法' }),
    GRANTS,
  ],
};

export const DB_MIGRATION: CutoverTemplate = {
  id: 'db-migration',
  name: {
    en: 'Database migration at release',
    ja: 'リリース時の DB マイグレーション',
  },
  kinds: ['on-demand', 'service'],
  steps: [
    {
      id: 'create-target',
      title: {
        en: 'Action is in the pipeline',
        ja: 'アクションがパイプラインにある',
      },
      instructions: {
        en: 'Before the deployment, and with a result that can be read afterwards.',
        ja: 'デプロイの前に置き、結果を後から読めるようにします。',
      },
      check: seen('target-exists'),
      undo: {
        en: 'Take the action out of the pipeline.',
        ja: 'パイプラインからアクションを外します。',
      },
    },
    {
      id: 'trial',
      title: {
        en: 'Ran in staging: a migration, none, and one that fails',
        ja: 'ステージングで試行: あり、なし、失敗',
      },
      instructions: {
        en: 'The one that fails stops the release, and says why.',
        ja: '失敗した場合はリリースが止まり、理由が分かります。',
      },
      check: BY_PERSON,
      undo: null,
    },
    {
      id: 'lock',
      title: {
        en: 'Old and new cannot migrate at once',
        ja: '新旧が同時に実行されない',
      },
      instructions: {
        en: 'The old way is taken out of the release procedure in the same change.',
        ja: '同じ変更で、旧来の手順をリリース手順から外します。',
      },
      check: BY_PERSON,
      undo: {
        en: 'Put the old way back into the release procedure.',
        ja: 'リリース手順に旧来の方法を戻します。',
      },
    },
    {
      id: 'first-release',
      title: {
        en: 'First release migrated by the pipeline',
        ja: 'パイプラインで移行した最初のリリース',
      },
      instructions: {
        en: 'With a backup from just before it. A migration that ran stays, whoever ran it.',
        ja: '直前のバックアップを取ります。実行されたマイグレーションは、誰が実行しても残ります。',
      },
      check: BY_PERSON,
      undo: {
        en: 'Release once more in the old way.',
        ja: '旧来の方法でもう一度リリースします。',
      },
    },
    {
      id: 'close-old',
      title: { en: 'Old way closed', ja: '旧来の方法を停止' },
      instructions: {
        en: 'It stays there, and can be opened again.',
        ja: 'そのまま残し、再び使えるようにします。',
      },
      check: seen('legacy-idle'),
      undo: { en: 'Open the old way again.', ja: '旧来の方法を再開します。' },
    },
    SOAK,
    RUNBOOK,
    remove({ en: 'Old way', ja: '旧来の方法' }),
    GRANTS,
  ],
};
