import type {
  ServerDetail,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { formatNear } from '../time/format';
import { useDuration } from '../time/useDuration';

export type Group = ServerDetail['verdict'][number]['group'];
type Named = ServerDetail['verdict'][number]['workloads'];

/** The newest look at the old side, whatever was seen. */
export function lastLook({ locations }: WorkloadView): string | null {
  const looks = locations
    .filter(({ side }) => side === 'legacy')
    .flatMap(({ observedAt }) => observedAt ?? []);
  return looks.sort().pop() ?? null;
}

/** The next thing to do with a group, told of its own workloads where they are known. */
export function useGroupDetail(known: readonly WorkloadView[]) {
  const { t } = useTexts();
  const numberText = useNumberText();
  const { now, timezone, locale } = useEstate();
  const duration = useDuration();
  const byId = new Map(known.map(workload => [workload.id, workload]));

  const silence = (workload: WorkloadView) => {
    const { name } = workload;
    const at = lastLook(workload);
    if (!at) return t('serverTab.detail.neverSeen', { name });
    const seconds = now
      ? Math.floor((now.getTime() - Date.parse(at)) / 1000)
      : 0;
    // Below a second there is no silence to speak of, and none without a clock.
    return seconds > 0
      ? t('serverTab.detail.silent', { name, duration: duration(seconds) })
      : t('serverTab.detail.notSeen', { name });
  };

  return (group: Group, named: Named): string => {
    const views = named.flatMap(({ id }) => byId.get(id) ?? []);
    const [first] = views;
    if (views.length < named.length || !first) {
      return t(`verdict.next.${group}`);
    }
    const count = (...stages: string[]) =>
      views.filter(({ assessment }) => stages.includes(assessment.stage))
        .length;
    const parts = (pairs: Array<[number, (number: string) => string]>) =>
      pairs
        .filter(([number]) => number > 0)
        .map(([number, say]) => say(numberText(number)))
        .join(' · ') || t(`verdict.next.${group}`);
    switch (group) {
      case 'runs-only-here':
        return parts([
          [
            count('built', 'cut-over', 'proven'),
            number => t('serverTab.detail.ready', { number }),
          ],
          [
            count('planned'),
            number => t('serverTab.detail.planned', { number }),
          ],
          [
            count('discovered'),
            number => t('serverTab.detail.unplanned', { number }),
          ],
        ]);
      case 'moved-line-here':
        return parts([
          [count('proven'), number => t('serverTab.detail.proven', { number })],
          [count('cut-over'), number => t('serverTab.detail.soak', { number })],
        ]);
      case 'runs-twice': {
        const at = first.assessment.nextRunAt;
        return at && now && timezone
          ? t('serverTab.detail.before', {
              name: first.name,
              at: formatNear(new Date(at), now, locale, timezone),
            })
          : t(`verdict.next.${group}`);
      }
      case 'not-seen':
        return views.slice(0, 2).map(silence).join(' · ');
      default:
        return t(`verdict.next.${group}`);
    }
  };
}
