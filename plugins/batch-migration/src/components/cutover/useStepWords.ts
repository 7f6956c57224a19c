import type {
  StepCheck,
  StepCondition,
  StepView,
} from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { refName } from '../links';
import { useInstantText } from '../time/Time';

/** States and placements have words of their own in the texts. */
const STATES = ['active', 'idle', 'absent', 'unknown'] as const;
const PLACEMENTS = ['legacy', 'both', 'target', 'neither'] as const;

/** Says what ticks a step, and where it stands. */
export function useStepWords() {
  const { t } = useTexts();
  const instant = useInstantText();

  const conditionOf = (
    check: Extract<StepCheck, { type: 'observation' }>,
  ): string =>
    check.condition === 'target-weight'
      ? t('cutover.conditions.target-weight', {
          atLeast: String(check.atLeast),
        })
      : t(`cutover.conditions.${check.condition}`);

  const valueOf = (condition: StepCondition, value: string | null): string => {
    if (value === null) return t('cutover.values.nothing');
    const state = STATES.find(one => one === value);
    const placement = PLACEMENTS.find(one => one === value);
    let word: string = value;
    if (condition === 'placement-target' && placement) {
      word = t(`placements.${placement}`);
    } else if (state) {
      word = t(`lamps.states.${state}`);
    }
    return t(`cutover.values.${condition}`, { value: word });
  };

  /** What stands at the end of a row, each a phrase. */
  const evidenceOf = (step: StepView): string[] => {
    const { check, evidence, state, by, at, confirmed } = step;
    if (state === 'waiting') {
      const { by: who, at: when } = step.waitingForSecond!;
      return [t('cutover.asked', { by: refName(who), at: instant(when) })];
    }
    if (state === 'done') {
      const isSeen = check.type === 'observation';
      return [
        isSeen
          ? t('cutover.seen', { at: instant(at!) })
          : t('cutover.attested', { by: refName(by!), at: instant(at!) }),
        ...(confirmed
          ? [t('cutover.confirmedBy', { by: refName(confirmed.by) })]
          : []),
        ...(step.waitingForSecond ? [t('cutover.seenUnconfirmed')] : []),
        ...(step.tooEarly.length > 0
          ? [t('cutover.tooEarly', { numbers: step.tooEarly.join(', ') })]
          : []),
        ...(step.noLongerSo && check.type === 'observation'
          ? [
              t('cutover.noLongerSo', {
                value: valueOf(check.condition, evidence!.value),
              }),
            ]
          : []),
      ];
    }
    if (check.type === 'attestation') return [t('cutover.toTick')];
    return evidence?.verdict === 'unknown'
      ? [t('cutover.notSeen')]
      : [
          t('cutover.notYet', {
            value: valueOf(check.condition, evidence?.value ?? null),
          }),
        ];
  };

  return { conditionOf, evidenceOf, instant };
}
