import makeStyles from '@material-ui/core/styles/makeStyles';
import { tokensOf } from '../../theme/tokens';

/**
 * Rows of workloads. On a narrow screen each becomes two lines that keep lamps,
 * name, place, stage, danger and next run; on a phone place and stage go too.
 */
export const useRowStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  const narrow = theme.breakpoints.down('sm');
  const phone = theme.breakpoints.down('xs');
  const place = (gridColumn: number | string, gridRow: string) => ({
    [narrow]: { gridColumn, gridRow },
  });
  return {
    /** Only for those who hear the table. */
    keys: {
      position: 'absolute',
      width: 1,
      height: 1,
      overflow: 'hidden',
      clip: 'rect(0 0 0 0)',
      whiteSpace: 'nowrap',
    },
    head: {
      [narrow]: {
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        background: tokens.faint,
        // By what it can be ordered: nothing stands below it.
        '& > th': {
          padding: '2px 6px !important',
          width: 'auto !important',
        },
      },
    },
    lampsHead: { [phone]: { display: 'none' } },
    body: { [narrow]: { display: 'block' } },
    table: { [narrow]: { display: 'block' } },
    row: {
      [narrow]: {
        display: 'grid',
        // A column that is not chosen leaves no gap: the cells carry the widths.
        gridTemplateColumns:
          'auto auto minmax(0, auto) minmax(0, 1fr) auto auto',
        alignItems: 'center',
        borderTop: `1px solid ${tokens.rule}`,
        // The table's own rules name their cells more exactly.
        '& > td, & > th': {
          border: '0 !important',
          padding: '2px 6px !important',
        },
      },
    },
    check: place(1, '1 / 3'),
    lamps: place(2, '1 / 3'),
    name: { overflowWrap: 'anywhere', ...place(3, '1') },
    place: {
      '& > div': { fontSize: 12, color: tokens.text2 },
      // Beside the name, in one line.
      [narrow]: {
        gridColumn: 4,
        gridRow: 1,
        fontSize: 12,
        overflow: 'hidden',
        textOverflow: 'ellipsis',
        whiteSpace: 'nowrap',
        '& > div': { display: 'inline' },
        '& > div::before': { content: '" · "' },
      },
      [phone]: { display: 'none' },
    },
    next: place('3 / 5', '2'),
    stage: {
      [narrow]: { gridColumn: 5, gridRow: '1 / 3', width: 92 },
      [phone]: { display: 'none' },
    },
    nextRun: {
      // Beside the arrow of its order, no word of its title is cut.
      [theme.breakpoints.up('md')]: { minWidth: 92 },
      [narrow]: { gridColumn: 6, gridRow: '1 / 3', width: 104 },
      [phone]: { width: 84 },
    },
    owner: { [narrow]: { display: 'none' } },
    wave: { [narrow]: { display: 'none' } },
  };
});

/** Tables. It stands below those of rows, over which it wins. */
export const useTableStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    table: {
      width: '100%',
      borderCollapse: 'collapse',
      fontSize: 13,
      color: tokens.text1,
      '& thead th': {
        textAlign: 'left',
        fontWeight: 500,
        fontSize: 12,
        color: tokens.text2,
        padding: '6px 8px',
        background: tokens.faint,
      },
      '& td, & tbody th': {
        textAlign: 'left',
        fontWeight: 'inherit',
        padding: '8px',
        borderTop: `1px solid ${tokens.rule}`,
        verticalAlign: 'top',
      },
      '& td:first-child, & th:first-child': { paddingLeft: theme.spacing(2) },
      '& td > time': {
        [theme.breakpoints.up('md')]: { whiteSpace: 'nowrap' },
      },
      '& tbody tr:hover': { background: tokens.faint },
    },
    command: {
      display: 'block',
      fontFamily: 'monospace',
      fontSize: 12,
      color: tokens.text2,
      maxWidth: 300,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
      [theme.breakpoints.down(1400)]: { maxWidth: 220 },
      [theme.breakpoints.down('sm')]: { maxWidth: 150 },
    },
    small: { fontSize: 12, color: tokens.text2 },
    wide: { [theme.breakpoints.down('sm')]: { display: 'none' } },
  };
});
