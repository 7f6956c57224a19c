import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import makeStyles from '@material-ui/core/styles/makeStyles';
import { useState, type KeyboardEvent } from 'react';
import { tokensOf } from '../../theme/tokens';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: theme.spacing(0.5, 0) },
  item: {
    display: 'flex',
    margin: 0,
    padding: theme.spacing(0, 2, 0, 1),
    minHeight: 36,
    color: theme.palette.text.primary,
    '&:hover, &:focus-within': {
      background: tokensOf(theme.palette.type).faint,
    },
    [theme.breakpoints.down('sm')]: { minHeight: 40 },
  },
  words: { fontSize: 14, overflowWrap: 'anywhere' },
}));

export interface CheckItem {
  value: string;
  label: string;
  isChecked: boolean;
  /** It is shown as it is and cannot be changed. */
  isFixed?: boolean;
}

/** Where a key leads in a list of `length`; `undefined` is another key's. */
function destinationOf(key: string, at: number, length: number) {
  const places: Record<string, number> = {
    ArrowDown: Math.min(at + 1, length - 1),
    ArrowUp: Math.max(at - 1, 0),
    Home: 0,
    End: length - 1,
  };
  return Object.hasOwn(places, key) ? places[key] : undefined;
}

/** A labelled list of checkboxes: one tab stop, arrow keys move, Space ticks. */
export const CheckList = ({
  label,
  items,
  onToggle,
  hasFocus,
}: {
  label: string;
  items: readonly CheckItem[];
  onToggle: (value: string) => void;
  /** Its first box takes the focus when it opens. */
  hasFocus?: boolean;
}) => {
  const styles = useStyles();
  const [visited, setVisited] = useState<string>();
  const free = items.filter(({ isFixed }) => !isFixed);
  const stop = free.find(({ value }) => value === visited) ?? free[0];
  const move = (event: KeyboardEvent<HTMLUListElement>) => {
    const boxes = [
      ...event.currentTarget.querySelectorAll<HTMLInputElement>(
        'input:not(:disabled)',
      ),
    ];
    const at = boxes.indexOf(event.target as HTMLInputElement);
    const to = destinationOf(event.key, at, boxes.length);
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    boxes[to].focus();
  };
  return (
    // The keys of the boxes bubble to their list; it takes none itself.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ul className={styles.list} aria-label={label} onKeyDown={move}>
      {items.map(({ value, label: words, isChecked, isFixed }) => (
        <li key={value}>
          <FormControlLabel
            className={styles.item}
            classes={{ label: styles.words }}
            label={words}
            disabled={isFixed}
            control={
              <Checkbox
                size="small"
                color="primary"
                disableRipple
                checked={isChecked}
                // A dialog that opens has the focus somewhere.
                // eslint-disable-next-line jsx-a11y/no-autofocus
                autoFocus={hasFocus && value === free[0]?.value}
                onChange={() => onToggle(value)}
                onFocus={() => setVisited(value)}
                inputProps={{ tabIndex: value === stop?.value ? 0 : -1 }}
                style={{ padding: 6 }}
              />
            }
          />
        </li>
      ))}
    </ul>
  );
};
