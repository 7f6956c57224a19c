import { getCompoundEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { Theme } from '@material-ui/core/styles';
import makeStyles from '@material-ui/core/styles/makeStyles';
import { useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { EstateProvider, useEstate } from '../../hooks/useEstate';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { useTexts } from '../../translations/useTexts';
import { CaptureTokens } from '../captureTokens/CaptureTokens';
import { ServerCost } from '../cost/ServerCost';
import { Density } from '../density/Density';
import { ConnectionNotice } from '../live/ConnectionNotice';
import { ServerDrift } from '../drift/ServerDrift';
import { SubjectForecast } from '../forecast/SubjectForecast';
import { useHardDates } from '../forecast/useHardDates';
import { NotListed } from '../sources/NotListed';
import { Loaded } from '../states/Loaded';
import { Facts } from './Facts';
import { InventoryIssues } from './InventoryIssues';
import { RolesOfServer } from './RolesOfServer';
import { ServerFacts } from './ServerFacts';
import { STILL_HERE, StillHere } from './StillHere';
import { Verdict } from './Verdict';

const columns = (theme: Theme, ...widths: string[]) => ({
  display: 'grid',
  gap: theme.spacing(2),
  alignItems: 'start',
  gridTemplateColumns: widths.join(' '),
  [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
});

const useStyles = makeStyles(theme => ({
  stack: {
    display: 'grid',
    gap: theme.spacing(2),
    minWidth: 0,
    alignContent: 'start',
    fontFamily: theme.typography.fontFamily,
  },
  // As in the picture: the question's card is the widest, its grounds beside it.
  verdict: columns(theme, 'minmax(0, 5fr)', 'minmax(0, 3fr)'),
  rest: columns(theme, 'minmax(0, 2fr)', 'minmax(0, 5fr)'),
}));

/** Can this server be shut down, and if not, what exactly keeps it alive? */
const ServerMigration = () => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const styles = useStyles();
  const { summary } = useEstate();
  const { entity } = useEntity();
  const { namespace, name } = getCompoundEntityRef(entity);
  const [round, setRound] = useState(0);
  const server = useLiveLoad(
    signal => api.server(namespace, name, { signal }),
    `server ${namespace}/${name}`,
    round,
  );
  const serverRef = `resource:${namespace}/${name}`;
  const workloads = useLiveLoad(
    signal =>
      api.workloads(
        {
          server: [serverRef],
          stage: STILL_HERE,
          orderBy: 'danger',
          limit: 100,
        },
        { signal },
      ),
    `workloads ${serverRef}`,
    round,
  );
  const dates = useHardDates(server.value && [server.value]);
  const reload = () => {
    summary.reload();
    setRound(count => count + 1);
  };

  const known = workloads.value?.items ?? [];
  // "Never seen" and "no date" would be said of everything without the clock.
  const hasClock = summary.value !== undefined || summary.error !== undefined;

  return (
    <div className={styles.stack}>
      <ServerFacts
        {...{ serverRef, round, server: server.value }}
        workloads={workloads.value?.items}
        onRefreshed={reload}
      />
      <Loaded
        load={hasClock ? server : { ...server, value: undefined }}
        what={t('states.what.server')}
        boxes={[200, 120]}
      >
        {detail => (
          <>
            <NotListed server={detail} />
            <div className={styles.verdict}>
              <Verdict server={detail} workloads={known} />
              <Facts server={detail} />
            </div>
          </>
        )}
      </Loaded>
      <Density
        filters={{ server: [serverRef] }}
        server={serverRef}
        round={round}
      />
      <div className={styles.rest}>
        {server.value && <RolesOfServer server={server.value} />}
        <StillHere serverRef={serverRef} load={workloads} />
      </div>
      <ServerDrift serverRef={serverRef} round={round} />
      {server.value && <InventoryIssues issues={server.value.issues} />}
      <SubjectForecast
        subject={{ server: serverRef }}
        dates={dates}
        round={round}
      />
      <ServerCost namespace={namespace} name={name} round={round} />
      {server.value && (
        <CaptureTokens
          server={{ namespace, name, title: server.value.title }}
        />
      )}
    </div>
  );
};

/** Tab *Migration* of a `legacy-server`. */
export const ServerMigrationContent = () => (
  <EstateProvider>
    <ServerMigration />
    <ConnectionNotice />
  </EstateProvider>
);
