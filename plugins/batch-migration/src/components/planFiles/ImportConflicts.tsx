import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import type { PlanConflict } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { useTableStyles } from '../workloads/tableStyles';

/** Plans that others changed since the file was exported, and where both did. */
export const ImportConflicts = ({
  conflicts,
}: {
  conflicts: readonly PlanConflict[];
}) => {
  const { t } = useTexts();
  const styles = useTableStyles();
  const clashes = conflicts.some(({ fields = [] }) => fields.length > 0);
  return (
    <div role="alert">
      <Typography variant="subtitle1" component="h3">
        {t('planFiles.conflict')}
      </Typography>
      <Typography gutterBottom>
        {t('planFiles.conflictText', { count: conflicts.length })}
      </Typography>
      <Box overflow="auto">
        <table className={styles.table} aria-label={t('planFiles.conflict')}>
          <thead>
            <tr>
              <th scope="col">{t('planFiles.workload')}</th>
              <th scope="col">{t('planFiles.versions')}</th>
              <th scope="col">{t('planFiles.both')}</th>
            </tr>
          </thead>
          <tbody>
            {conflicts.map(
              ({ workloadId, name, expected, current, fields = [] }) => (
                <tr key={workloadId}>
                  <th scope="row">{name}</th>
                  <td>
                    {t('planFiles.version', {
                      before: String(expected),
                      now: String(current.version),
                    })}
                  </td>
                  <td>{fields.join(', ') || t('planFiles.none')}</td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </Box>
      {clashes && <Typography>{t('planFiles.clash')}</Typography>}
    </div>
  );
};
