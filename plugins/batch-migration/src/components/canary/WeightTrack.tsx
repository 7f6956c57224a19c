import CheckIcon from '@material-ui/icons/Check';
import LockIcon from '@material-ui/icons/Lock';
import type {
  CanaryView,
  TrackPoint,
  WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import type { ReactNode } from 'react';
import { useEstate } from '../../hooks/useEstate';
import { useTexts } from '../../translations/useTexts';
import { Section } from '../states/Section';
import { formatDate } from '../time/format';
import { Time } from '../time/Time';
import { useDuration } from '../time/useDuration';
import { useZone } from '../time/useZone';
import { useTrackStyles } from './trackStyles';
import { useCanaryWords } from './useCanaryWords';

const HOUR_MS = 3_600_000;
/** Bakes are talked of in hours: 48 h; a week is 7 days. */
const MOST_HOURS = 72;

/** One dot of the line, with what stands above and below it. */
const Point = ({
  name,
  isDone,
  isNow,
  state,
  way,
  gate,
  children,
}: {
  name: string;
  isDone: boolean;
  isNow?: boolean;
  /** In words, for those who do not see the dot. */
  state: string;
  way?: ReactNode;
  gate?: ReactNode;
  children: ReactNode;
}) => {
  const styles = useTrackStyles();
  const dot = [
    styles.dot,
    isDone ? styles.dotDone : '',
    isNow ? styles.dotNow : '',
  ].join(' ');
  return (
    <li className={styles.point} aria-current={isNow ? 'step' : undefined}>
      {gate}
      <div className={styles.name}>{isNow ? '' : name}</div>
      <div className={styles.dotRow}>
        {way}
        <span className={dot} role="img" aria-label={`${name}: ${state}`}>
          {isNow && name}
          {isDone && <CheckIcon aria-hidden />}
        </span>
      </div>
      {children}
    </li>
  );
};

/** Weights with their bakes, in place of the stages, and where there is no way back. */
export const WeightTrack = ({
  workload,
  canary,
}: {
  workload: WorkloadDetail;
  canary: CanaryView;
}) => {
  const { t } = useTexts();
  const styles = useTrackStyles();
  const { number: format, percent } = useCanaryWords();
  const duration = useDuration();
  const { locale, now } = useEstate();
  const { zone, named } = useZone();
  const { track, split } = canary;
  const { bake, points } = track;
  const { steps, pointOfNoReturn } = workload.cutover;
  const { stage, target } = workload.assessment;
  const hours = (count: number) =>
    count <= MOST_HOURS
      ? t('time.hours', { major: format(count, 1) })
      : duration((count * HOUR_MS) / 1000);
  const day = (at: string) =>
    named(formatDate(new Date(at), locale, zone, false));

  const isBuilt = target !== 'absent' && target !== 'unknown';
  const before = steps.filter(
    ({ number, state }) => state === 'done' && number < points[0]?.number,
  );
  const builtAt = before[before.length - 1]?.at;
  const elapsed = bake && now ? now.getTime() - Date.parse(bake.since) : 0;
  // In whole hours it has room between two weights.
  const elapsedText =
    elapsed < HOUR_MS
      ? duration(Math.floor(elapsed / 1000))
      : hours(Math.floor(elapsed / HOUR_MS));
  const whole = bake?.until
    ? Date.parse(bake.until) - Date.parse(bake.since)
    : 0;
  const set = split.target.setPercent;

  const noteOf = (point: TrackPoint) => {
    const { state, since, percent: share } = point;
    if (state === 'baking' && since) {
      return (
        <>
          {share === 100 && `${t('canary.track.cutOver')}, `}
          {t('canary.track.since', { at: <Time at={since} /> })}
        </>
      );
    }
    if (since) return day(since);
    if (state === 'next' && track.nextFrom) {
      return t('canary.track.from', { at: <Time at={track.nextFrom} /> });
    }
    return share === 100 ? t('canary.track.cutOver') : ' ';
  };
  const bakeOf = ({ bakeHours, percent: share }: TrackPoint) => {
    if (bakeHours === null) return t('canary.track.noBake');
    const time = hours(bakeHours);
    return share === 100
      ? t('canary.track.proof', { time })
      : t('canary.track.bake', { time });
  };
  const isReached = ({ since }: TrackPoint) => since !== null;
  const wayTo = (point: TrackPoint) => (
    <span className={`${styles.way} ${isReached(point) ? styles.done : ''}`}>
      {point.state === 'next' && bake && whole > 0 && (
        <>
          <span
            className={styles.elapsed}
            style={{ width: `${Math.min(100, (100 * elapsed) / whole)}%` }}
          />
          <span className={styles.elapsedText}>
            {bake.isOver
              ? t('canary.track.over')
              : t('canary.track.elapsed', {
                  elapsed: elapsedText,
                  whole: hours(whole / HOUR_MS),
                })}
          </span>
        </>
      )}
    </span>
  );

  return (
    <Section
      title={t('canary.track.title')}
      hint={
        set === null
          ? t('canary.track.unknown')
          : t('canary.track.now', { percent: percent(set) })
      }
    >
      <ol className={styles.track} aria-label={t('canary.track.title')}>
        <Point
          name={t('canary.track.start')}
          isDone={isBuilt}
          state={t(isBuilt ? 'canary.track.built' : 'canary.track.notBuilt')}
        >
          <div>
            {t(isBuilt ? 'canary.track.built' : 'canary.track.notBuilt')}
          </div>
          <div>{builtAt ? day(builtAt) : ' '}</div>
        </Point>
        {points.map(point => {
          const isNow = point.stepId === bake?.stepId;
          return (
            <Point
              key={point.stepId}
              name={percent(point.percent)}
              isDone={isReached(point) && !isNow}
              isNow={isNow}
              state={t(`canary.track.states.${point.state}`)}
              way={wayTo(point)}
            >
              <div className={isNow ? styles.strong : undefined}>
                <span className={styles.narrowOnly}>
                  {percent(point.percent)} ·{' '}
                </span>
                {bakeOf(point)}
              </div>
              <div>{noteOf(point)}</div>
            </Point>
          );
        })}
        <Point
          name={t('canary.track.off')}
          isDone={stage === 'retired'}
          state={t('canary.track.offNote')}
          way={
            <span
              className={`${styles.way} ${
                stage === 'retired' ? styles.done : ''
              }`}
            />
          }
          gate={
            pointOfNoReturn && (
              <span className={styles.gate}>
                <span
                  className={styles.pill}
                  role="img"
                  aria-label={t('cutover.onTrackLabel', {
                    number: String(pointOfNoReturn.number ?? '?'),
                    title: pointOfNoReturn.title,
                  })}
                >
                  <LockIcon fontSize="inherit" aria-hidden />
                  {t('canary.track.noReturn')}
                </span>
              </span>
            )
          }
        >
          <div>
            <span className={styles.narrowOnly}>
              {t('canary.track.off')} ·{' '}
            </span>
            {t('canary.track.offNote')}
          </div>
          <div>{t('stages.retired')}</div>
        </Point>
      </ol>
    </Section>
  );
};
