import { Content } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import makeStyles from '@material-ui/core/styles/makeStyles';
import { memo, useCallback, useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useEstate } from '../../hooks/useEstate';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { HowFar } from '../forecast/HowFar';
import { useHardDates } from '../forecast/useHardDates';
import { inPage } from '../page/inPage';
import { NotSeenBanner } from '../states/NotSeenBanner';
import { allWaves } from '../waves/allWaves';
import { ByStage } from './ByStage';
import { ByWave } from './ByWave';
import { FirstUse } from './FirstUse';
import { InDanger } from './InDanger';
import { OverviewHeader } from './OverviewHeader';
import { QuestionCards } from './QuestionCards';
import { Servers } from './Servers';
import { SkipToWorkloads } from './SkipToWorkloads';
import { useServers } from './useServers';
import { WorkloadSection } from './WorkloadSection';

const useStyles = makeStyles(theme => ({
  stack: {
    display: 'grid',
    gap: theme.spacing(2),
    minWidth: 0,
    alignContent: 'start',
    fontFamily: theme.typography.fontFamily,
  },
  /** Two cards beside each other, as high as the higher one. */
  halves: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  servers: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'minmax(0, 1fr) 300px',
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  sums: {
    display: 'grid',
    gap: theme.spacing(2),
    alignContent: 'start',
    [theme.breakpoints.down('md')]: {
      gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    },
    [theme.breakpoints.down('xs')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
}));

/** Each is drawn for its own answer, and not for those of the others. */
const Cards = {
  Header: memo(OverviewHeader),
  Questions: memo(QuestionCards),
  InDanger: memo(InDanger),
  HowFar: memo(HowFar),
  Servers: memo(Servers),
  ByStage: memo(ByStage),
  ByWave: memo(ByWave),
  Workloads: memo(WorkloadSection),
};

const Overview = () => {
  const api = useApi(batchMigrationApiRef);
  const styles = useStyles();
  const { summary } = useEstate();
  const [round, setRound] = useState(0);
  const { servers, nearest, showMore } = useServers(round);
  const forecast = useLiveLoad(
    signal => api.forecast({}, { signal }),
    'forecast',
    round,
  );
  const progress = useLiveLoad(
    signal => api.progress({}, { signal }),
    'progress',
    round,
  );
  const waves = useLiveLoad(signal => allWaves(api, signal), 'waves', round);
  const dates = useHardDates(servers.value?.items);
  const { reload: reloadSummary } = summary;
  const reload = useCallback(() => {
    reloadSummary();
    setRound(count => count + 1);
  }, [reloadSummary]);
  const counts = summary.value;

  return (
    <>
      {counts?.scope !== 0 && <SkipToWorkloads />}
      <Cards.Header onRefreshed={reload} />
      <Content>
        {counts?.scope === 0 ? (
          <FirstUse />
        ) : (
          <div className={styles.stack}>
            {counts && <NotSeenBanner sources={counts.silentSources} />}
            <Cards.Questions {...{ summary, nearest, forecast }} />
            <div className={styles.halves}>
              <Cards.InDanger summary={summary} round={round} />
              <Cards.HowFar {...{ progress, forecast, dates }} />
            </div>
            <div className={styles.servers}>
              <Cards.Servers servers={servers} onMore={showMore} />
              <div className={styles.sums}>
                <Cards.ByStage summary={summary} />
                <Cards.ByWave summary={summary} waves={waves} />
              </div>
            </div>
            <Cards.Workloads
              summary={counts}
              round={round}
              onChanged={reload}
            />
          </div>
        )}
      </Content>
    </>
  );
};

/** What is wrong now, how much is verified done, and what is left where. */
export const OverviewPage = inPage(Overview);
