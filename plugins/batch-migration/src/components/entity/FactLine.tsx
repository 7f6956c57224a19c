import makeStyles from '@material-ui/core/styles/makeStyles';
import type { ReactNode } from 'react';
import { tokensOf } from '../../theme/tokens';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    line: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: '8px 28px',
      fontFamily: theme.typography.fontFamily,
      fontSize: 13,
      color: tokens.text1,
    },
    facts: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: '4px 28px',
      margin: 0,
      flex: '1 1 auto',
      [theme.breakpoints.down('sm')]: { gap: '2px 16px' },
    },
    name: { fontSize: 12, color: tokens.text2, margin: 0 },
    value: { margin: 0, fontWeight: 500, overflowWrap: 'anywhere' },
    actions: { display: 'flex', flexWrap: 'wrap', gap: 8 },
  };
});

/** What stands in the head of an entity's tab: a few facts, and what can be done. */
export const FactLine = ({
  facts,
  children,
}: {
  facts: Array<{ name: string; value: ReactNode }>;
  children?: ReactNode;
}) => {
  const styles = useStyles();
  return (
    <div className={styles.line}>
      <dl className={styles.facts}>
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt className={styles.name}>{name}</dt>
            <dd className={styles.value}>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.actions}>{children}</div>
    </div>
  );
};
