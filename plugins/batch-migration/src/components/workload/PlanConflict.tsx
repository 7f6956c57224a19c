import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import type { Plan } from 'backstage-plugin-batch-migration-common';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';
import { useTableStyles } from '../workloads/tableStyles';
import { differingFields, editOnTop } from './planMerge';
import { usePlanFieldName } from './usePlanFieldName';

export interface PlanConflictProps {
  base: Plan;
  yours: Plan;
  theirs: Plan;
  onTakeTheirs: () => void;
  onEditOnTop: (merged: Plan) => void;
}

function words(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Both versions side by side; nothing that was typed is lost. */
export const PlanConflict = ({
  base,
  yours,
  theirs,
  onTakeTheirs,
  onEditOnTop,
}: PlanConflictProps) => {
  const { t } = useTexts();
  const nameOf = usePlanFieldName();
  const styles = useTableStyles();
  const tokens = useTokens();
  const fields = differingFields(yours, theirs);
  return (
    <div role="alertdialog" aria-label={t('conflict.title')}>
      <Typography variant="subtitle1" component="h3">
        {t('conflict.title')}
      </Typography>
      <Typography paragraph>
        {t('conflict.text', {
          yours: String(base.version),
          theirs: String(theirs.version),
        })}
      </Typography>
      <Box overflow="auto">
        <table className={styles.table} aria-label={t('conflict.title')}>
          <thead>
            <tr>
              <th scope="col">{t('conflict.field')}</th>
              <th scope="col">{t('conflict.yours')}</th>
              <th scope="col">{t('conflict.theirs')}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(field => (
              <tr key={field} style={{ background: tokens.warningSurface }}>
                <th scope="row">{nameOf(field)}</th>
                <td style={{ overflowWrap: 'anywhere' }}>
                  <b>{words(yours[field])}</b>
                </td>
                <td style={{ overflowWrap: 'anywhere' }}>
                  {words(theirs[field])}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Box>
      {fields.length === 0 && <p>{t('conflict.same')}</p>}
      <Box mt={2} display="flex" justifyContent="flex-end" style={{ gap: 8 }}>
        <Button onClick={onTakeTheirs}>{t('conflict.takeTheirs')}</Button>
        <Button
          variant="contained"
          color="primary"
          onClick={() => onEditOnTop(editOnTop(base, yours, theirs))}
        >
          {t('conflict.editOnTop')}
        </Button>
      </Box>
    </div>
  );
};
