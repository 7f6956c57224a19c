import type { Requirement } from '../workload/model';

/** Ways in which a requirement can be checked. */
export const REQUIREMENT_CHECKS = ['probe', 'attestation', 'link'] as const;

/** What has to be checked before a workload of a role may move. */
export interface RequirementTemplate {
  /** Stable: plans carry it. */
  id: string;
  /** Types of roles that it is proposed for; none is every type. */
  roleTypes: readonly string[];
  text: { en: string; ja: string };
  /** How it is best checked; a plan may say another way. */
  check: (typeof REQUIREMENT_CHECKS)[number];
}

const RAILS_SCHEDULES = ['scheduled-jobs', 'job-scheduler'];

/**
 * What five migrations had to make sure of, by role. A number stands for one
 * of the groups in which they told it, and a word for one check.
 */
export const REQUIREMENTS: readonly RequirementTemplate[] = [
  {
    id: 'B01-pipeline',
    roleTypes: ['db-migration'],
    text: {
      en: 'Runs inside the flow of the deployment pipeline',
      ja: 'デプロイパイプラインの流れの中で実行される',
    },
    check: 'probe',
  },
  {
    id: 'B01-result',
    roleTypes: ['db-migration'],
    text: {
      en: 'Its result can be read afterwards',
      ja: '結果を後から確認できる',
    },
    check: 'link',
  },
  {
    id: 'B02-no-stop',
    roleTypes: RAILS_SCHEDULES,
    text: {
      en: 'No due run is missed while it moves',
      ja: '移行中に予定の実行が抜けない',
    },
    check: 'probe',
  },
  {
    id: 'B02-no-duplicate',
    roleTypes: RAILS_SCHEDULES,
    text: {
      en: 'No due run is done twice while it moves',
      ja: '移行中に予定の実行が二重にならない',
    },
    check: 'probe',
  },
  {
    id: 'B02-no-new-dependency',
    roleTypes: RAILS_SCHEDULES,
    text: {
      en: 'It brings no new kind of dependency',
      ja: '新しい種類の依存を持ち込まない',
    },
    check: 'attestation',
  },
  {
    id: 'B03-database',
    roleTypes: ['data-patch'],
    text: {
      en: 'Reaches and changes the production database',
      ja: '本番データベースに接続して変更できる',
    },
    check: 'attestation',
  },
  {
    id: 'B03-branch',
    roleTypes: ['data-patch'],
    text: {
      en: 'Runs the code of a branch other than that of production',
      ja: '本番とは別のブランチのコードを実行できる',
    },
    check: 'attestation',
  },
  {
    id: 'B03-tasks',
    roleTypes: ['data-patch'],
    text: {
      en: 'Runs rake tasks and rails runner',
      ja: 'rake タスクと rails runner を実行できる',
    },
    check: 'attestation',
  },
  {
    id: 'B03-enqueued',
    roleTypes: ['data-patch', 'bastion'],
    text: {
      en: 'Asynchronous jobs that it enqueues are processed',
      ja: '登録した非同期ジョブが処理される',
    },
    check: 'attestation',
  },
  {
    id: 'B03-logs',
    roleTypes: ['data-patch'],
    text: {
      en: 'Logs of the work can be retrieved as files',
      ja: '作業ログをファイルとして取得できる',
    },
    check: 'link',
  },
  {
    id: 'B03-audit',
    roleTypes: ['data-patch'],
    text: {
      en: 'An audit shows that no change ran in production without approval',
      ja: '承認のない変更が本番で実行されていないことを監査できる',
    },
    check: 'probe',
  },
  {
    id: 'B04-needed',
    roleTypes: ['bastion'],
    text: {
      en: 'Somebody asked whether it is needed at all, and said why',
      ja: 'そもそも必要かを検討し、理由を残した',
    },
    check: 'link',
  },
  {
    id: 'B04-console',
    roleTypes: ['bastion'],
    text: {
      en: 'Its console has the code of the branch in production',
      ja: '本番ブランチのコードでコンソールを使える',
    },
    check: 'attestation',
  },
  {
    id: 'B04-reach',
    roleTypes: ['bastion'],
    text: {
      en: 'Reaches the production database, Redis and S3',
      ja: '本番のデータベース、Redis、S3 に接続できる',
    },
    check: 'attestation',
  },
  {
    id: 'B04-login',
    roleTypes: ['bastion'],
    text: {
      en: 'A login is detected and told in the team’s channel',
      ja: 'ログインを検知してチームのチャンネルに知らせる',
    },
    check: 'probe',
  },
  {
    id: 'B04-command',
    roleTypes: ['bastion'],
    text: {
      en: 'A dangerous command is detected and told in the team’s channel',
      ja: '危険なコマンドを検知してチームのチャンネルに知らせる',
    },
    check: 'probe',
  },
  {
    id: 'B04-approval',
    roleTypes: ['bastion'],
    text: {
      en: 'An alert comes where no approval is shown within one day',
      ja: '1 日以内に承認の証跡がなければ警告する',
    },
    check: 'probe',
  },
  {
    id: 'B05-drain',
    roleTypes: ['queue-worker', 'job-scheduler'],
    text: {
      en: 'The longest job ends before the platform stops its worker',
      ja: 'プラットフォームが停止する前に最長のジョブが終わる',
    },
    check: 'attestation',
  },
  {
    id: 'B05-scaling',
    roleTypes: ['queue-worker'],
    text: {
      en: 'Scales by the work that waits, not by the use of resources',
      ja: 'リソース使用率ではなく、待っている仕事量でスケールする',
    },
    check: 'link',
  },
  {
    id: 'B05-blue-green',
    roleTypes: ['queue-worker'],
    text: {
      en: 'Old and new take their jobs from different Redis databases or namespaces',
      ja: '新旧が別の Redis データベースまたは名前空間からジョブを取る',
    },
    check: 'attestation',
  },
  {
    id: 'B06-private',
    roleTypes: ['web-service'],
    text: {
      en: 'Runs in private subnets, without SSH',
      ja: 'プライベートサブネットで、SSH なしで動く',
    },
    check: 'attestation',
  },
  {
    id: 'B06-configuration',
    roleTypes: ['web-service'],
    text: {
      en: 'Configuration is in its repository, secrets are in the platform’s store',
      ja: '設定はリポジトリに、秘密情報はプラットフォームのストアにある',
    },
    check: 'link',
  },
  {
    id: 'B06-deploy',
    roleTypes: ['web-service'],
    text: {
      en: 'The image is built within minutes and deployed blue/green by itself',
      ja: 'イメージは数分でビルドされ、ブルー/グリーンで自動デプロイされる',
    },
    check: 'link',
  },
  {
    id: 'B07-one-service',
    roleTypes: ['queue-worker'],
    text: {
      en: 'Each worker process is one service; one that may run once has desired count 1 and at most 100 %',
      ja: 'ワーカープロセスごとに 1 サービス。単一起動のものは希望数 1、最大 100 %',
    },
    check: 'probe',
  },
  {
    id: 'B07-no-code-change',
    roleTypes: ['queue-worker'],
    text: {
      en: 'Moves without a change of its code',
      ja: 'コードを変えずに移行する',
    },
    check: 'attestation',
  },
  {
    id: 'B08-guards',
    roleTypes: ['scheduled-jobs'],
    text: {
      en: 'A second start is noticed, a run has a time limit, and provisioning errors are retried',
      ja: '二重起動を検知し、実行に時間制限があり、起動時のエラーは再試行される',
    },
    check: 'link',
  },
  {
    id: 'B08-reviewed',
    roleTypes: ['scheduled-jobs'],
    text: {
      en: 'Its schedule is configuration that is reviewed',
      ja: 'スケジュールはレビューされる設定である',
    },
    check: 'link',
  },
  {
    id: 'B09-no-login',
    roleTypes: ['chatops'],
    text: {
      en: 'Commands of the chat reach hosts without a login, by a supported API',
      ja: 'チャットのコマンドはログインせず、サポートされた API でホストに届く',
    },
    check: 'attestation',
  },
  {
    id: 'B10-no-crontab',
    roleTypes: ['tools'],
    text: {
      en: 'The new host has no crontab: what runs by time is started from outside',
      ja: '新しいホストに crontab はなく、時刻で動くものは外から起動する',
    },
    check: 'probe',
  },
  {
    id: 'B11-start',
    roleTypes: ['tools'],
    text: {
      en: 'It starts as fast as its users need; where a container does not, the decision says so',
      ja: '利用者が必要とする速さで起動する。コンテナで足りない場合は判断に記す',
    },
    check: 'attestation',
  },
  {
    id: 'B12-side-by-side',
    roleTypes: ['web-service'],
    text: {
      en: 'Old and new run side by side; each is deployed and rolled back on its own',
      ja: '新旧が並行して動き、それぞれ独立してデプロイとロールバックができる',
    },
    check: 'probe',
  },
  {
    id: 'B12-late-no-return',
    roleTypes: ['web-service'],
    text: {
      en: 'The point of no return is late, and the old side is kept to reproduce errors',
      ja: '後戻りできない点は遅く、不具合の再現のため旧側を残す',
    },
    check: 'link',
  },
  {
    id: 'B13-fitness',
    roleTypes: [],
    text: {
      en: 'The strategy was chosen by fitness and cost',
      ja: '適合性と費用で戦略を選んだ',
    },
    check: 'link',
  },
];

/**
 * The library with an installation's own requirements: one with a known id
 * takes its place, others come after.
 */
export function requirementLibrary(
  own: readonly RequirementTemplate[] = [],
): RequirementTemplate[] {
  const byId = new Map(
    [...REQUIREMENTS, ...own].map(template => [template.id, template]),
  );
  return [...byId.values()];
}

/** What is proposed for workloads of a role, in the order of the library. */
export function requirementsOf(
  roleType: string,
  library: readonly RequirementTemplate[],
): RequirementTemplate[] {
  return library.filter(
    ({ roleTypes }) => roleTypes.length === 0 || roleTypes.includes(roleType),
  );
}

/** As a plan carries it. */
export function toRequirement(
  { id, text, check }: RequirementTemplate,
  language: 'en' | 'ja',
): Requirement {
  return { id, text: text[language], check };
}
