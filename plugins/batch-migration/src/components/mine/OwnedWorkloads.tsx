import { useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import makeStyles from '@material-ui/core/styles/makeStyles';
import type {
  EntityRef,
  Summary,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from '../../api';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { tokensOf } from '../../theme/tokens';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { NextThing } from '../danger/NextThing';
import { WhyLamps } from '../lamps/WhyLamps';
import { FilterLink, WorkloadLink } from '../links';
import { StageBar } from '../stage/StageBar';
import { Loaded } from '../states/Loaded';
import { NotSeenCount } from '../why/NotSeenCount';

/** The overview shows the rest. */
const ROWS = 5;

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    counts: {
      color: tokens.text1,
      lineHeight: '24px',
      margin: theme.spacing(1, 0),
    },
    list: { listStyle: 'none', margin: 0, padding: 0 },
    row: {
      display: 'flex',
      gap: theme.spacing(2),
      alignItems: 'center',
      padding: theme.spacing(1, 0),
      borderTop: `1px solid ${tokens.rule}`,
    },
    // As high as its line.
    name: { display: 'inline-block' },
    words: {
      flex: 1,
      minWidth: 0,
      lineHeight: '24px',
      overflowWrap: 'anywhere',
    },
  };
});

const Owned = ({
  owners,
  summary,
  workloads,
}: {
  owners: EntityRef[];
  summary: Summary;
  workloads: WorkloadView[];
}) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const styles = useStyles();
  const filters = { owner: owners };
  if (summary.scope === 0) return <p>{t('mine.empty')}</p>;
  return (
    <>
      <StageBar byStage={summary.byStage} scale={summary.scope} height={16} />
      <p className={styles.counts}>
        {t('card.done', {
          done: numberText(summary.retired + summary.retained),
          scope: numberText(summary.scope),
        })}
        {summary.notSeen > 0 && (
          <>
            {' · '}
            <NotSeenCount count={summary.notSeen} filters={filters} />
          </>
        )}
      </p>
      <ul className={styles.list}>
        {workloads.map(workload => (
          <li key={workload.id} className={styles.row}>
            <WhyLamps workload={workload} />
            <div className={styles.words}>
              <WorkloadLink id={workload.id} className={styles.name}>
                {workload.name}
              </WorkloadLink>
              <NextThing workload={workload} />
            </div>
          </li>
        ))}
      </ul>
      <Box mt={1}>
        <FilterLink filters={filters}>
          {t('mine.all', { count: summary.scope })}
        </FilterLink>
      </Box>
    </>
  );
};

/** What these owners have to move: how far it is, and what comes next, danger first. */
export const OwnedWorkloads = ({ owners }: { owners: EntityRef[] }) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const load = useLiveLoad(async signal => {
    // Without an owner the filter would be none, and all would be mine.
    if (owners.length === 0) return null;
    const [summary, { items }] = await Promise.all([
      api.summary({ owner: owners }, { signal }),
      api.workloads(
        { owner: owners, orderBy: 'danger', limit: ROWS },
        { signal },
      ),
    ]);
    return { summary, workloads: items };
  }, `owned ${owners.join()}`);
  return (
    <Loaded load={load} what={t('mine.what')} boxes={[16, 20, 36, 36]}>
      {found =>
        found ? <Owned owners={owners} {...found} /> : <p>{t('mine.nobody')}</p>
      }
    </Loaded>
  );
};
