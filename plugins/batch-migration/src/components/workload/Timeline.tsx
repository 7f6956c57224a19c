import { Link } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import type {
  RunsResponse,
  WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import {
  Fragment,
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { useEstate } from '../../hooks/useEstate';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { refName } from '../links';
import { useZone } from '../time/useZone';
import { TickAnswer } from '../why/TickAnswer';
import { WhyPopover } from '../why/WhyPopover';
import { currentColumn, type Place } from './currentColumn';
import { DayHeads } from './DayHeads';
import { bordersOf, columnsOf, type Column } from './laneColumns';
import { placeBorders } from './placeBorders';
import { runKey } from './runText';
import { headsOf } from './timelineHeads';
import { HEIGHTS, TimelineColumn } from './TimelineColumn';
import { TimelineMark } from './TimelineMark';
import { useColumnSentence } from './useColumnSentence';

/** More marks than this cannot be told apart; the newest are drawn. */
const DRAWN = 120;

/** Where the lane is, below its side. */
const LaneName = ({
  colour,
  name,
  children,
}: {
  colour: string;
  name: string;
  children: ReactNode;
}) => (
  <Box height={HEIGHTS.lane} mb="6px" lineHeight="15px" color={colour}>
    <Box fontWeight={600} fontSize={13}>
      {name}
    </Box>
    <Box fontSize={11} overflow="hidden" whiteSpace="nowrap">
      {children}
    </Box>
  </Box>
);

/** Logs of the runs of the column that is read. */
const Logs = ({ column }: { column: Column }) => {
  const { t } = useTexts();
  let runs = column.kind === 'tick' ? column.tick.runs : [];
  if (column.kind === 'trial') runs = [column.run];
  return (
    <>
      {runs.map(
        run =>
          run.url && (
            <Fragment key={runKey(run)}>
              {' · '}
              <Link
                to={run.url}
                title={run.source}
                style={{ textDecoration: 'underline' }}
              >
                {t('workloadPage.logOf', { side: t(`sides.${run.side}`) })}
              </Link>
            </Fragment>
          ),
      )}
    </>
  );
};

/**
 * One column for each due run: what ran on the legacy lane, what ran on the
 * target lane, and the verdict; trials stand between them, and after now what
 * will happen if nobody acts. One tab stop; the arrow keys walk the columns,
 * each is read out as a sentence, and Escape leaves.
 */
export const Timeline = ({
  value,
  workload,
}: {
  value: RunsResponse;
  workload: WorkloadDetail;
}) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const { locale } = useEstate();
  const { zone, named } = useZone();
  const all = columnsOf(value, workload);
  const columns = all.slice(-DRAWN);
  const borders = bordersOf(value, workload).filter(
    ({ at }) => all.length <= DRAWN || at >= columns[0].at,
  );
  const [place, setPlace] = useState<Place>();
  const at = currentColumn(columns, place);
  const current = columns[at];
  const goTo = (index: number) => setPlace({ at: columns[index].at, index });
  const isTool = workload.kind === 'on-demand';
  const sentenceOf = useColumnSentence(isTool);
  const chart = useRef<HTMLDivElement>(null);
  // Where the chart is wider than the screen: the page itself stays in place.
  useEffect(() => {
    const own = chart.current?.querySelector<HTMLElement>('[data-current]');
    if (!chart.current || !own) return;
    const { offsetLeft, clientWidth } = chart.current;
    chart.current.scrollLeft =
      own.offsetLeft - offsetLeft - (clientWidth - own.clientWidth) / 2;
  }, [at, columns.length]);

  const walk = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape') event.currentTarget.blur();
    const last = columns.length - 1;
    const to = {
      ArrowLeft: Math.max(0, at - 1),
      ArrowRight: Math.min(last, at + 1),
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    goTo(to);
  };

  if (columns.length === 0) return <p>{t('runs.noneDue')}</p>;
  const heads = headsOf(columns, locale, zone);
  const placed = placeBorders(borders, columns);
  const lines = Math.max(0, ...placed.map(({ level }) => level + 1));
  return (
    <>
      <Box display="flex">
        <Box width={104} flexShrink={0} fontSize={12} color={tokens.text2}>
          <Box height={HEIGHTS.head} display="flex" alignItems="center">
            {heads.time
              ? t('workloadPage.dueAt', {
                  time: named(heads.time),
                })
              : t('runs.due')}
          </Box>
          <LaneName colour={tokens.legacyText} name={t('sides.legacy')}>
            {workload.serverRefs.slice(0, 1).map(refName).join()}
            {workload.serverRefs.length > 1 &&
              ` +${workload.serverRefs.length - 1}`}
          </LaneName>
          <LaneName colour={tokens.target} name={t('sides.target')}>
            {workload.plan.targetPlatform}
          </LaneName>
          <Box height={HEIGHTS.foot} mt="-6px" pt="6px">
            {t('runs.verdict')}
          </Box>
        </Box>
        <div ref={chart} style={{ overflow: 'auto', flex: 1 }}>
          <Box
            // What scrolls has to be reachable by keyboard.
            tabIndex={0}
            role="group"
            aria-roledescription={t('runs.chart')}
            aria-label={sentenceOf(current)}
            onKeyDown={walk}
            display="grid"
            dir="ltr"
            // All as wide as the widest label, the day of its columns included.
            gridTemplateColumns={`repeat(${columns.length}, minmax(max-content, 1fr))`}
            width="max-content"
            minWidth="100%"
            pb={`${lines * HEIGHTS.mark + 4}px`}
          >
            <DayHeads days={heads.days} tokens={tokens} />
            {columns.map((column, index) => (
              <div
                key={`${column.kind} ${column.at} ${index}`}
                style={{
                  gridRow: 2,
                  gridColumn: index + 1,
                  minWidth: 48,
                  textAlign: 'center',
                  fontSize: 11,
                  cursor: 'pointer',
                  outline:
                    index === at ? `1px dotted ${tokens.text3}` : undefined,
                  outlineOffset: -1,
                }}
                title={sentenceOf(column)}
                onClick={() => goTo(index)}
                aria-hidden
                data-current={index === at || undefined}
                data-kind={column.kind}
                data-verdict={
                  column.kind === 'tick' ? column.tick.verdict : undefined
                }
              >
                <TimelineColumn
                  column={column}
                  time={heads.times[index]}
                  isTool={isTool}
                  tokens={tokens}
                />
              </div>
            ))}
            {placed.map(mark => (
              <TimelineMark
                key={`${mark.border.at} ${mark.border.what}`}
                mark={mark}
                columns={columns.length}
                tokens={tokens}
              />
            ))}
          </Box>
        </div>
      </Box>
      <Box fontSize={12} mt={0.5} color={tokens.text2}>
        <span aria-live="polite">
          {sentenceOf(current)}
          {all.length > DRAWN &&
            ` · ${t('runs.cut', { drawn: String(DRAWN) })}`}
        </span>{' '}
        {current.kind === 'tick' && (
          <WhyPopover
            word={sentenceOf(current)}
            answer={() => <TickAnswer tick={current.tick} />}
          >
            <span style={{ color: tokens.link, textDecoration: 'underline' }}>
              {t('why.ask')}
            </span>
          </WhyPopover>
        )}
        <Logs column={current} />
      </Box>
      <Box fontSize={12} color={tokens.text2}>
        {t('runs.legend')}
      </Box>
    </>
  );
};
