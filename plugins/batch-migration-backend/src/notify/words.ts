import type {
  DangerType,
  Drift,
  DriftKind,
} from 'backstage-plugin-batch-migration-common';
import type { Topic } from './topics';

/**
 * Languages of messages. Backstage stores a notification as one text for all
 * who receive it, so the installation chooses, and not the reader.
 */
export const MESSAGE_LANGUAGES = ['en', 'ja'] as const;
export type MessageLanguage = (typeof MESSAGE_LANGUAGES)[number];

/** What messages to owners are made of. */
export interface Words {
  nextDeploy: Record<Drift['nextDeploy'], string>;
  /** In what Git and a host differ, as a part of a sentence. */
  differs: Record<
    Exclude<DriftKind, 'enabled'> | 'enabled-there' | 'disabled-there',
    (host: string) => string
  >;
  /** Where the ways in which they differ are not known. */
  differsSomehow: string;
  /** One sentence of the ways in which they differ. */
  sentence(parts: readonly string[]): string;
  /** Sentences that follow each other. */
  paragraph(sentences: readonly string[]): string;
  ofJob(name: string, text: string): string;
  counts(counts: { new: number; changed: number; resolved: number }): string;
  more(count: number): string;
  titles: Record<
    Topic,
    {
      over: string;
      /** @param what - the name of the only workload, or how many there are */
      left(what: string | number): string;
    }
  >;
  /** Of a message about several topics. */
  titleOfSeveral(changes: number): string;
  /** What a paragraph of such a message begins with. */
  ofTopic(topic: Topic): string;
  /** Acute dangers, as a part of a sentence. */
  dangers: Record<DangerType, string>;
  exemptionLapsed: string;
  hardDate(server: string, day: string, isOver: boolean): string;
  waveEnds(wave: string, day: string, isOver: boolean): string;
}

const EN_TOPICS: Record<Topic, string> = {
  danger: 'Acute danger',
  deadline: 'Deadlines',
  drift: 'Git and hosts',
  exemption: 'Lapsed exemptions',
};

const JA_TOPICS: Record<Topic, string> = {
  danger: '緊急の危険',
  deadline: '期限',
  drift: 'Git とホストの違い',
  exemption: '切れた例外',
};

const workloads = (what: string | number) => {
  if (typeof what === 'string') return what;
  return what === 1 ? '1 workload' : `${what} workloads`;
};

const en: Words = {
  nextDeploy: {
    starts: 'The next deploy would start it.',
    stops: 'The next deploy would stop it.',
    'other-times': 'The next deploy would run it at other times.',
    'other-command': 'The next deploy would run another command.',
    'other-user': 'The next deploy would run it as another user.',
    nothing: 'The next deploy would change nothing that runs.',
  },
  differs: {
    'enabled-there': host => `enabled on ${host}, disabled in Git`,
    'disabled-there': host => `disabled on ${host}, enabled in Git`,
    schedule: host => `another schedule on ${host} than in Git`,
    command: host => `another command on ${host} than in Git`,
    user: host => `another user on ${host} than in Git`,
    'only-captured': host => `only on ${host}`,
    'only-declared': host => `only in Git, not on ${host}`,
  },
  differsSomehow: 'differs from Git',
  sentence: parts => `${parts.join('; ')}.`,
  paragraph: sentences => sentences.join(' '),
  ofJob: (name, text) => `${name}: ${text}`,
  counts: counts =>
    `${(['new', 'changed', 'resolved'] as const)
      .flatMap(word => (counts[word] === 0 ? [] : `${counts[word]} ${word}`))
      .join(', ')}.`,
  more: count => `And ${count} more.`,
  titles: {
    danger: {
      over: 'No acute danger is left',
      left: what => `Acute danger for ${workloads(what)}`,
    },
    deadline: {
      over: 'No deadline is near any more',
      left: what => `A deadline is near or over for ${workloads(what)}`,
    },
    drift: {
      over: 'Git and hosts agree again',
      left: what => `Git and hosts differ for ${workloads(what)}`,
    },
    exemption: {
      over: 'No lapsed exemption is left',
      left: what => `An exemption lapsed for ${workloads(what)}`,
    },
  },
  titleOfSeveral: changes => `Batch migration: ${changes} changes`,
  ofTopic: topic => `${EN_TOPICS[topic]}:`,
  dangers: {
    'runs-twice': 'runs twice',
    'runs-nowhere': 'does not run',
    'runs-on-several-hosts': 'runs on several hosts',
    'listed-twice': 'is listed twice',
    'file-ignored': 'stands in a file that cron ignores',
    'members-differ': 'differs between the hosts of its group',
    drift: 'differs from Git',
    'not-equivalent': 'the new schedule is not that of the old line',
    'singleton-can-run-twice': 'a second copy of it can run',
    'target-unhealthy': 'the target does not work as it should',
    'run-failed': 'a run failed',
    'run-missed': 'a run was missed',
    contention: 'a use of it met running jobs',
    stale: 'what it does now is not known',
  },
  exemptionLapsed: 'its exemption has lapsed.',
  hardDate: (server, day, isOver) =>
    isOver
      ? `The hard date of ${server}, ${day}, is over.`
      : `${server} has a hard date on ${day}.`,
  waveEnds: (wave, day, isOver) =>
    isOver
      ? `The last day of wave ${wave}, ${day}, is over.`
      : `Wave ${wave} ends on ${day}.`,
};

