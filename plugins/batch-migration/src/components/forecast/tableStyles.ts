import makeStyles from '@material-ui/core/styles/makeStyles';
import { tokensOf } from '../../theme/tokens';

/** Both tables beside the chart look alike. */
export const useTableStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    scroll: { overflowX: 'auto' },
    table: {
      width: '100%',
      borderCollapse: 'collapse',
      fontSize: 13,
      color: tokens.text1,
      '& caption': {
        textAlign: 'left',
        color: tokens.text2,
        padding: theme.spacing(1, 0, 0.5),
      },
      '& th': { textAlign: 'left', fontWeight: 500, color: tokens.text2 },
      '& th, & td': {
        padding: '4px 16px 4px 0',
        borderTop: `1px solid ${tokens.rule}`,
        verticalAlign: 'top',
      },
    },
    /** A table that scrolls has no need to break each word. */
    words: { minWidth: 128 },
    number: { textAlign: 'right !important' as 'right' },
  };
});
