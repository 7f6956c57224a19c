import makeStyles from '@material-ui/core/styles/makeStyles';
import type { ReactElement, ReactNode } from 'react';
import { tokensOf } from '../../theme/tokens';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    row: {
      display: 'grid',
      gridTemplateColumns: '24px minmax(0, 1fr) auto',
      columnGap: 8,
      alignItems: 'center',
      minHeight: 44,
      padding: '4px 0',
      borderTop: `1px solid ${tokens.rule}`,
      fontSize: 13,
      color: tokens.text1,
      overflowWrap: 'anywhere',
    },
    icon: { display: 'flex' },
    title: { fontWeight: 500 },
    sub: { fontSize: 12, color: tokens.text2 },
  };
});

/** A fact in two lines, with what it means at its end. */
export const FactLineItem = ({
  icon,
  title,
  sub,
  chip,
}: {
  icon: ReactElement;
  title: ReactNode;
  sub?: ReactNode;
  chip?: ReactNode;
}) => {
  const styles = useStyles();
  return (
    <li className={styles.row}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <div>
        <div className={styles.title}>{title}</div>
        {sub && <div className={styles.sub}>{sub}</div>}
      </div>
      <span>{chip}</span>
    </li>
  );
};
