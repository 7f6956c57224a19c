import { Content, Header, HeaderLabel, Page } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import makeStyles from '@material-ui/core/styles/makeStyles';
import type { WorkloadDetail } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useEstate } from '../../hooks/useEstate';
import { useLoad } from '../../hooks/useLoad';
import { rootRouteRef } from '../../routes';
import { useTexts } from '../../translations/useTexts';
import { FoundForWorkload } from '../candidates/FoundForWorkload';
import { Cutover } from '../cutover/Cutover';
import { DriftSection } from '../drift/DriftSection';
import { Exemptions } from '../exemptions/Exemptions';
import { canHandOver, HandoverLink } from '../handover/HandoverLink';
import { EntityLink, refName } from '../links';
import { RefreshButton } from '../RefreshButton';
import { statusOf } from '../states/LoadError';
import { Loaded } from '../states/Loaded';
import { Time } from '../time/Time';
import { Blockers } from './Blockers';
import { BothSides } from './BothSides';
import { DangerBanner } from './DangerBanner';
import { History } from './History';
import { PlanSection } from './PlanSection';
import { StagePath } from './StagePath';
import { When } from './When';

const useStyles = makeStyles(theme => ({
  stack: {
    display: 'grid',
    gap: theme.spacing(2),
    minWidth: 0,
    alignContent: 'start',
    fontFamily: theme.typography.fontFamily,
  },
  // In a line of words, colour alone does not tell a link.
  place: { margin: 0, '& a': { textDecoration: 'underline' } },
  pair: {
    display: 'grid',
    gap: theme.spacing(2),
    alignItems: 'start',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
}));

function lastLook({ locations }: WorkloadDetail): string | undefined {
  return locations
    .flatMap(({ observedAt }) => observedAt ?? [])
    .sort()
    .pop();
}

/** One workload: healthy on both sides, how far, and what comes next. */
export const WorkloadPage = ({ id }: { id: string }) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const root = useRouteRef(rootRouteRef);
  const styles = useStyles();
  const { summary } = useEstate();
  const [round, setRound] = useState(0);
  const detail = useLoad(
    signal => api.workload(id, { signal }),
    `${id} ${round}`,
  );
  const reload = () => {
    summary.reload();
    setRound(count => count + 1);
  };
  const workload = detail.value;
  const seenAt = workload && lastLook(workload);
  const notFound = detail.error && statusOf(detail.error) === 404;

  return (
    <Page themeId="home">
      <Header
        title={workload?.name ?? t('workload.title')}
        type={t('overview.title')}
        typeLink={root()}
        subtitle={
          workload &&
          [...workload.serverRefs.slice(0, 1), workload.roleRef]
            .map(refName)
            .join(' / ')
        }
      >
        {workload && (
          <>
            <HeaderLabel
              label={t('workload.kind')}
              value={t(`kinds.${workload.kind}`)}
            />
            <HeaderLabel
              label={t('workload.owner')}
              value={
                workload.ownerRef
                  ? refName(workload.ownerRef)
                  : t('workload.nobody')
              }
            />
            <HeaderLabel
              label={t('workload.wave')}
              value={workload.plan.wave ?? '–'}
            />
            {seenAt && (
              <HeaderLabel
                label={t('overview.observed')}
                value={<Time at={seenAt} show="relative" />}
              />
            )}
          </>
        )}
        <RefreshButton onDone={reload} onHeader />
      </Header>
      <Content>
        {notFound ? (
          <p>{t('workload.notFound', { id })}</p>
        ) : (
          <Loaded
            load={detail}
            what={t('states.what.workload')}
            boxes={[48, 110, 220, 220]}
          >
            {found => (
              <div className={styles.stack}>
                <p className={styles.place}>
                  <EntityLink entityRef={found.roleRef} tab="/jobs" />
                  {found.description && ` · ${found.description}`}
                  {canHandOver(found) && ' · '}
                  <HandoverLink workload={found} />
                </p>
                <DangerBanner workload={found} />
                <DriftSection workload={found} />
                <StagePath workload={found} />
                <BothSides workload={found} round={round} />
                <FoundForWorkload workload={found} onChanged={reload} />
                <div className={styles.pair}>
                  <When workload={found} />
                  <Blockers workload={found} />
                </div>
                <Cutover workload={found} onChanged={reload} />
                <PlanSection workload={found} onSaved={reload} />
                <Exemptions workload={found} round={round} onChanged={reload} />
                <History id={found.id} round={round} />
              </div>
            )}
          </Loaded>
        )}
      </Content>
    </Page>
  );
};
