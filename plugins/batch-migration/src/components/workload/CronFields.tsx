import makeStyles from '@material-ui/core/styles/makeStyles';
import type { TranslationView } from 'backstage-plugin-batch-migration-common';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { cronFields } from './cronFields';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    fields: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: 4,
      margin: theme.spacing(1, 0),
    },
    // As wide as what stands in it, up to a line of its own.
    field: {
      flex: '1 0 auto',
      minWidth: 48,
      maxWidth: '100%',
      boxSizing: 'border-box',
      background: tokens.faint,
      borderRadius: 3,
      padding: '4px 2px',
      textAlign: 'center',
      fontSize: 12,
      color: tokens.text2,
      '& code': {
        fontSize: 12,
        color: tokens.text1,
        overflowWrap: 'anywhere',
      },
    },
    changed: {
      background: tokens.targetSurface,
      boxShadow: `inset 0 0 0 1px ${tokens.target}`,
    },
  };
});

/** One line against one schedule, field by field; those that changed are tinted. */
export const CronFields = ({
  legacy,
  target,
}: {
  legacy: string;
  target: TranslationView['schedules'];
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  // One line against several schedules has no field by field.
  const fields =
    target.length === 1 ? cronFields(legacy, target[0].expression) : undefined;
  if (!fields) return null;
  return (
    <div className={styles.fields}>
      {fields.map(({ name, from, to }) => (
        <div
          key={name}
          className={`${styles.field} ${from === to ? '' : styles.changed}`}
        >
          {t(`when.fields.${name}`)}
          <div>
            <code>
              {from} → {to}
            </code>
          </div>
        </div>
      ))}
    </div>
  );
};
