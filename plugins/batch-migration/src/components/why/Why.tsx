import makeStyles from '@material-ui/core/styles/makeStyles';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useAddress } from '../../address';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { WHY } from './whyAddress';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    button: {
      font: 'inherit',
      fontSize: 12,
      color: tokens.link,
      background: 'none',
      border: 0,
      padding: '4px 6px',
      minHeight: 24,
      textDecoration: 'underline',
      cursor: 'pointer',
      borderRadius: 4,
      '&:focus-visible': { outline: `2px solid ${tokens.target}` },
      [theme.breakpoints.down('sm')]: { minHeight: 40 },
    },
    panel: {
      fontSize: 12,
      color: tokens.text1,
      background: tokens.surface,
      border: `1px solid ${tokens.rule}`,
      borderLeft: `3px solid ${tokens.link}`,
      borderRadius: 4,
      padding: theme.spacing(1, 1.5),
      margin: theme.spacing(0.5, 0, 1),
      overflowWrap: 'anywhere',
      // In a line of words, colour alone does not tell a link.
      '& a': { textDecoration: 'underline' },
    },
  };
});

let ids = 0;

/** React 17 has no `useId`. */
function nextId(): string {
  ids += 1;
  return `batch-migration-why-${ids}`;
}

export interface WhyProps {
  /** The word that is asked about, for the accessible name. */
  word: string;
  /** Its name in the address, so that a link opens it: `stage`, `runs-twice`. */
  name: string;
  /** What stands before the button, on its line. */
  label?: ReactNode;
  children: ReactNode;
}

/**
 * A word that answers *why?*. What is open stands in the address; the button
 * stays where it is, and so does the focus.
 */
export const Why = ({ word, name, label, children }: WhyProps) => {
  const { t } = useTexts();
  const styles = useStyles();
  const { search, change } = useAddress();
  const [panel] = useState(nextId);
  const button = useRef<HTMLButtonElement>(null);
  const isOpen = search.getAll(WHY).includes(name);
  const [wasLinked] = useState(isOpen);

  useEffect(() => {
    if (wasLinked) button.current?.scrollIntoView?.({ block: 'center' });
  }, [wasLinked]);

  const toggle = () =>
    change(
      next => {
        const others = next.getAll(WHY).filter(open => open !== name);
        next.delete(WHY);
        for (const open of isOpen ? others : [...others, name]) {
          next.append(WHY, open);
        }
      },
      { replace: true },
    );

  return (
    <>
      {label}
      <button
        ref={button}
        type="button"
        className={styles.button}
        aria-expanded={isOpen}
        aria-controls={isOpen ? panel : undefined}
        aria-label={t('why.askOf', { word })}
        onClick={toggle}
      >
        {t('why.ask')}
      </button>
      {isOpen && (
        <div
          id={panel}
          className={styles.panel}
          role="group"
          aria-label={t('why.askOf', { word })}
        >
          {children}
        </div>
      )}
    </>
  );
};
