import { Content, Header, HeaderLabel, Page } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import makeStyles from '@material-ui/core/styles/makeStyles';
import { useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useEstate } from '../../hooks/useEstate';
import { useLoad } from '../../hooks/useLoad';
import { useTexts } from '../../translations/useTexts';
import { TargetsLink } from '../candidates/TargetsLink';
import { HowFar } from '../forecast/HowFar';
import { useHardDates } from '../forecast/useHardDates';
import { ImportLink } from '../import/ImportLink';
import { RefreshButton } from '../RefreshButton';
import { SourcesLink } from '../sources/SourcesLink';
import { NotSeenBanner } from '../states/NotSeenBanner';
import { Time } from '../time/Time';
import { GoldenPathsLink } from '../upgrades/GoldenPathsLink';
import { WavesLink } from '../waves/WavesLink';
import { ByStage } from './ByStage';
import { ByWave } from './ByWave';
import { FirstUse } from './FirstUse';
import { InDanger } from './InDanger';
import { QuestionCards } from './QuestionCards';
import { Servers } from './Servers';
import { WorkloadSection } from './WorkloadSection';

const useStyles = makeStyles(theme => ({
  skip: {
    position: 'absolute',
    left: -9999,
    '&:focus': { position: 'static' },
  },
  actions: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, auto)',
    gap: theme.spacing(0.5),
    marginLeft: theme.spacing(2),
  },
  stack: {
    display: 'grid',
    gap: theme.spacing(2),
    minWidth: 0,
    alignContent: 'start',
    fontFamily: theme.typography.fontFamily,
  },
  pair: {
    display: 'grid',
    gap: theme.spacing(2),
    alignItems: 'start',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 1fr)',
    '& > *': { minWidth: 0 },
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
}));

/** What is wrong now, how much is verified done, and what is left where. */
export const OverviewPage = () => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const styles = useStyles();
  const { summary, timezone } = useEstate();
  const [round, setRound] = useState(0);
  const servers = useLoad(
    signal => api.servers({ limit: 200 }, { signal }),
    `servers ${round}`,
  );
  const forecast = useLoad(
    signal => api.forecast({}, { signal }),
    `forecast ${round}`,
  );
  const progress = useLoad(
    signal => api.progress({}, { signal }),
    `progress ${round}`,
  );
  const waves = useLoad(
    signal => api.waves({ limit: 100 }, { signal }),
    `waves ${round}`,
  );
  const dates = useHardDates(servers.value?.items);
  const reload = () => {
    summary.reload();
    setRound(count => count + 1);
  };
  const counts = summary.value;

  return (
    <Page themeId="home">
      <Header
        title={t('overview.title')}
        subtitle={
          counts
            ? t('overview.subtitle', {
                servers: String(counts.byServer.length),
                workloads: String(counts.scope),
              })
            : t('overview.observedNotReported')
        }
      >
        {timezone && (
          <HeaderLabel label={t('overview.zone')} value={timezone} />
        )}
        {counts?.observedAt && (
          <HeaderLabel
            label={t('overview.observed')}
            value={<Time at={counts.observedAt} show="relative" />}
          />
        )}
        {counts && (
          <HeaderLabel
            label={t('overview.seen')}
            value={t('overview.seenOf', {
              seen: String(counts.scope - counts.notSeen),
              scope: String(counts.scope),
            })}
          />
        )}
        <div className={styles.actions}>
          <ImportLink onHeader />
          <TargetsLink />
          <SourcesLink />
          <WavesLink />
          <GoldenPathsLink />
          <RefreshButton onDone={reload} onHeader />
        </div>
      </Header>
      <Content>
        <a href="#workloads" className={styles.skip}>
          {t('overview.skipToWorkloads')}
        </a>
        {counts?.scope === 0 ? (
          <FirstUse />
        ) : (
          <div className={styles.stack}>
            {counts && <NotSeenBanner sources={counts.silentSources} />}
            <QuestionCards {...{ summary, servers, forecast }} />
            <div className={styles.pair}>
              <div className={styles.stack}>
                <InDanger summary={summary} round={round} />
                <HowFar {...{ progress, forecast, dates }} />
                <Servers servers={servers} />
              </div>
              <div className={styles.stack}>
                <ByStage summary={summary} />
                <ByWave summary={summary} waves={waves.value?.items} />
              </div>
            </div>
            <WorkloadSection
              summary={counts}
              round={round}
              onChanged={reload}
            />
          </div>
        )}
      </Content>
    </Page>
  );
};
