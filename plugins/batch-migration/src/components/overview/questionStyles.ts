import makeStyles from '@material-ui/core/styles/makeStyles';
import { tokensOf } from '../../theme/tokens';

/** One look for all four answers. */
export const useQuestionStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    cards: {
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'repeat(4, minmax(0, 1fr))',
      // The questions are small, the answers large.
      '& h2': { fontSize: 13, fontWeight: 600, color: tokens.text2 },
      [theme.breakpoints.down('md')]: {
        gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
      },
      [theme.breakpoints.down('xs')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
    },
    line: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: 8,
      minHeight: 40,
      // So high is a link, and so far one line of links is from the next.
      lineHeight: '24px',
    },
    figure: {
      display: 'inline-block',
      minWidth: 24,
      fontSize: 28,
      lineHeight: '36px',
      fontWeight: 600,
      color: tokens.text1,
    },
    note: {
      fontSize: 13,
      lineHeight: '24px',
      color: tokens.text2,
      display: 'flex',
      gap: '0 6px',
      alignItems: 'flex-start',
    },
    // In a line of words, colour alone does not tell a link.
    inText: { '& a': { textDecoration: 'underline' } },
  };
});
