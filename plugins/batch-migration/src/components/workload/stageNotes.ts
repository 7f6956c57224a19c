import {
  checkRequirement,
  type HistoryEvent,
  type Stage,
  type WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { useTexts } from '../../translations/useTexts';
import { useInstantText } from '../time/Time';

/**
 * When each stage was reached first, as the history tells it: stages that were
 * passed at once with a later one have no instant of their own.
 *
 * @param events - newest first
 */
export function reachedAt(
  events: readonly HistoryEvent[],
): Partial<Record<Stage, string>> {
  const found: Partial<Record<Stage, string>> = {};
  for (const { at, changes } of events) {
    for (const { field, after } of changes) {
      if (field === 'stage' && after) found[after as Stage] = at;
    }
  }
  return found;
}

/** What shows that a stage is reached, or what it still takes; nothing where that is not known. */
export function useStageEvidence(workload: WorkloadDetail) {
  const { t } = useTexts();
  const { now } = useEstate();
  const instant = useInstantText();
  const { locations, plan, assessment } = workload;
  const { dangers, legacy, soak } = assessment;

  const ofPlan = () => {
    if (plan.version === 0) return undefined;
    const version = String(plan.version);
    const { requirements } = plan;
    if (requirements.length === 0 || !now) {
      return t('workloadPage.stage.plan', { version });
    }
    const met = requirements.filter(
      one => checkRequirement(one, workload, now).state === 'met',
    ).length;
    return t('workloadPage.stage.planChecks', {
      version,
      met: String(met),
      all: String(requirements.length),
    });
  };

  return (stage: Stage): string | undefined => {
    switch (stage) {
      case 'discovered': {
        const line = locations.find(({ detail }) => detail.line)?.detail.line;
        return line === undefined
          ? undefined
          : t('workloadPage.stage.line', { line: String(line) });
      }
      case 'planned':
        return ofPlan();
      case 'built': {
        const made = locations
          .filter(({ side }) => side === 'target')
          .flatMap(({ detail }) => detail.createdAt ?? [])
          .sort();
        return (
          made[0] && t('workloadPage.stage.made', { at: instant(made[0]) })
        );
      }
      case 'proven':
        return soak &&
          !soak.passedAt &&
          dangers.some(({ type }) => type === 'runs-twice')
          ? t('workloadPage.stage.doubled')
          : undefined;
      case 'retired':
        return t(
          legacy === 'absent'
            ? 'workloadPage.stage.gone'
            : 'workloadPage.stage.toRemove',
        );
      default:
        return undefined;
    }
  };
}
