import type { Drift, DriftKind } from 'backstage-plugin-batch-migration-common';

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
  titleOver: string;
  /** @param what - the name of the only workload, or how many there are */
  title(what: string | number): string;
}

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
  titleOver: 'Git and hosts agree again',
  title: what =>
    `Git and hosts differ for ${
      typeof what === 'number' ? `${what} workloads` : what
    }`,
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
  titleOver: 'Git とホストが再び一致しました',
  title: what =>
    typeof what === 'number'
      ? `${what} 件のワークロードで Git とホストが違います`
      : `${what}: Git とホストが違います`,
};

export const WORDS: Record<MessageLanguage, Words> = { en, ja };
