import Box from '@material-ui/core/Box';
import Popover from '@material-ui/core/Popover';
import makeStyles from '@material-ui/core/styles/makeStyles';
import { useState, type ReactNode } from 'react';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Button } from '../buttons';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    word: {
      font: 'inherit',
      color: 'inherit',
      textAlign: 'inherit',
      background: 'none',
      border: 0,
      // Higher to a finger than to the eye: lines of words keep their height.
      margin: '-6px 0',
      padding: '6px 0',
      minWidth: 24,
      cursor: 'help',
      borderRadius: 4,
      '&:hover': { boxShadow: `0 0 0 2px ${tokens.rule}` },
      '&:focus-visible': { outline: `2px solid ${tokens.target}` },
    },
    answer: {
      boxSizing: 'border-box',
      padding: theme.spacing(2),
      width: 480,
      maxWidth: '100%',
      fontSize: 12,
      fontFamily: theme.typography.fontFamily,
      color: tokens.text1,
      overflowWrap: 'anywhere',
      '& h2': { fontSize: 14, fontWeight: 600, margin: theme.spacing(0, 0, 1) },
      '& a': { textDecoration: 'underline' },
    },
  };
});

export interface WhyPopoverProps {
  /** The word that is asked about, as a person reads it. */
  word: string;
  /** Of what it is said, for the name where several stand in one list. */
  of?: string;
  /** The question as it is shown, where that is not the word itself. */
  asked?: string;
  /** The word as it is shown. */
  children: ReactNode;
  /** -1 where the word stands in a list that is one tab stop. */
  tabIndex?: number;
  /** Drawn, and so loaded, only once somebody asks. */
  answer: () => ReactNode;
}

/**
 * A word that answers *why?* where it stands, without leaving the list. Escape
 * closes the answer and gives the focus back to the word.
 */
export const WhyPopover = ({
  word,
  of,
  asked,
  tabIndex,
  children,
  answer,
}: WhyPopoverProps) => {
  const { t } = useTexts();
  const styles = useStyles();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const nameOf = () => {
    if (of) return t('why.askOfOne', { word, name: of });
    return asked ? t('why.askedOf', { asked, word }) : t('why.askOf', { word });
  };
  const name = nameOf();
  const close = () => setAnchor(null);
  return (
    <>
      <button
        type="button"
        className={styles.word}
        tabIndex={tabIndex}
        aria-label={name}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {children}
      </button>
      {anchor && (
        <Popover
          open
          anchorEl={anchor}
          onClose={close}
          anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
          transitionDuration={0}
          PaperProps={{
            role: 'dialog',
            'aria-modal': true,
            'aria-label': name,
          }}
        >
          <div className={styles.answer}>
            <h2>{name}</h2>
            {answer()}
            <Box mt={1} textAlign="right">
              <Button size="small" onClick={close}>
                {t('why.close')}
              </Button>
            </Box>
          </div>
        </Popover>
      )}
    </>
  );
};
