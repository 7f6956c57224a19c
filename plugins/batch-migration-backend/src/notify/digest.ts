import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type { EntityRef } from 'backstage-plugin-batch-migration-common';
import type { Change, Concern } from './changesSinceTold';
import type { Topic } from './topics';
import type { Words } from './words';

/** What is told: what nobody heard of and is over is not. */
export type ToldChange = Exclude<Change, { type: 'forgotten' }>;

/** So many workloads are named in one message. */
const MAX_NAMED = 10;

const PAGE = '/batch-migration';

export function topicOf(change: ToldChange): Topic {
  return change.type === 'resolved'
    ? change.before.topic
    : change.concern.topic;
}

/**
 * One message for one owner: what is new, what changed, what is over, and how
 * much is left. One of a single topic takes the place of the owner's last one
 * of that topic; one of several has the topics as its paragraphs.
 *
 * @param left - all concerns that the owner has now
 * @param options - without `names` it says how many workloads there are of
 * each, and of none what it is
 */
export function digest(
  ownerRef: EntityRef,
  changes: readonly ToldChange[],
  left: readonly Concern[],
  words: Words,
  { names = true }: { names?: boolean } = {},
): NotificationSendOptions {
  const topics = [...new Set(changes.map(topicOf))].sort();
  const raised = raisedOf(changes);
  const [topic] = topics;
  const isOne = topics.length === 1;
  const leftOfTopic = left.filter(one => one.topic === topic);
  const [only] = names && isOne && leftOfTopic.length === 1 ? leftOfTopic : [];
  const maxNamed = names ? Math.floor(MAX_NAMED / topics.length) : 0;
  return {
    recipients: { type: 'entity', entityRef: ownerRef },
    payload: {
      title: isOne
        ? titleOf(topic, leftOfTopic, words, names)
        : words.titleOfSeveral(changes.length),
      description: (isOne
        ? linesOf(changes, maxNamed, words)
        : topics.flatMap(one => [
            words.ofTopic(one),
            ...linesOf(
              changes.filter(change => topicOf(change) === one),
              maxNamed,
              words,
            ),
          ])
      ).join('\n'),
      link: only
        ? `${PAGE}/workloads/${encodeURIComponent(only.workloadId)}`
        : `${PAGE}?${isOne ? filterOf(topic) : ''}owner=${encodeURIComponent(
            ownerRef,
          )}`,
      severity: severityOf(raised),
      topic: isOne ? `batch-migration-${topic}` : 'batch-migration',
      scope: `batch-migration:${isOne ? topic : 'all'}:${ownerRef}`,
    },
  };
}

function raisedOf(changes: readonly ToldChange[]) {
  return changes.flatMap(change =>
    change.type === 'resolved' ? [] : change.concern,
  );
}

function titleOf(
  topic: Topic,
  left: readonly Concern[],
  words: Words,
  names: boolean,
): string {
  if (left.length === 0) return words.titles[topic].over;
  return words.titles[topic].left(
    names && left.length === 1 ? left[0].name : left.length,
  );
}

function linesOf(
  changes: readonly ToldChange[],
  maxNamed: number,
  words: Words,
): string[] {
  const countOf = (type: ToldChange['type']) =>
    changes.filter(change => change.type === type).length;
  const raised = raisedOf(changes);
  const rest = raised.length - maxNamed;
  return [
    words.counts({
      new: countOf('new'),
      changed: countOf('changed'),
      resolved: countOf('resolved'),
    }),
    ...raised
      .slice(0, maxNamed)
      .map(({ name, text }) => words.ofJob(name, text)),
    // Those that are all unnamed were counted above.
    ...(maxNamed > 0 && rest > 0 ? [words.more(rest)] : []),
  ];
}

/** The filter of the overview that shows the topic, where there is one. */
function filterOf(topic: Topic): string {
  if (topic === 'drift') return 'danger=drift&';
  return topic === 'danger' ? 'danger=acute&' : '';
}

function severityOf(raised: readonly Concern[]): 'high' | 'normal' | 'low' {
  if (raised.length === 0) return 'low';
  return raised.some(({ severity }) => severity === 'acute')
    ? 'high'
    : 'normal';
}
