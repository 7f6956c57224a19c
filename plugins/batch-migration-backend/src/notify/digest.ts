import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type { EntityRef } from 'backstage-plugin-batch-migration-common';
import type { Change, Concern } from './changesSinceTold';
import type { Words } from './words';

/** So many workloads are named in one message. */
const MAX_NAMED = 10;

const PAGE = '/batch-migration';

/**
 * One message for one owner: what is new, what changed, what is over, and how
 * much is left. It takes the place of the owner's last one of the topic.
 *
 * @param left - all concerns of the topic that the owner has now
 */
export function digest(
  ownerRef: EntityRef,
  topic: string,
  changes: readonly Change[],
  left: readonly Concern[],
  words: Words,
): NotificationSendOptions {
  const raised = changes.flatMap(change =>
    change.type === 'resolved' ? [] : change,
  );
  const countOf = (type: Change['type']) =>
    changes.filter(change => change.type === type).length;
  const named = raised.slice(0, MAX_NAMED);
  const rest = raised.length - named.length;
  const [only] = left.length === 1 ? left : [];
  return {
    recipients: { type: 'entity', entityRef: ownerRef },
    payload: {
      title:
        left.length === 0
          ? words.titleOver
          : words.title(only ? only.name : left.length),
      description: [
        words.counts({
          new: countOf('new'),
          changed: countOf('changed'),
          resolved: countOf('resolved'),
        }),
        ...named.map(({ concern: { name, text } }) => words.ofJob(name, text)),
        ...(rest > 0 ? [words.more(rest)] : []),
      ].join('\n'),
      link: only
        ? `${PAGE}/workloads/${encodeURIComponent(only.workloadId)}`
        : `${PAGE}?danger=${topic}&owner=${encodeURIComponent(ownerRef)}`,
      severity: severityOf(raised),
      topic: `batch-migration-${topic}`,
      scope: `batch-migration:${topic}:${ownerRef}`,
    },
  };
}

function severityOf(
  raised: ReadonlyArray<{ concern: Concern }>,
): 'high' | 'normal' | 'low' {
  if (raised.length === 0) return 'low';
  return raised.some(({ concern }) => concern.severity === 'acute')
    ? 'high'
    : 'normal';
}
