import type {
  Day,
  Forecast,
  HardDate,
  ServerView,
} from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { useForecastWords } from '../forecast/useForecastWords';
import { EntityLink, FilterLink } from '../links';
import { StageBar } from '../stage/StageBar';
import type { Lateness } from './lateness';
import { ServerBand } from './ServerBand';
import { nameOfHosts } from './serverGroups';
import { useServerStyles } from './serverStyles';
import { ServerVerdict } from './ServerVerdict';
import type { TimeAxis } from './timeAxis';

export interface RatedServer {
  server: ServerView;
  forecast: Forecast | undefined;
  /** The next one. */
  hardDate: HardDate | undefined;
  lateness: Lateness;
}

/** `Ubuntu 12.04` of `Ubuntu precise (12.04.5 LTS)`, so that it stays in one line. */
function shortSystem(os: string | null | undefined): string | undefined {
  const [, name, version] =
    /^(\S+) \w+ \((\d+\.\d+)[^)]*\)$/.exec(os ?? '') ?? [];
  return name ? `${name} ${version}` : os ?? undefined;
}

/** The system, and since when nobody mends it. */
const System = ({ server, today }: { server: ServerView; today: Day }) => {
  const { t } = useTexts();
  const styles = useServerStyles();
  const valueOf = (fact: string) =>
    server.facts.find(({ name }) => name === fact)?.value;
  const end = valueOf('os-end-of-life');
  return (
    <>
      {shortSystem(valueOf('os')) ?? t('facts.unknown')}
      {end && end < today && (
        <span className={styles.ended}>
          {' '}
          {t('servers.ended', { year: end.slice(0, 4) })}
        </span>
      )}
    </>
  );
};

/** One server in one line; two on a narrow page. */
export const ServerRow = ({
  row: { server, forecast, hardDate, lateness },
  hosts,
  axis,
  scale,
  today,
}: {
  row: RatedServer;
  /** The server alone, or it with those of its role that stand alike. */
  hosts: RatedServer[];
  axis: TimeAxis;
  /** Workloads of the longest bar. */
  scale: number;
  today: Day;
}) => {
  const { t } = useTexts();
  const styles = useServerStyles();
  const { dayText } = useForecastWords();
  const finish = forecast?.state === 'range' ? forecast.finish : undefined;
  return (
    <tr className={styles.row}>
      <th scope="row" className={styles.name}>
        {hosts.length > 1 ? (
          <>
            <EntityLink entityRef={server.roleRefs[0]} tab="/jobs">
              {nameOfHosts(hosts.map(host => host.server.title))}
            </EntityLink>{' '}
            <span className={styles.hosts}>
              {t('servers.hosts', { count: hosts.length })}
            </span>
          </>
        ) : (
          <EntityLink entityRef={server.ref} tab="/migration">
            {server.title}
          </EntityLink>
        )}
      </th>
      <td className={styles.system}>
        <System {...{ server, today }} />
      </td>
      <td className={styles.bar}>
        <StageBar byStage={server.byStage} scale={scale} />
      </td>
      <td className={styles.left}>
        <FilterLink filters={{ server: hosts.map(host => host.server.ref) }}>
          {t('servers.left', { count: server.left })}
        </FilterLink>
      </td>
      <td className={styles.timeline}>
        <ServerBand {...{ axis, today, forecast, hardDate }} />
      </td>
      <td className={`${styles.range} ${finish ? '' : styles.noRange}`}>
        {finish
          ? t('forecast.range', {
              from: dayText(finish.p10),
              to: dayText(finish.p90),
            })
          : '–'}
      </td>
      <td className={styles.verdict}>
        <ServerVerdict {...{ server, forecast, lateness, hardDate }} />
      </td>
    </tr>
  );
};
