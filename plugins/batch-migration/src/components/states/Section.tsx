import makeStyles from '@material-ui/core/styles/makeStyles';
import { useState, type ReactNode } from 'react';
import { tokensOf } from '../../theme/tokens';
import { useKeptFocus } from './useKeptFocus';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    card: {
      background: theme.palette.background.paper,
      color: tokens.text1,
      fontFamily: theme.typography.fontFamily,
      border: `1px solid ${tokens.rule}`,
      borderRadius: 4,
      minWidth: 0,
      position: 'relative',
      // Buttons that a finger hits; a narrow window is most often touched.
      [theme.breakpoints.down('sm')]: {
        '& .MuiButton-root, & .MuiIconButton-root': {
          minHeight: 40,
          minWidth: 40,
        },
      },
    },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'baseline',
      gap: '2px 12px',
      padding: theme.spacing(2, 2, 1),
    },
    title: {
      font: 'inherit',
      fontSize: 17,
      fontWeight: 500,
      margin: 0,
      color: tokens.text1,
    },
    hint: { fontSize: 13, color: tokens.text3, flex: 1 },
    body: { padding: theme.spacing(0, 2, 2) },
    flush: { paddingBottom: theme.spacing(1) },
  };
});

let ids = 0;

/** React 17 has no `useId`. */
function nextId(): string {
  ids += 1;
  return `batch-migration-section-${ids}`;
}

export interface SectionProps {
  title: string;
  /** One line beside the title. */
  hint?: ReactNode;
  action?: ReactNode;
  /** The content reaches the edges, as tables do. */
  flush?: boolean;
  /** Colour of the edge that says which question the card answers. */
  edge?: { side: 'top' | 'left'; colour: string };
  id?: string;
  busy?: boolean;
  children: ReactNode;
}

/** A card: a `section` that its `h2` names. */
export const Section = ({
  title,
  hint,
  action,
  flush,
  edge,
  id,
  busy,
  children,
}: SectionProps) => {
  const styles = useStyles();
  const [headingId] = useState(nextId);
  const { area, heading } = useKeptFocus<HTMLElement, HTMLHeadingElement>();
  const border = edge && { [edge.side]: `3px solid ${edge.colour}` };
  return (
    <section
      ref={area}
      className={styles.card}
      aria-labelledby={headingId}
      aria-busy={busy || undefined}
      id={id}
      style={{ borderTop: border?.top, borderLeft: border?.left }}
    >
      <div className={styles.head}>
        <h2
          ref={heading}
          className={styles.title}
          id={headingId}
          // Not on the way of the Tab key: the focus is brought here.
          tabIndex={-1}
        >
          {title}
        </h2>
        <span className={styles.hint}>{hint}</span>
        {action}
      </div>
      <div className={flush ? styles.flush : styles.body}>{children}</div>
    </section>
  );
};
