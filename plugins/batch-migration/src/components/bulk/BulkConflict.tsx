import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import type {
  BulkPlanRequest,
  Plan,
  PlanConflict,
} from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { usePlanFieldName } from '../workload/usePlanFieldName';
import { useTableStyles } from '../workloads/tableStyles';
import { overwrittenIn } from './bulkChange';

export interface BulkConflictProps {
  conflicts: readonly PlanConflict[];
  /** The plans as they were when they were chosen. */
  read: ReadonlyMap<string, Plan>;
  change: BulkPlanRequest['change'];
  saving: boolean;
  onMerge: () => void;
  onLeaveOut: () => void;
  onBack: () => void;
}

/** Which plans changed meanwhile, and what of that the change would write over. */
export const BulkConflict = ({
  conflicts,
  read,
  change,
  saving,
  onMerge,
  onLeaveOut,
  onBack,
}: BulkConflictProps) => {
  const { t } = useTexts();
  const nameOf = usePlanFieldName();
  const styles = useTableStyles();
  const mayLeaveOut = conflicts.length < read.size;
  return (
    <div role="alertdialog" aria-label={t('bulk.conflict')}>
      <Typography variant="subtitle1" component="h3">
        {t('bulk.conflict')}
      </Typography>
      <Typography paragraph>
        {t('bulk.conflictText', { count: conflicts.length })}
      </Typography>
      <Box overflow="auto">
        <table className={styles.table} aria-label={t('bulk.conflict')}>
          <thead>
            <tr>
              <th scope="col">{t('jobs.job')}</th>
              <th scope="col">{t('bulk.versions')}</th>
              <th scope="col">{t('bulk.overwritten')}</th>
            </tr>
          </thead>
          <tbody>
            {conflicts.map(({ workloadId, name, expected, current }) => {
              const lost = overwrittenIn(
                read.get(workloadId)!,
                current,
                change,
              );
              return (
                <tr key={workloadId}>
                  <th scope="row">{name}</th>
                  <td>
                    {t('bulk.version', {
                      before: String(expected),
                      now: String(current.version),
                    })}
                  </td>
                  <td style={{ overflowWrap: 'anywhere' }}>
                    {lost.length === 0 && t('bulk.nothingLost')}
                    {lost.map(({ field, theirs }) => (
                      <div key={field}>
                        <b>{nameOf(field)}</b>: {String(theirs ?? '–')}
                      </div>
                    ))}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Box>
      <Box
        mt={2}
        display="flex"
        flexWrap="wrap"
        justifyContent="flex-end"
        style={{ gap: 8 }}
      >
        <Button onClick={onBack} disabled={saving}>
          {t('bulk.back')}
        </Button>
        {mayLeaveOut && (
          <Button onClick={onLeaveOut} disabled={saving}>
            {t('bulk.leaveOut')}
          </Button>
        )}
        <Button
          variant="contained"
          color="primary"
          onClick={onMerge}
          disabled={saving}
        >
          {t('bulk.merge')}
        </Button>
      </Box>
    </div>
  );
};
