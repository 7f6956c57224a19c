import type { Claims } from '../aws/claims';
import type { Queue } from '../aws/queue';
import { sha256 } from '../canonical';
import type { SlackAct } from './requests';

export interface AdmitProps {
  /** Once for everything that people do; of the table that all functions share. */
  deliveries: Claims;
  /** Where the acts go: one group for each thread. */
  acts: Queue;
}

/** - `taken`: queued now; `known`: queued before; `later`: somebody may be at it, ask again */
export type Admission = 'taken' | 'known' | 'later';

/** Queues what a person did, once, however often and by whichever way it is heard of. */
export async function admit({ deliveries, acts }: AdmitProps, act: SlackAct): Promise<Admission> {
  const id = `slack#${act.deliveryId}`;
  const claim = await deliveries.take(id);
  if (claim !== 'mine') return claim === 'done' ? 'known' : 'later';
  try {
    await acts.send({ body: JSON.stringify(act), group: groupOf(act), id: sha256(id) });
  } catch (error) {
    await deliveries.release(id);
    throw error;
  }
  await deliveries.done(id);
  return 'taken';
}

/** What happens in one thread stays in its order. */
function groupOf(act: SlackAct): string {
  switch (act.type) {
    case 'reply':
      return sha256(`${act.channel}:${act.threadTs ?? act.ts}`);
    case 'button':
      return sha256(`${act.channel}:${act.messageTs}`);
    default:
      return sha256(act.userId);
  }
}
