import { Content, Header, HeaderLabel } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import type { BackstageTheme } from '@backstage/theme';
import Grid from '@material-ui/core/Grid';
import makeStyles from '@material-ui/core/styles/makeStyles';
import type { WorkloadDetail } from 'backstage-plugin-batch-migration-common';
import { Fragment, useState } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useEstate } from '../../hooks/useEstate';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { rootRouteRef } from '../../routes';
import { useTexts } from '../../translations/useTexts';
import { WorkloadApprovals } from '../approvals/WorkloadApprovals';
import { Canary } from '../canary/Canary';
import { CanaryChip } from '../canary/CanaryChip';
import { CanaryLabels } from '../canary/CanaryLabels';
import { CompleteStep } from '../canary/CompleteStep';
import { isCanary } from '../canary/isCanary';
import { FoundForWorkload } from '../candidates/FoundForWorkload';
import { Cutover } from '../cutover/Cutover';
import { DriftSection } from '../drift/DriftSection';
import { Exemptions } from '../exemptions/Exemptions';
import { EntityLink } from '../links';
import { inPage } from '../page/inPage';
import { isMissing } from '../states/absence';
import { Loaded } from '../states/Loaded';
import { Time } from '../time/Time';
import { UndoPlan, type SavedPlan } from '../undo/UndoPlan';
import { Blockers } from './Blockers';
import { BothSides } from './BothSides';
import { DangerBanner } from './DangerBanner';
import { History } from './History';
import { PlanSection } from './PlanSection';
import { RequirementList } from './RequirementList';
import { StagePath } from './StagePath';
import { WaveName } from './WaveName';
import { When } from './When';
import { WorkloadActions } from './WorkloadActions';

const useStyles = makeStyles((theme: BackstageTheme) => ({
  stack: {
    display: 'grid',
    gap: theme.spacing(2),
    minWidth: 0,
    alignContent: 'start',
    fontFamily: theme.typography.fontFamily,
  },
  place: {
    marginTop: theme.spacing(0.5),
    // Backstage's own grid below it reaches 16 px into it.
    [theme.breakpoints.down('sm')]: { marginBottom: theme.spacing(2) },
    fontSize: 14,
    color: theme.page?.fontColor,
    // In a line of words, colour alone does not tell a link.
    '& a': { color: 'inherit', textDecoration: 'underline' },
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
  owner: { '& a': { color: 'inherit', textDecoration: 'underline' } },
  pair: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
}));

function lastLook({ locations }: WorkloadDetail): string | undefined {
  return locations
    .flatMap(({ observedAt }) => observedAt ?? [])
    .sort()
    .pop();
}

const Workload = ({ id }: { id: string }) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const root = useRouteRef(rootRouteRef);
  const styles = useStyles();
  const { summary } = useEstate();
  const [round, setRound] = useState(0);
  const detail = useLiveLoad(signal => api.workload(id, { signal }), id, round);
  const reload = () => {
    summary.reload();
    setRound(count => count + 1);
  };
  const workload = detail.value;
  const seenAt = workload && lastLook(workload);
  const [saved, setSaved] = useState<SavedPlan>();
  const planSaved = (change?: SavedPlan) => {
    setSaved(change);
    reload();
  };
  const history = useLiveLoad(
    signal => api.history(id, { signal }),
    `history ${id}`,
    round,
  );
  const notFound = detail.error && isMissing(detail.error);

  return (
    <>
      <Header
        title={
          workload && isCanary(workload) ? (
            <>
              {workload.name}
              <CanaryChip workload={workload} />
            </>
          ) : (
            workload?.name ?? t('workload.title')
          )
        }
        pageTitleOverride={workload?.name ?? t('workload.title')}
        type={t('overview.title')}
        typeLink={root()}
        subtitle={
          workload && (
            <div className={styles.place}>
              {workload.serverRefs.slice(0, 1).map(ref => (
                <Fragment key={ref}>
                  <EntityLink entityRef={ref} tab="/migration" />
                  {' / '}
                </Fragment>
              ))}
              <EntityLink entityRef={workload.roleRef} tab="/jobs" />
            </div>
          )
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
                workload.ownerRef ? (
                  <span className={styles.owner}>
                    <EntityLink entityRef={workload.ownerRef} />
                  </span>
                ) : (
                  t('workload.nobody')
                )
              }
              contentTypograpyRootComponent="p"
            />
            {isCanary(workload) ? (
              <CanaryLabels workload={workload} />
            ) : (
              <HeaderLabel
                label={t('workload.wave')}
                value={<WaveName name={workload.plan.wave} />}
                contentTypograpyRootComponent="p"
              />
            )}
            {seenAt && (
              <HeaderLabel
                label={t('overview.observed')}
                value={<Time at={seenAt} show="relative" />}
                contentTypograpyRootComponent="p"
              />
            )}
            {/* As wide apart from the edge as the labels are. */}
            <Grid item className={styles.actions}>
              {isCanary(workload) && (
                <CompleteStep workload={workload} onChanged={reload} />
              )}
              <WorkloadActions
                workload={workload}
                onSaved={planSaved}
                onChanged={reload}
              />
            </Grid>
          </>
        )}
      </Header>
      <Content>
        {notFound ? (
          <p>{t('workload.notFound', { id })}</p>
        ) : (
          <Loaded
            load={detail}
            what={t('states.what.workload')}
            boxes={[64, 150, 240, 300]}
          >
            {found => (
              <div className={styles.stack}>
                <DangerBanner workload={found} />
                <DriftSection workload={found} />
                {isCanary(found) ? (
                  <Canary
                    workload={found}
                    round={round}
                    steps={<Cutover workload={found} onChanged={planSaved} />}
                  />
                ) : (
                  <>
                    <StagePath workload={found} events={history.value?.items} />
                    <BothSides workload={found} round={round} />
                  </>
                )}
                <FoundForWorkload workload={found} onChanged={reload} />
                {!isCanary(found) && (
                  <div className={styles.pair}>
                    <When workload={found} />
                    <Cutover workload={found} onChanged={planSaved} />
                  </div>
                )}
                <WorkloadApprovals workload={found} />
                <div className={styles.pair}>
                  <PlanSection workload={found} onSaved={planSaved} />
                  <RequirementList workload={found} />
                </div>
                <div className={styles.pair}>
                  <Blockers workload={found} />
                  <Exemptions
                    workload={found}
                    round={round}
                    onChanged={reload}
                  />
                </div>
                <History history={history} />
              </div>
            )}
          </Loaded>
        )}
        {saved && (
          <UndoPlan
            key={saved.now.etag}
            workloadId={id}
            saved={saved}
            onDone={reload}
            onClose={() => setSaved(undefined)}
          />
        )}
      </Content>
    </>
  );
};

/** One workload: healthy on both sides, how far, and what comes next. */
export const WorkloadPage = inPage(Workload);
