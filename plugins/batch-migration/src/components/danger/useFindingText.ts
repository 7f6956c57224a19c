import {
  hostOf,
  type Blocker,
  type Danger,
  type LocationRef,
  type ObservedState,
  type WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { useInstantText } from '../time/Time';
import { usePlaceName } from '../why/usePlaceName';

/** A danger or a blocker. */
export type Finding = Danger | Blocker;

export interface FindingText {
  text: string;
  /** The server's own sentence tells details that this one leaves out. */
  hasMore: boolean;
}

/**
 * What a danger or a blocker says, made of its type and of what the workload
 * carries, in the language of the page. `undefined` where that is not enough.
 */
export function useFindingText(): (
  workload: WorkloadDetail,
  finding: Finding,
) => FindingText | undefined {
  const { t } = useTexts();
  const numberText = useNumberText();
  const textOf = useInstantText();
  const placeName = usePlaceName();
  const list = (items: Iterable<string>) =>
    [...new Set(items)].join(t('sentences.comma'));
  const places = (locations: LocationRef[]) => list(locations.map(placeName));
  const whole = (text: string): FindingText => ({ text, hasMore: false });
  const part = (text: string): FindingText => ({ text, hasMore: true });

  const ofDanger = (workload: WorkloadDetail, danger: Danger) => {
    const { plan, kind, assessment, evidence } = workload;
    const { observationIds, runIds = [], nextAt } = danger;
    const seen = evidence.observations.filter(({ id }) =>
      observationIds.includes(id),
    );
    const runs = evidence.runs.filter(({ id }) => id && runIds.includes(id));
    const stateWord = (state: ObservedState) => t(`lamps.states.${state}`);
    const states = {
      legacy: stateWord(assessment.legacy),
      target: stateWord(assessment.target),
    };
    const next = nextAt
      ? ` ${t('sentences.next', { at: textOf(nextAt) })}`
      : '';
    switch (danger.type) {
      case 'runs-twice':
        return kind === 'resident'
          ? whole(t('sentences.runs-twice-resident'))
          : part(t('sentences.runs-twice', states) + next);
      case 'runs-nowhere':
        return whole(t('sentences.runs-nowhere', states) + next);
      case 'run-missed':
        return part(t('sentences.run-missed') + next);
      case 'run-failed': {
        const [run] = runs;
        return (
          run &&
          whole(
            t('sentences.run-failed', {
              at: textOf(run.scheduledFor ?? run.startedAt),
              side: t(`sides.${run.side}`),
              outcome: t(`outcomes.${run.outcome}`),
            }) + next,
          )
        );
      }
      case 'runs-on-several-hosts': {
        const hosts = seen.map(({ ref }) => hostOf(ref)?.split('/')[1] ?? ref);
        return whole(
          t('sentences.runs-on-several-hosts', {
            hosts: list(hosts),
            expected: numberText(plan.expectedActive),
          }) + next,
        );
      }
      case 'listed-twice':
        return whole(
          t('sentences.listed-twice', { places: places(seen) }) + next,
        );
      case 'file-ignored':
        return part(
          t('sentences.file-ignored', { places: places(seen) }) + next,
        );
      case 'members-differ':
        return part(
          t('sentences.members-differ', { places: places(seen) }) + next,
        );
      case 'drift':
        return part(t('sentences.drift') + next);
      case 'not-equivalent':
        return part(t('sentences.not-equivalent') + next);
      case 'singleton-can-run-twice':
        return part(
          t('sentences.singleton-can-run-twice', { places: places(seen) }),
        );
      case 'target-unhealthy':
        return part(t('sentences.target-unhealthy', { places: places(seen) }));
      case 'contention':
        return part(
          t('sentences.contention', { times: numberText(runIds.length) }),
        );
      case 'stale':
        return part(t('sentences.stale', { places: places(seen) }));
      default:
        return undefined;
    }
  };

  const ofBlocker = (workload: WorkloadDetail, { type }: Blocker) => {
    const { plan, locations, assessment, maskedSecrets, kind } = workload;
    const { soak, legacy, target } = assessment;
    const targets = locations.filter(({ side }) => side === 'target');
    const unseen = locations.filter(({ state }) => state === 'unknown');
    switch (type) {
      case 'no-owner':
      case 'no-strategy':
      case 'no-target-platform':
      case 'legacy-still-active':
      case 'legacy-not-removed':
        return whole(t(`sentences.${type}`));
      case 'requirement-without-check':
        return whole(
          t('sentences.requirement-without-check', {
            requirements: list(
              plan.requirements
                .filter(({ check }) => check === null)
                .map(({ text, id }) => text || id),
            ),
          }),
        );
      case 'no-target-linked':
      case 'target-not-deployed':
      case 'target-not-active':
        if (kind === 'on-demand' && legacy !== 'active') {
          return whole(
            t('sentences.usable-nowhere', {
              legacy: t(`lamps.states.${legacy}`),
              target: t(`lamps.states.${target}`),
            }),
          );
        }
        if (type === 'target-not-deployed') {
          const missing = targets.filter(({ state }) => state === 'absent');
          return whole(
            t('sentences.target-not-deployed', { places: places(missing) }),
          );
        }
        // With a start date, the server's sentence says when.
        return type === 'target-not-active' &&
          targets.some(({ detail }) => detail.startDate)
          ? part(t('sentences.target-starts-later'))
          : whole(t(`sentences.${type}`));
      case 'soak-not-passed':
        return (
          soak &&
          whole(
            t(
              kind === 'scheduled'
                ? 'sentences.soak-runs'
                : 'sentences.soak-days',
              { good: numberText(soak.good), needed: numberText(soak.needed) },
            ),
          )
        );
      case 'review-date-passed':
        return whole(
          plan.reviewDate
            ? t('sentences.review-date-passed', { date: plan.reviewDate })
            : t('sentences.no-review-date'),
        );
      case 'not-observed':
      case 'no-probe-yet':
        return unseen.length === 0
          ? part(t('sentences.never-seen'))
          : part(t(`sentences.${type}`, { places: places(unseen) }));
      case 'masked-secret':
        return whole(
          t('sentences.masked-secret', { names: list(maskedSecrets) }),
        );
      case 'no-decision':
        return whole(
          plan.decision?.candidates.some(({ adopted }) => adopted)
            ? t('sentences.decision-without-reason')
            : t('sentences.no-decision'),
        );
      case 'schedule-not-approved':
        return whole(
          plan.intendedSchedule?.approval === null
            ? t('sentences.schedule-not-approved')
            : t('sentences.schedule-not-asked'),
        );
      case 'exemption-lapsed':
        return part(t('sentences.exemption-lapsed'));
      default:
        return undefined;
    }
  };

  return (workload, finding) =>
    ('severity' in finding
      ? ofDanger(workload, finding)
      : ofBlocker(workload, finding)) || undefined;
}
