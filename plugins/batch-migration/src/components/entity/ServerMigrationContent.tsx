import { getCompoundEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import makeStyles from '@material-ui/core/styles/makeStyles';
import { useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { EstateProvider, useEstate } from '../../hooks/useEstate';
import { useLoad } from '../../hooks/useLoad';
import { useTexts } from '../../translations/useTexts';
import { CaptureTokens } from '../captureTokens/CaptureTokens';
import { ServerCost } from '../cost/ServerCost';
import { Density } from '../density/Density';
import { ServerDrift } from '../drift/ServerDrift';
import { SubjectForecast } from '../forecast/SubjectForecast';
import { useHardDates } from '../forecast/useHardDates';
import { HandoverServerButton } from '../handover/HandoverLink';
import { ImportLink } from '../import/ImportLink';
import { FilterLink } from '../links';
import { RefreshButton } from '../RefreshButton';
import { NotListed } from '../sources/NotListed';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { NoMatch } from '../workloads/NoMatch';
import { WorkloadTable } from '../workloads/WorkloadTable';
import type { Order } from '../workloads/query';
import { Facts } from './Facts';
import { InventoryIssues } from './InventoryIssues';
import { RolesOfServer } from './RolesOfServer';
import { Verdict } from './Verdict';

const useStyles = makeStyles(theme => ({
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
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 1fr)',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
}));

/** What keeps a server alive; everything but `retired`. */
const STILL_HERE = [
  'discovered',
  'planned',
  'built',
  'cut-over',
  'proven',
  'retained',
];

/** Can this server be shut down, and if not, what exactly keeps it alive? */
const ServerMigration = () => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const styles = useStyles();
  const { summary } = useEstate();
  const { entity } = useEntity();
  const { namespace, name } = getCompoundEntityRef(entity);
  const [round, setRound] = useState(0);
  const [orderBy, setOrderBy] = useState<Order>('danger');
  const server = useLoad(
    signal => api.server(namespace, name, { signal }),
    `server ${namespace}/${name} ${round}`,
  );
  const serverRef = `resource:${namespace}/${name}`;
  const workloads = useLoad(
    signal =>
      api.workloads(
        { server: [serverRef], stage: STILL_HERE, orderBy, limit: 100 },
        { signal },
      ),
    `workloads ${serverRef} ${orderBy} ${round}`,
  );
  const dates = useHardDates(server.value && [server.value]);
  const reload = () => {
    summary.reload();
    setRound(count => count + 1);
  };

  return (
    <div className={styles.stack}>
      <Box
        display="flex"
        flexWrap="wrap"
        justifyContent="flex-end"
        style={{ gap: 8 }}
      >
        <HandoverServerButton serverRef={serverRef} />
        <ImportLink server={serverRef} />
        <RefreshButton onDone={reload} />
      </Box>
      <Loaded load={server} what={t('states.what.server')} boxes={[200, 120]}>
        {detail => (
          <>
            <NotListed server={detail} />
            <div className={styles.pair}>
              <Verdict server={detail} />
              <Facts server={detail} />
            </div>
            <InventoryIssues issues={detail.issues} />
          </>
        )}
      </Loaded>
      <SubjectForecast
        subject={{ server: serverRef }}
        dates={dates}
        round={round}
      />
      <ServerDrift serverRef={serverRef} round={round} />
      <Density
        filters={{ server: [serverRef] }}
        server={serverRef}
        round={round}
      />
      <ServerCost namespace={namespace} name={name} round={round} />
      {server.value && <RolesOfServer server={server.value} />}
      <Section
        title={t('server.stillHere')}
        hint={
          workloads.value &&
          t('server.stillHereHint', { count: workloads.value.totalItems })
        }
        action={
          <FilterLink filters={{ server: [serverRef] }}>
            {t('server.all')}
          </FilterLink>
        }
        flush
      >
        <Loaded
          load={workloads}
          what={t('states.what.workloads')}
          boxes={[44, 44, 44, 44]}
        >
          {({ items }) =>
            items.length === 0 ? (
              <NoMatch />
            ) : (
              <Box overflow="auto">
                <WorkloadTable
                  workloads={items}
                  orderBy={orderBy}
                  onOrder={setOrderBy}
                />
              </Box>
            )
          }
        </Loaded>
      </Section>
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
  </EstateProvider>
);
