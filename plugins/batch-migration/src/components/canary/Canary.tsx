import { useApi } from '@backstage/core-plugin-api';
import makeStyles from '@material-ui/core/styles/makeStyles';
import type { WorkloadDetail } from 'backstage-plugin-batch-migration-common';
import type { ReactNode } from 'react';
import { batchMigrationApiRef } from '../../api';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { useTexts } from '../../translations/useTexts';
import { Loaded } from '../states/Loaded';
import { Guardrails } from './Guardrails';
import { IfItGoesWrong } from './IfItGoesWrong';
import { SideBySide } from './SideBySide';
import { WeightTrack } from './WeightTrack';
import { WhoGoesWhere } from './WhoGoesWhere';

const useStyles = makeStyles(theme => ({
  stack: {
    display: 'grid',
    gap: theme.spacing(2),
    minWidth: 0,
    position: 'relative',
  },
  pair: {
    display: 'grid',
    gap: theme.spacing(2),
    alignItems: 'stretch',
    gridTemplateColumns: 'minmax(0, 9fr) minmax(0, 5fr)',
    '& > section': { minWidth: 0 },
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  even: {
    gridTemplateColumns: 'minmax(0, 6fr) minmax(0, 5fr)',
    alignItems: 'start',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
}));

/** A service that moves by weights: who gets which stack, does it hold, how to go back. */
export const Canary = ({
  workload,
  round,
  steps,
}: {
  workload: WorkloadDetail;
  /** Counts what was changed on the page. */
  round: number;
  /** The cutover steps, which stand beside the way back. */
  steps: ReactNode;
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  const api = useApi(batchMigrationApiRef);
  const load = useLiveLoad(
    signal => api.canary(workload.id, { signal }),
    `canary ${workload.id}`,
    round,
  );
  return (
    <Loaded load={load} what={t('canary.what')} boxes={[120, 340, 200, 260]}>
      {canary => (
        <div className={styles.stack}>
          <WeightTrack workload={workload} canary={canary} />
          <div className={styles.pair}>
            <WhoGoesWhere workload={workload} canary={canary} />
            <Guardrails
              workloadId={workload.id}
              canary={canary}
              onChanged={load.reload}
            />
          </div>
          <SideBySide canary={canary} />
          <div className={`${styles.pair} ${styles.even}`}>
            {steps}
            <IfItGoesWrong workload={workload} canary={canary} />
          </div>
        </div>
      )}
    </Loaded>
  );
};
