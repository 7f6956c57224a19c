/** Templates of services that answer requests. */
import { RUNBOOK, SOAK } from './shared';
import {
  BY_PERSON,
  seen,
  weight,
  type CutoverTemplate,
  type StepTemplate,
} from './template';

const shift = (
  percent: number,
  bakeHours: number,
  bake: { en: string; ja: string },
): StepTemplate => ({
  id: `weight-${percent}`,
  title: {
    en: `Weight ${percent} %, ${bake.en}`,
    ja: `重み ${percent} %、${bake.ja}`,
  },
  instructions: {
    en: 'Change the weights in the repository of the load balancer. Compare errors, the slowest requests and what the business counts before the next step.',
    ja: 'ロードバランサーのリポジトリで重みを変えます。次に進む前に、エラー、遅いリクエスト、業務の数字を比べます。',
  },
  check: weight(percent),
  bakeHours,
  undo: {
    en: 'Set the weights of the step before. New requests leave within seconds.',
    ja: '前のステップの重みに戻します。新しいリクエストは数秒で離れます。',
  },
});

const REMOVE_STACK: StepTemplate = {
  id: 'remove-old',
  title: { en: 'Old stack terminated', ja: '旧スタックを終了' },
  instructions: {
    en: 'Keep it as long as errors may have to be reproduced there.',
    ja: '不具合を旧側で再現する必要がある間は残します。',
  },
  check: seen('legacy-absent'),
  undo: 'final',
};

const DATA_SHAPE: StepTemplate = {
  id: 'data-shape',
  title: {
    en: 'What only the old stack reads dropped',
    ja: '旧スタックだけが読むものを削除',
  },
  instructions: {
    en: 'Columns, caches and queues that only the old stack reads. From then on it cannot take requests again.',
    ja: '旧スタックだけが読む列、キャッシュ、キューです。以後、旧側はリクエストを受けられません。',
  },
  check: BY_PERSON,
  undo: 'final',
};

export const CANARY: CutoverTemplate = {
  id: 'canary-weights',
  name: {
    en: 'Canary by header, then by weights',
    ja: 'ヘッダー、次に重みによるカナリア',
  },
  kinds: ['service'],
  steps: [
    {
      id: 'header',
      title: {
        en: 'New stack answers testers by header',
        ja: '新スタックがヘッダー付きのテスターに応答',
      },
      instructions: {
        en: 'A rule before the default one sends requests with the header to the new stack. Testers go through what hurts most when it is wrong.',
        ja: 'デフォルトより前のルールで、ヘッダー付きのリクエストを新スタックに送ります。間違うと最も困る操作を試します。',
      },
      check: BY_PERSON,
      undo: { en: 'Remove the rule.', ja: 'ルールを削除します。' },
    },
    shift(1, 24, { en: '24 h', ja: '24 時間' }),
    shift(10, 48, { en: '48 h', ja: '48 時間' }),
    shift(50, 48, { en: '48 h', ja: '48 時間' }),
    shift(100, 168, { en: '7 days', ja: '7 日間' }),
    SOAK,
    RUNBOOK,
    DATA_SHAPE,
    REMOVE_STACK,
  ],
};

export const BEANSTALK_SWAP: CutoverTemplate = {
  id: 'beanstalk-swap',
  name: {
    en: 'Elastic Beanstalk: swap of URLs',
    ja: 'Elastic Beanstalk: URL の入れ替え',
  },
  kinds: ['service'],
  steps: [
    {
      id: 'create-target',
      title: {
        en: 'New environment is there',
        ja: '新しい環境を用意',
      },
      instructions: {
        en: 'Same configuration, same version, under a URL of its own.',
        ja: '同じ設定、同じバージョンで、別の URL にします。',
      },
      check: seen('target-exists'),
      undo: {
        en: 'Terminate the new environment.',
        ja: '新しい環境を終了します。',
      },
    },
    {
      id: 'trial',
      title: {
        en: 'New environment tried under its own URL',
        ja: '新しい環境を専用の URL で試行',
      },
      instructions: {
        en: 'Health, login, payment, callbacks. What caches the name, as CloudFront does, is known.',
        ja: 'ヘルス、ログイン、決済、コールバックを試します。CloudFront など名前をキャッシュするものも把握します。',
      },
      check: BY_PERSON,
      undo: null,
    },
    {
      id: 'ttl',
      title: {
        en: 'Old answers of DNS have run out',
        ja: 'DNS の古い応答が切れている',
      },
      instructions: {
        en: 'The TTL is short since longer than the old one lasted.',
        ja: '短い TTL に変えてから、元の TTL より長い時間が経っています。',
      },
      check: BY_PERSON,
      undo: { en: 'Raise the TTL again.', ja: 'TTL を元に戻します。' },
    },
    {
      id: 'swap',
      title: {
        en: 'URLs swapped: the new environment has the name',
        ja: 'URL を入れ替え: 名前は新しい環境に',
      },
      instructions: {
        en: 'Swap the URLs. The old environment keeps running for those who still have its address.',
        ja: 'URL を入れ替えます。古いアドレスを持つ利用者のため、旧環境は動かしたままです。',
      },
      check: seen('placement-target'),
      undo: { en: 'Swap the URLs back.', ja: 'URL を再び入れ替えます。' },
    },
    SOAK,
    RUNBOOK,
    DATA_SHAPE,
    {
      ...REMOVE_STACK,
      title: { en: 'Old environment terminated', ja: '旧環境を終了' },
    },
  ],
};
