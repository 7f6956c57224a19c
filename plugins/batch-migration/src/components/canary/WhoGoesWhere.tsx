import { parseEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import WarningIcon from '@material-ui/icons/Warning';
import {
  SHARE_TOLERANCE,
  type CanaryView,
  type WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from '../../api';
import { useEstate } from '../../hooks/useEstate';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { useTexts } from '../../translations/useTexts';
import { useFactText } from '../entity/useFactText';
import { Section } from '../states/Section';
import { calendarDay, formatDate } from '../time/format';
import { Time } from '../time/Time';
import { Flows } from './Flows';
import { useRoutingStyles } from './routingStyles';
import { StackBox } from './StackBox';
import { useCanaryWords } from './useCanaryWords';

/** The next hard date of the old stack's server; nothing where it cannot be read. */
function useHardDate({ serverRefs }: WorkloadDetail): string | undefined {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const { locale, now, timezone } = useEstate();
  const { effectOf } = useFactText();
  const [server] = serverRefs;
  const dates = useLiveLoad(async signal => {
    if (!server) return [];
    const { namespace, name } = parseEntityRef(server);
    return (await api.server(namespace, name, { signal })).hardDates;
  }, `hard dates ${server}`).value;
  // Which date is the next one is not known without the estate's day.
  if (!now || !timezone) return undefined;
  const today = calendarDay(now, timezone);
  const next = (dates ?? [])
    .filter(({ date }) => date >= today)
    .sort((a, b) => a.date.localeCompare(b.date))[0];
  return (
    next &&
    t('canary.routing.hardDate', {
      day: formatDate(
        new Date(`${next.date}T00:00:00Z`),
        locale,
        'UTC',
        next.date.slice(0, 4) !== today.slice(0, 4),
      ),
      effect: effectOf(next.effect),
    })
  );
}

/** What the shares come to, and whether they are as they were set. */
const Agreement = ({ canary }: { canary: CanaryView }) => {
  const { t } = useTexts();
  const styles = useRoutingStyles();
  const { number, percent } = useCanaryWords();
  const { legacy, target, apart } = canary.split;
  if (target.setPercent === null) {
    return <p className={styles.sentence}>{t('canary.routing.notSeen')}</p>;
  }
  const set = {
    legacy: number(legacy.setPercent ?? 100 - target.setPercent, 1),
    target: number(target.setPercent, 1),
  };
  if (apart === null) {
    return (
      <p className={styles.sentence}>{t('canary.routing.notCounted', set)}</p>
    );
  }
  const points = number(Math.max(1, Math.round(apart * 10)) / 10, 1);
  return apart > SHARE_TOLERANCE ? (
    <p className={`${styles.sentence} ${styles.warning}`}>
      <WarningIcon fontSize="small" aria-hidden />
      {t('canary.routing.apart', {
        ...set,
        points,
        seen: percent(target.seenPercent!),
      })}
    </p>
  ) : (
    <p className={styles.sentence}>
      {t('canary.routing.agree', { ...set, points })}
    </p>
  );
};

/** Rules and stacks, with what is set beside what was seen. */
export const WhoGoesWhere = ({
  workload,
  canary,
}: {
  workload: WorkloadDetail;
  canary: CanaryView;
}) => {
  const { t } = useTexts();
  const styles = useRoutingStyles();
  const { number, percent } = useCanaryWords();
  const hardDate = useHardDate(workload);
  const { split, countedUntil } = canary;
  const { legacy, target, conditions, headerRules } = split;
  const adopted = workload.plan.decision?.candidates.find(one => one.adopted);
  const all =
    legacy.requestsPerSecond === null || target.requestsPerSecond === null
      ? null
      : legacy.requestsPerSecond + target.requestsPerSecond;
  const set = target.setPercent;
  const rest = legacy.setPercent ?? (set === null ? null : 100 - set);
  const hasHeader = headerRules.length > 0;
  return (
    <Section
      title={t('canary.routing.title')}
      hint={
        countedUntil
          ? t('canary.routing.hint', { at: <Time at={countedUntil} /> })
          : t('canary.routing.hintUnseen')
      }
    >
      <div className={styles.grid}>
        <div
          className={`${styles.source} ${styles.wide}`}
          style={{ gridColumn: 1, gridRow: 1 }}
        >
          <strong>{t('canary.routing.all')}</strong>
          <p className={styles.note}>
            {all === null
              ? t('canary.routing.unknown')
              : t('canary.routing.perSecond', { amount: number(all) })}
          </p>
        </div>
        <span
          className={`${styles.pipe} ${styles.wide}`}
          style={{ gridColumn: 2, gridRow: 1, height: 8 }}
          aria-hidden
        />
        {hasHeader && (
          <>
            <div
              className={`${styles.source} ${styles.wide}`}
              style={{ gridColumn: 1, gridRow: 2 }}
            >
              <strong>{t('canary.routing.testers')}</strong>
              <p className={styles.note}>{t('canary.routing.testersNote')}</p>
            </div>
            <span
              className={`${styles.pipe} ${styles.wide}`}
              style={{ gridColumn: 2, gridRow: 2, height: 2 }}
              aria-hidden
            />
          </>
        )}
        <div className={styles.listener}>
          <span className={styles.note}>{t('canary.routing.listener')}</span>
          <div className={styles.rule}>
            <strong>
              {conditions.length > 0
                ? t('canary.routing.weightedIf', {
                    conditions: conditions.join(', '),
                  })
                : t('canary.routing.weighted')}
            </strong>
            <p className={styles.note}>
              {set === null
                ? t('canary.routing.noRules')
                : t('canary.routing.twoGroups')}
            </p>
            {set !== null && rest !== null && (
              <div
                className={styles.bar}
                role="img"
                aria-label={t('canary.routing.bar', {
                  legacy: percent(rest),
                  target: percent(set),
                })}
              >
                {rest > 0 && (
                  <span className={styles.barLegacy} style={{ flex: rest }}>
                    {number(rest, 1)}
                  </span>
                )}
                {set > 0 && (
                  <span
                    className={styles.barTarget}
                    style={{ flex: set, minWidth: 24 }}
                  >
                    {number(set, 1)}
                  </span>
                )}
              </div>
            )}
          </div>
          {headerRules.map(({ priority, conditions: asked }) => (
            <div key={priority} className={styles.rule}>
              <strong>{t('canary.routing.header', { priority })}</strong>
              {asked.map(one => (
                <div key={one} className={styles.code}>
                  {one.replace(/^header /, '')}
                </div>
              ))}
              <p className={styles.note}>{t('canary.routing.headerNote')}</p>
            </div>
          ))}
        </div>
        <Flows legacy={rest ?? 0} target={set ?? 0} hasHeader={hasHeader} />
        <StackBox
          side="legacy"
          name={workload.command || workload.name}
          stack={legacy}
          note={hardDate}
        />
        <StackBox
          side="target"
          name={adopted?.name ?? workload.plan.targetPlatform ?? workload.name}
          stack={target}
          note={
            target.roomPercent !== null &&
            t('canary.routing.room', {
              percent: percent(Math.floor(target.roomPercent + 0.5), 0),
            })
          }
        />
      </div>
      <Agreement canary={canary} />
    </Section>
  );
};
