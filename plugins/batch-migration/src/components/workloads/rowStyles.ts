import makeStyles from '@material-ui/core/styles/makeStyles';
import { tokensOf } from '../../theme/tokens';

/**
 * Rows of workloads. On a narrow screen each becomes two lines that keep lamps,
 * name, stage, danger and next run.
 */
export const useRowStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  const narrow = theme.breakpoints.down('sm');
  const place = (gridColumn: number, gridRow: string) => ({
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
        background: tokens.faint,
      },
    },
    body: { [narrow]: { display: 'block' } },
    table: { [narrow]: { display: 'block' } },
    row: {
      [narrow]: {
        display: 'grid',
        gridTemplateColumns:
          'auto auto minmax(0, 1fr) minmax(76px, auto) minmax(72px, 104px)',
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
    name: place(3, '1'),
    next: place(3, '2'),
    stage: place(4, '1 / 3'),
    when: place(5, '1 / 3'),
  };
});
