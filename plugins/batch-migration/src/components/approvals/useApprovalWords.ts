import type {
  ApprovalConcern,
  ApprovalEvent,
  ApprovalView,
} from 'backstage-plugin-batch-migration-common';
import { APPROVAL_CONCERNS } from 'backstage-plugin-batch-migration-common';
import { messages } from '../../translations/en';
import { useTexts } from '../../translations/useTexts';
import { durationOf } from '../time/format';

type Act = keyof typeof messages.approvals.events.acts;

type Outcome = keyof typeof messages.approvals.events.outcomes;

const isKnownOutcome = (outcome: string): outcome is Outcome =>
  Object.hasOwn(messages.approvals.events.outcomes, outcome);

const isKnownAct = (act: string): act is Act =>
  Object.hasOwn(messages.approvals.events.acts, act);

/** What a session did without an approval is done; a refused patch never ran. */
export const isRefusedSession = ({ kind, status }: ApprovalView): boolean =>
  kind === 'session' && status === 'refused';

/** Requests in the reader's words. */
export function useApprovalWords() {
  const { t } = useTexts();

  /** A request in a few words: what stands in its row. */
  const titleOf = ({ subject }: Pick<ApprovalView, 'subject'>): string =>
    subject.kind === 'patch'
      ? t('approvals.patchOf', {
          patch: subject.patch.replace(/^patches\//, ''),
          repository: subject.repository,
        })
      : subject.reason;

  const durationText = (seconds: number): string => {
    const { unit, major, minor } = durationOf(seconds * 1000);
    if (unit === 'seconds') {
      return t('time.minutes', { major: '0' });
    }
    return minor > 0 && unit !== 'minutes'
      ? t(`time.${unit}AndMore`, { major: String(major), minor: String(minor) })
      : t(`time.${unit}`, { major: String(major) });
  };

  const stateOf = (approval: ApprovalView): string => {
    const { concern, status } = approval;
    if (concern) return t(`approvals.concerns.${concern}`);
    return isRefusedSession(approval)
      ? t('approvals.refusedSession')
      : t(`approvals.statuses.${status}`);
  };

  /** What needs somebody, the worst first. */
  const countsText = (counts: Record<ApprovalConcern, number>): string => {
    const told = APPROVAL_CONCERNS.filter(one => counts[one] > 0).map(one =>
      t(`approvals.counts.${one}`, { count: counts[one] }),
    );
    return told.length > 0 ? told.join(' · ') : t('approvals.counts.nothing');
  };

  /** A word of a newer version is shown as it is. */
  const actOf = ({ act }: ApprovalEvent): string =>
    isKnownAct(act) ? t(`approvals.events.acts.${act}`) : act;

  const outcomeOf = ({ outcome }: ApprovalEvent): string =>
    isKnownOutcome(outcome)
      ? t(`approvals.events.outcomes.${outcome}`)
      : outcome;

  return { titleOf, durationText, stateOf, countsText, actOf, outcomeOf };
}
