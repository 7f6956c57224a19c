import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTokens } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { formatDate } from '../time/format';
import type { AllowedRange } from './jobVerdict';
import { LaneRow } from './LaneRow';
import type { Lane } from './laneState';
import { marksOf, middleAround, MINUTE, minuteAt, percentOf } from './scale';
import { useTimelineStyles } from './timelineStyles';
import { useLaneSentence } from './useLaneSentence';
import { useWords } from './words';

/** More lanes than this do not help the eye. */
const DRAWN = 60;

export interface HandoverTimelineProps {
  lanes: Lane[];
  /** UTC milliseconds. */
  at: number;
  range: AllowedRange | undefined;
  onMove: (at: number) => void;
}

const Legend = () => {
  const { t } = useTexts();
  const styles = useTimelineStyles();
  const tokens = useTokens();
  const swatch = (style: object) => (
    <span className={styles.swatch} style={style} aria-hidden />
  );
  return (
    <ul className={styles.legend}>
      <li>
        {swatch({ background: tokens.legacy })}
        {t('handover.timeline.legend.legacy')}
      </li>
      <li>
        {swatch({ background: tokens.target })}
        {t('handover.timeline.legend.target')}
      </li>
      <li>
        {swatch({ background: tokens.good, opacity: 0.45 })}
        {t('handover.timeline.legend.gap')}
      </li>
      <li>
        <span
          className={`${styles.swatch} ${styles.noGap}`}
          style={{ top: 0, height: 10 }}
          aria-hidden
        />
        {t('handover.timeline.legend.noGap')}
      </li>
      <li>
        <span
          className={`${styles.swatch} ${styles.notSeen}`}
          style={{ top: 0, height: 10 }}
          aria-hidden
        />
        {t('handover.timeline.legend.unknown')}
      </li>
    </ul>
  );
};

/**
 * One lane for each job. One tab stop: left and right move the instant, up
 * and down read the lanes, and Escape leaves.
 */
export const HandoverTimeline = ({
  lanes,
  at,
  range,
  onMove,
}: HandoverTimelineProps) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const styles = useTimelineStyles();
  const words = useWords();
  const sentenceOf = useLaneSentence();
  const [walked, setWalked] = useState<number>();
  /** While a pointer drags, the middle stands still under it. */
  const [held, setHeld] = useState<number>();
  const foot = useRef<HTMLDivElement>(null);
  const middle = middleAround(held ?? at);
  const drawn = lanes.slice(0, DRAWN);
  const reading = walked === undefined ? undefined : lanes[walked];

  useEffect(() => setWalked(undefined), [lanes.length]);

  const keys = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const instants: Record<string, number | undefined> = {
      ArrowLeft: at - MINUTE,
      ArrowRight: at + MINUTE,
      Home: range?.earliest,
      End: range?.latest,
    };
    const lanesAt: Record<string, number> = {
      ArrowUp: Math.max(0, (walked ?? drawn.length) - 1),
      ArrowDown: Math.min(drawn.length - 1, (walked ?? -1) + 1),
    };
    if (event.key in instants) {
      event.preventDefault();
      const next = instants[event.key];
      if (next !== undefined) {
        setWalked(undefined);
        onMove(next);
      }
    } else if (event.key in lanesAt) {
      event.preventDefault();
      setWalked(lanesAt[event.key]);
    } else if (event.key === 'Escape') {
      setWalked(undefined);
      event.currentTarget.blur();
    }
  };

  const drag = (clientX: number) => {
    const box = foot.current?.getBoundingClientRect();
    if (box) onMove(minuteAt(clientX - box.left, box.width, middle));
  };

  return (
    <>
      {/* A chart is one tab stop, with keys of its own. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        className={styles.chart}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="group"
        aria-roledescription={t('handover.timeline.chart')}
        aria-label={t('handover.timeline.title')}
        aria-describedby="handover-timeline-help"
        onKeyDown={keys}
      >
        <div className={styles.inner}>
          <div className={styles.row} aria-hidden>
            <span />
            <span className={`${styles.head} ${styles.legacyHead}`}>
              {t('handover.timeline.lastLegacy')}
            </span>
            <span />
            <div className={styles.axis}>
              <span className={styles.day}>
                {formatDate(new Date(at), words.locale, words.timezone)}
              </span>
              {marksOf(middle).map(mark => (
                <span
                  key={mark}
                  className={styles.mark}
                  style={{ left: `${percentOf(mark, middle)}%` }}
                >
                  {words.clock(mark)}
                </span>
              ))}
            </div>
            <span />
            <span className={`${styles.head} ${styles.targetHead}`}>
              {t('handover.timeline.firstTarget')}
            </span>
          </div>
          <ul className={styles.lanes}>
            {drawn.map((lane, index) => (
              <LaneRow
                key={lane.id}
                lane={lane}
                sentence={sentenceOf(lane)}
                middle={middle}
                at={at}
                range={range}
                walked={index === walked}
              />
            ))}
          </ul>
          <div className={styles.row} aria-hidden>
            <span style={{ gridColumn: '1 / span 3' }} />
            <div className={styles.foot} ref={foot}>
              <span
                className={styles.pill}
                style={{ left: `${percentOf(at, middle)}%` }}
                data-testid="handover-handle"
                onPointerDown={event => {
                  if (!range) return;
                  event.currentTarget.setPointerCapture?.(event.pointerId);
                  setHeld(at);
                }}
                onPointerMove={event => {
                  if (held !== undefined) drag(event.clientX);
                }}
                onPointerUp={() => setHeld(undefined)}
                onPointerCancel={() => setHeld(undefined)}
              >
                <span>
                  {t('handover.timeline.switch', { at: words.near(at, at) })}
                </span>
              </span>
            </div>
          </div>
        </div>
      </div>
      {lanes.length > drawn.length && (
        <p style={{ fontSize: 12 }}>
          {t('handover.timeline.cut', {
            drawn: numberText(drawn.length),
            count: lanes.length,
          })}
        </p>
      )}
      <Legend />
      <p id="handover-timeline-help" className={styles.hidden}>
        {t('handover.timeline.help')}
      </p>
      <span className={styles.hidden} role="status">
        {reading && sentenceOf(reading)}
      </span>
    </>
  );
};
