import makeStyles from '@material-ui/core/styles/makeStyles';
import type { ReactNode } from 'react';
import { hatching, outlined, tokensOf, useTokens } from '../../theme/tokens';

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
    bar: { display: 'flex', gap: 1, height: 10 },
    part: { height: 10, borderRadius: 2 },
    figure: { minWidth: 28, textAlign: 'right' },
  };
});

export interface BarRow {
  key: string;
  label: ReactNode;
  length: number;
  /** Of the length, what nobody sees now: hatched. */
  unseen: number;
  colour: string;
  figure: ReactNode;
}

/** Bars on one scale, each with its number as a link. */
export const BarList = ({ rows }: { rows: BarRow[] }) => {
  const styles = useStyles();
  const tokens = useTokens();
  const longest = Math.max(1, ...rows.map(({ length }) => length));
  return (
    <ul className={styles.list}>
      {rows.map(({ key, label, length, unseen, colour, figure }) => (
        <li key={key} className={styles.row}>
          <span>{label}</span>
          <span aria-hidden className={styles.bar}>
            {[
              { part: 'seen', size: length - unseen, background: colour },
              { part: 'unseen', size: unseen, background: hatching(tokens) },
            ]
              .filter(({ size }) => size > 0)
              .map(({ part, size, background }) => (
                <span
                  key={part}
                  className={styles.part}
                  style={{
                    width: `${(100 * size) / longest}%`,
                    background,
                    boxShadow: outlined(tokens),
                  }}
                />
              ))}
          </span>
          <span className={styles.figure}>{figure}</span>
        </li>
      ))}
    </ul>
  );
};
