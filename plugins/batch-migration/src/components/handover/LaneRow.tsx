import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import type { AllowedRange } from './jobVerdict';
import type { Lane } from './laneState';
import { marksOf, percentOf, rowsOf, spanOf, type Middle } from './scale';
import { useTimelineStyles } from './timelineStyles';
import { useWords } from './words';

const Runs = ({
  runs,
  side,
  shared,
  middle,
}: {
  runs: Lane['legacyRuns'];
  side: 'legacy' | 'target';
  /** Both sides run at the same time: the old one above, the new one below. */
  shared: boolean;
  middle: Middle;
}) => {
  const styles = useTimelineStyles();
  const tokens = useTokens();
  const colour = tokens[side];
  const rows = rowsOf(runs);
  const halved = shared || rows.some(({ row }) => row === 1);
  const lower = side === 'target' ? 1 : 0;
  return (
    <>
      {rows.map(({ at, seconds, row }, index) => {
        const begin = Date.parse(at);
        const span = spanOf(begin, begin + seconds * 1000, middle);
        if (!span) return null;
        // Of the new runs only the first is the handover's own.
        const filled = side === 'legacy' || index === 0;
        return (
          <span
            key={at}
            className={styles.run}
            style={{
              ...span,
              top: halved ? 11 + (shared ? lower : row) * 12 : 15,
              height: halved ? 11 : 16,
              border: `1px solid ${colour}`,
              background: filled ? colour : tokens.surface,
            }}
          />
        );
      })}
    </>
  );
};

/** What follows is not to scale. */
const Break = () => {
  const styles = useTimelineStyles();
  const sign = '//';
  return <span className={styles.break}>{sign}</span>;
};

/** Between the breaks: to scale. */
const MiddlePart = ({
  lane,
  middle,
  at,
  range,
}: {
  lane: Lane;
  middle: Middle;
  at: number;
  range: AllowedRange | undefined;
}) => {
  const styles = useTimelineStyles();
  const moves = lane.state === 'moves';
  const guarded = lane.move?.procedure === 'guard';
  const allowed = range && spanOf(range.earliest, range.latest, middle);
  return (
    <div className={styles.middle}>
      {marksOf(middle).map(mark => (
        <span
          key={mark}
          className={styles.grid}
          style={{ left: `${percentOf(mark, middle)}%` }}
        />
      ))}
      {lane.state === 'overlaps' && <span className={styles.noGap} />}
      {lane.state === 'unknown' && <span className={styles.notSeen} />}
      {lane.state !== 'unknown' && <span className={styles.base} />}
      {moves && allowed && <span className={styles.allowed} style={allowed} />}
      {lane.state !== 'overlaps' &&
        lane.view.lane.gaps.map(gap => {
          const span = spanOf(
            Date.parse(gap.earliest),
            Date.parse(gap.latest),
            middle,
          );
          return (
            span && (
              <span key={gap.earliest} className={styles.gap} style={span} />
            )
          );
        })}
      <Runs
        runs={lane.legacyRuns}
        side="legacy"
        shared={guarded}
        middle={middle}
      />
      <Runs
        runs={lane.targetRuns}
        side="target"
        shared={guarded}
        middle={middle}
      />
      <span
        className={`${styles.instant} ${moves ? '' : styles.aside}`}
        style={{ left: `${percentOf(at, middle)}%` }}
      />
      {moves && (
        <span
          className={styles.diamond}
          style={{ left: `${percentOf(at, middle)}%` }}
        />
      )}
    </div>
  );
};

const LeftEnd = ({ lane, at }: { lane: Lane; at: number }) => {
  const { t } = useTexts();
  const styles = useTimelineStyles();
  const words = useWords();
  if (lane.move) {
    return lane.move.lastLegacyTick ? (
      <span className={styles.legacyChip}>
        {words.near(lane.move.lastLegacyTick, at)}
      </span>
    ) : (
      <span className={styles.noChip}>{t('handover.timeline.none')}</span>
    );
  }
  const later = lane.refusal?.code === 'no-gap-then';
  let why: string = t('handover.timeline.refused');
  if (lane.state === 'overlaps') why = t('handover.timeline.noGap');
  else if (later) why = t('handover.timeline.notThen');
  return <span className={styles.warningChip}>{why}</span>;
};

const RightEnd = ({ lane, at }: { lane: Lane; at: number }) => {
  const { t } = useTexts();
  const styles = useTimelineStyles();
  const words = useWords();
  const first = lane.move?.firstTargetTick;
  if (first) {
    return <span className={styles.targetChip}>{words.near(first, at)}</span>;
  }
  return (
    <span className={styles.noChip}>
      {lane.move
        ? t('handover.timeline.none')
        : t('handover.timeline.notPlanned')}
    </span>
  );
};

/** One job: a picture for the eye, a sentence for everybody else. */
export const LaneRow = ({
  lane,
  sentence,
  middle,
  at,
  range,
  walked,
}: {
  lane: Lane;
  sentence: string;
  middle: Middle;
  at: number;
  range: AllowedRange | undefined;
  walked: boolean;
}) => {
  const { t } = useTexts();
  const styles = useTimelineStyles();
  const procedure = lane.move?.procedure;
  const under =
    procedure && procedure !== 'gap'
      ? t(`handover.timeline.procedures.${procedure}`)
      : lane.view.legacy.map(({ expression }) => expression).join(', ');
  return (
    <li data-lane={lane.state}>
      <span className={styles.hidden}>{sentence}</span>
      <div
        className={`${styles.row} ${styles.lane} ${
          walked ? styles.walked : ''
        }`}
        title={sentence}
        aria-hidden
      >
        <span className={styles.name}>
          <span className={styles.cut}>{lane.name}</span>
          <code className={`${styles.cut} ${styles.small}`}>{under}</code>
        </span>
        <LeftEnd lane={lane} at={at} />
        <Break />
        <MiddlePart lane={lane} middle={middle} at={at} range={range} />
        <Break />
        <RightEnd lane={lane} at={at} />
      </div>
    </li>
  );
};