const ja: Words = {
  nextDeploy: {
    starts: '次のデプロイで起動するようになります。',
    stops: '次のデプロイで止まります。',
    'other-times': '次のデプロイで実行時刻が変わります。',
    'other-command': '次のデプロイで別のコマンドが実行されます。',
    'other-user': '次のデプロイで別のユーザーとして実行されます。',
    nothing: '次のデプロイで動くものは変わりません。',
  },
  differs: {
    'enabled-there': host => `${host} では有効、Git では無効`,
    'disabled-there': host => `${host} では無効、Git では有効`,
    schedule: host => `${host} と Git でスケジュールが違う`,
    command: host => `${host} と Git でコマンドが違う`,
    user: host => `${host} と Git で実行ユーザーが違う`,
    'only-captured': host => `${host} だけにある`,
    'only-declared': host => `Git だけにあり、${host} にない`,
  },
  differsSomehow: 'Git と違う',
  sentence: parts => `${parts.join('、')}。`,
  paragraph: sentences => sentences.join(''),
  ofJob: (name, text) => `${name}: ${text}`,
  counts: counts =>
    `${[
      [counts.new, '新規'] as const,
      [counts.changed, '変更'] as const,
      [counts.resolved, '解消'] as const,
    ]
      .flatMap(([count, word]) => (count === 0 ? [] : `${word} ${count} 件`))
      .join('、')}。`,
  more: count => `ほか ${count} 件。`,
  titles: {
    danger: {
      over: '緊急の危険はなくなりました',
      left: what =>
        typeof what === 'number'
          ? `${what} 件のワークロードに緊急の危険があります`
          : `${what}: 緊急の危険があります`,
    },
    deadline: {
      over: '近い期限はなくなりました',
      left: what =>
        typeof what === 'number'
          ? `${what} 件のワークロードの期限が近いか過ぎています`
          : `${what}: 期限が近いか過ぎています`,
    },
    drift: {
      over: 'Git とホストが再び一致しました',
      left: what =>
        typeof what === 'number'
          ? `${what} 件のワークロードで Git とホストが違います`
          : `${what}: Git とホストが違います`,
    },
    exemption: {
      over: '切れた例外はなくなりました',
      left: what =>
        typeof what === 'number'
          ? `${what} 件のワークロードで例外の期限が切れました`
          : `${what}: 例外の期限が切れました`,
    },
  },
  titleOfSeveral: changes => `バッチ移行: ${changes} 件の変化`,
  ofTopic: topic => `【${JA_TOPICS[topic]}】`,
  dangers: {
    'runs-twice': '二重に動く',
    'runs-nowhere': '動かない',
    'runs-on-several-hosts': '複数のホストで動く',
    'listed-twice': '二重に登録されている',
    'file-ignored': 'cron が無視するファイルにある',
    'members-differ': 'グループのホスト間で違う',
    drift: 'Git と違う',
    'not-equivalent': '新しいスケジュールが旧側の行と違う',
    'singleton-can-run-twice': '2 つ目が動く可能性がある',
    'target-unhealthy': '新側が正常に動いていない',
    'run-failed': '実行が失敗した',
    'run-missed': '実行が抜けた',
    contention: '使用中にジョブの実行と重なった',
    stale: '現在の動作が分からない',
  },
  exemptionLapsed: '例外の期限が切れました。',
  hardDate: (server, day, isOver) =>
    isOver
      ? `${server} の動かせない期日 ${day} を過ぎました。`
      : `${server} に動かせない期日 ${day} があります。`,
  waveEnds: (wave, day, isOver) =>
    isOver
      ? `ウェーブ ${wave} の最終日 ${day} を過ぎました。`
      : `ウェーブ ${wave} は ${day} に終わります。`,
};

export const WORDS: Record<MessageLanguage, Words> = { en, ja };
