import type {
  Day,
  Forecast,
  ServerView,
} from 'backstage-plugin-batch-migration-common';
import { useMemo, useState } from 'react';
import { useEstate } from '../../hooks/useEstate';
import type { Load } from '../../hooks/useLoad';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { useForecastWords } from '../forecast/useForecastWords';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { calendarDay } from '../time/format';
import { useOneTabStop } from '../workloads/useOneTabStop';
import { ForecastProblem } from './ForecastProblem';
import { byLateness, hardDateAhead, latenessOf } from './lateness';
import { groupHosts } from './serverGroups';
import { ServerRow, type RatedServer } from './ServerRow';
import { useServerStyles } from './serverStyles';
import { timeAxisOf } from './timeAxis';
import type { ForecastServers } from './useServers';

/** So many are seen at once; the latest ones. */
const ROWS = 12;

/** Each server against its next hard date, the latest first. */
export function rate(
  servers: readonly ServerView[],
  forecasts: ReadonlyMap<string, Forecast>,
  today: string,
): RatedServer[] {
  return servers
    .map(server => {
      const forecast = forecasts.get(server.ref);
      return {
        ...{ server, forecast, hardDate: hardDateAhead(server, today) },
        lateness: latenessOf(server, forecast, today),
      };
    })
    .sort(byLateness);
}

const ServerTable = ({
  servers: { items: servers, totalItems: total, forecasts },
  today,
  onMore,
}: {
  servers: ForecastServers;
  today: Day;
  onMore: () => void;
}) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const styles = useServerStyles();
  const table = useOneTabStop();
  const { shortMonth } = useForecastWords();
  const [showsAll, setShowsAll] = useState(false);
  const rows = useMemo(() => {
    const bySubject = forecasts.map(
      ({ subject, forecast }) => [subject.key ?? '', forecast] as const,
    );
    return rate(servers, new Map(bySubject), today);
  }, [servers, forecasts, today]);
  const axis = useMemo(
    () =>
      timeAxisOf(
        today,
        rows.flatMap(({ forecast, hardDate }) => [
          ...(forecast?.state === 'range' ? [forecast.finish.p90] : []),
          ...(hardDate ? [hardDate.date] : []),
        ]),
      ),
    [rows, today],
  );
  const scale = Math.max(1, ...servers.map(({ workloads }) => workloads));
  const groups = useMemo(() => groupHosts(rows), [rows]);
  const shown = showsAll ? groups : groups.slice(0, ROWS);
  const isMore = servers.length < total;
  return (
    <>
      <table ref={table} className={styles.table}>
        <thead className={styles.head}>
          <tr>
            <th scope="col">{t('servers.server')}</th>
            <th scope="col">{t('servers.system')}</th>
            <th scope="col">{t('servers.byStage')}</th>
            <th scope="col">{t('servers.leftTitle')}</th>
            <th scope="col" className={styles.timeline}>
              <span className={styles.hidden}>{t('servers.timeline')}</span>
              <div className={styles.months} aria-hidden>
                {axis.months.map(month => (
                  <span key={month} style={{ left: `${axis.at(month)}%` }}>
                    {shortMonth(month)}
                  </span>
                ))}
              </div>
            </th>
            <th scope="col">{t('servers.verdict')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(hosts => (
            <ServerRow
              key={hosts[0].server.ref}
              row={hosts[0]}
              {...{ hosts, axis, scale, today }}
            />
          ))}
        </tbody>
      </table>
      {(groups.length > ROWS || isMore) && (
        <div className={styles.all}>
          {showsAll && isMore && (
            <Button size="small" onClick={onMore}>
              {t('servers.urgentOf', {
                shown: numberText(rows.length),
                count: total,
              })}
            </Button>
          )}
          <Button
            size="small"
            aria-expanded={showsAll}
            onClick={() => {
              setShowsAll(!showsAll);
              if (!showsAll && isMore) onMore();
            }}
          >
            {showsAll ? t('servers.fewer') : t('servers.all', { count: total })}
          </Button>
        </div>
      )}
    </>
  );
};

export const Servers = ({
  servers,
  onMore,
}: {
  /** The most urgent ones. */
  servers: Load<ForecastServers>;
  /** Somebody wants to see more than have come. */
  onMore: () => void;
}) => {
  const { t } = useTexts();
  const { summary, now, timezone } = useEstate();
  // Without the clock, what ended looks supported, and what passed ahead.
  const today = now && timezone && calendarDay(now, timezone);
  return (
    <Section title={t('servers.title')} hint={t('servers.hint')} flush>
      <Loaded
        load={today ? servers : { ...summary, value: undefined }}
        what={t('states.what.servers')}
        boxes={[28, 28, 28, 28, 28, 28]}
      >
        {value => (
          <>
            <ForecastProblem servers={value} onRetry={servers.reload} />
            <ServerTable servers={value} today={today!} onMore={onMore} />
          </>
        )}
      </Loaded>
    </Section>
  );
};
