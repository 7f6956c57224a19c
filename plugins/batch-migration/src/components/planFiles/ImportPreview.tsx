import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import type { PlanImportResponse } from 'backstage-plugin-batch-migration-common';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { useTableStyles } from '../workloads/tableStyles';

/** What an import would change, per workload and field. */
export const ImportPreview = ({ preview }: { preview: PlanImportResponse }) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const styles = useTableStyles();
  const { plans, unchanged } = preview;
  if (plans.length === 0) {
    return <Typography role="status">{t('planFiles.nothing')}</Typography>;
  }
  const isVoided = plans.some(({ changes }) =>
    changes.some(
      ({ field, before }) =>
        field === 'intendedSchedule' && /"approval":\{/.test(before ?? ''),
    ),
  );
  return (
    <>
      <Typography role="status" gutterBottom>
        {t('planFiles.wouldChange', {
          count: plans.length,
          unchanged: numberText(unchanged),
        })}
      </Typography>
      {isVoided && <Typography gutterBottom>{t('planFiles.voids')}</Typography>}
      <Box overflow="auto">
        <table className={styles.table} aria-label={t('planFiles.changes')}>
          <thead>
            <tr>
              <th scope="col">{t('planFiles.workload')}</th>
              <th scope="col">{t('planFiles.field')}</th>
              <th scope="col">{t('planFiles.now')}</th>
              <th scope="col">{t('planFiles.after')}</th>
            </tr>
          </thead>
          {plans.map(({ workloadId, name, changes }) => (
            <tbody key={workloadId}>
              {changes.map(({ field, before, after }, index) => (
                <tr key={field}>
                  {index === 0 && (
                    <th scope="rowgroup" rowSpan={changes.length}>
                      {name}
                    </th>
                  )}
                  <td>{field}</td>
                  <td style={{ overflowWrap: 'anywhere' }}>{before ?? '–'}</td>
                  <td style={{ overflowWrap: 'anywhere' }}>
                    <b>{after ?? '–'}</b>
                  </td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </Box>
    </>
  );
};
