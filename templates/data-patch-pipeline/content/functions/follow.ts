import type { AnswerResult } from '../people/approval/approvals';
import { code } from '../people/slack/text';
import type { RunStore } from '../runs/store';
import type { Teller } from '../runs/tell';

/** What follows from an answer: how to start what is approved, and the end of what is not. Twice is once. */
export function follower({ store, teller }: { store: RunStore; teller: Teller }) {
  return async (result: AnswerResult): Promise<void> => {
    if (!('record' in result)) return;
    const { id, status, answer } = result.record;
    if (!(await store.get(id))) return;
    if (status === 'approved' && answer) {
      await teller.tell(id, { kind: 'next', key: answer.mark, what: code(`npm run patch -- start ${id}`) });
    } else if (status !== 'requested' && status !== 'approved') {
      await store.add(id, { type: 'closed', why: status });
    }
  };
}
