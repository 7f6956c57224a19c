import makeStyles from '@material-ui/core/styles/makeStyles';
import type { ReactNode } from 'react';
import { tokensOf } from '../../theme/tokens';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    list: { listStyle: 'none', margin: 0, padding: 0, fontSize: 13 },
    row: {
      display: 'grid',
      gridTemplateColumns: 'minmax(80px, 2fr) 3fr auto',
      gap: 8,
      alignItems: 'center',
      minHeight: 24,
      color: tokens.text1,
    },
    figure: { minWidth: 28, textAlign: 'right' },
  };
});

export interface BarRow {
  key: string;
  label: ReactNode;
  length: number;
  colour: string;
  figure: ReactNode;
}

/** Bars on one scale, each with its number as a link. */
export const BarList = ({ rows }: { rows: BarRow[] }) => {
  const styles = useStyles();
  const longest = Math.max(1, ...rows.map(({ length }) => length));
  return (
    <ul className={styles.list}>
      {rows.map(({ key, label, length, colour, figure }) => (
        <li key={key} className={styles.row}>
          <span>{label}</span>
          <span
            aria-hidden
            style={{
              width: `${(100 * length) / longest}%`,
              height: 10,
              borderRadius: 2,
              background: colour,
            }}
          />
          <span className={styles.figure}>{figure}</span>
        </li>
      ))}
    </ul>
  );
};
