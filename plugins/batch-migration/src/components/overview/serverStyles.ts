import makeStyles from '@material-ui/core/styles/makeStyles';
import { tokensOf } from '../../theme/tokens';

/** One line a server; on a narrow page two, with the range in words. */
export const useServerStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  const narrow = theme.breakpoints.down('sm');
  const phone = theme.breakpoints.down('xs');
  const wide = theme.breakpoints.up('md');
  return {
    table: {
      width: '100%',
      borderCollapse: 'collapse',
      fontSize: 13,
      color: tokens.text1,
      '& th': { textAlign: 'left', fontWeight: 500 },
      '& thead th': {
        color: tokens.text2,
        padding: '4px 8px',
        verticalAlign: 'bottom',
      },
      '& td, & tbody th': {
        padding: '5px 8px',
        borderTop: `1px solid ${tokens.rule}`,
      },
      '& th:first-child': { paddingLeft: theme.spacing(2) },
      '& td:last-child': { paddingRight: theme.spacing(2) },
      [narrow]: { display: 'block', '& tbody': { display: 'block' } },
    },
    head: { [narrow]: { display: 'none' } },
    row: {
      [narrow]: {
        display: 'grid',
        // No column may ask for more than its share: a pinned sidebar takes 224 px.
        gridTemplateColumns:
          'minmax(0, 3.4fr) minmax(0, 1fr) auto minmax(0, 2.6fr) minmax(0, 2.6fr)',
        alignItems: 'center',
        borderTop: `1px solid ${tokens.rule}`,
        padding: theme.spacing(0.5, 1),
        '& > td, & > th': {
          border: '0 !important',
          padding: '1px 8px !important',
        },
      },
      // The range has a line of its own.
      [phone]: {
        gridTemplateColumns:
          'minmax(0, 3.4fr) minmax(0, 1fr) auto minmax(0, 3fr)',
      },
    },
    name: { whiteSpace: 'nowrap', [narrow]: { gridColumn: 1, gridRow: 1 } },
    system: {
      color: tokens.text2,
      fontSize: 12,
      [narrow]: { gridColumn: 1, gridRow: 2 },
    },
    ended: { color: tokens.dangerText, whiteSpace: 'nowrap' },
    hosts: {
      display: 'block',
      color: tokens.text2,
      fontSize: 12,
      whiteSpace: 'nowrap',
    },
    bar: {
      width: 90,
      minWidth: 70,
      [narrow]: {
        width: 'auto',
        minWidth: 0,
        gridColumn: 2,
        gridRow: '1 / 3',
      },
    },
    left: {
      whiteSpace: 'nowrap',
      textAlign: 'right',
      [narrow]: { gridColumn: 3, gridRow: '1 / 3' },
    },
    timeline: { width: '22%', [narrow]: { display: 'none' } },
    range: {
      color: tokens.text2,
      textAlign: 'right',
      [wide]: { display: 'none' },
      // In Japanese, too, a date stays in one line.
      [narrow]: { gridColumn: 4, gridRow: '1 / 3', wordBreak: 'keep-all' },
      [phone]: { gridColumn: '1 / -1', gridRow: 3, textAlign: 'left' },
    },
    noRange: { [phone]: { display: 'none' } },
    verdict: {
      width: 210,
      minWidth: 180,
      [narrow]: {
        width: 'auto',
        minWidth: 0,
        gridColumn: 5,
        gridRow: '1 / 3',
      },
      [phone]: { gridColumn: 4 },
    },
    all: { margin: theme.spacing(1, 2, 0) },
    months: {
      position: 'relative',
      height: 16,
      fontSize: 11,
      '& > span': {
        position: 'absolute',
        fontWeight: 400,
        whiteSpace: 'nowrap',
      },
    },
    hidden: {
      position: 'absolute',
      width: 1,
      height: 1,
      overflow: 'hidden',
      clip: 'rect(0 0 0 0)',
      whiteSpace: 'nowrap',
    },
  };
});
