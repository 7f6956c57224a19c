import makeStyles from '@material-ui/core/styles/makeStyles';
import { tokensOf } from '../../theme/tokens';

/** Rows of one height, so that nothing jumps when the days arrive. */
export const useJobStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    table: {
      // The table's own rules name their cells more exactly.
      [theme.breakpoints.up('md')]: {
        '& tbody td, & tbody th': { verticalAlign: 'middle !important' },
      },
      '& code': { whiteSpace: 'nowrap' },
    },
    selected: { background: tokens.targetSurface },
    right: { textAlign: 'right !important' as 'right' },
    when: { [theme.breakpoints.up('md')]: { whiteSpace: 'nowrap' } },
  };
});
