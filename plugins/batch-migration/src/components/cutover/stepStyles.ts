import makeStyles from '@material-ui/core/styles/makeStyles';
import { tokensOf } from '../../theme/tokens';

/** Rows of steps: number, title, evidence, who ticks it, and the way back. */
export const useStepStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    list: { margin: 0, padding: 0, listStyle: 'none' },
    row: {
      display: 'grid',
      gridTemplateColumns:
        '24px 22px minmax(0, 3fr) minmax(0, 3fr) 24px minmax(100px, auto)',
      columnGap: 6,
      alignItems: 'center',
      minHeight: 44,
      padding: '2px 6px',
      borderTop: `1px solid ${tokens.rule}`,
      fontSize: 14,
      color: tokens.text1,
      overflowWrap: 'anywhere',
      [theme.breakpoints.down('sm')]: {
        gridTemplateColumns:
          '24px 22px minmax(0, 1fr) 24px minmax(100px, auto)',
      },
    },
    next: { background: tokens.targetSurface },
    warned: { background: tokens.warningSurface },
    number: { color: tokens.text2, textAlign: 'right' },
    title: {
      font: 'inherit',
      // In a drawer nothing above it says which.
      fontFamily: theme.typography.fontFamily,
      color: 'inherit',
      background: 'none',
      border: 0,
      padding: '8px 0',
      margin: 0,
      textAlign: 'left',
      cursor: 'pointer',
      overflowWrap: 'anywhere',
      '&:hover': { textDecoration: 'underline' },
    },
    evidence: {
      fontSize: 12,
      color: tokens.text2,
      textAlign: 'right',
      [theme.breakpoints.down('sm')]: {
        gridColumn: '3 / -1',
        gridRow: 2,
        textAlign: 'left',
        paddingBottom: 6,
      },
    },
    warning: { color: tokens.warningText, fontWeight: 500 },
    actions: { display: 'flex', gap: 4, justifyContent: 'flex-end' },
    /** Beside two of them a title on a phone has no room. */
    twoActions: {
      [theme.breakpoints.down('xs')]: {
        gridColumn: '3 / -1',
        gridRow: 3,
        flexWrap: 'wrap',
        justifyContent: 'flex-start',
        paddingBottom: 6,
      },
    },
    pill: {
      borderRadius: 14,
      minHeight: 32,
      minWidth: 64,
      padding: '0 10px',
      fontSize: 12,
      whiteSpace: 'nowrap',
    },
    label: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: 3,
      fontSize: 12,
      color: tokens.text2,
      padding: '0 8px',
      whiteSpace: 'nowrap',
    },
    final: { color: tokens.noReturn, fontWeight: 600 },
    more: {
      gridColumn: '3 / -1',
      color: tokens.text2,
      fontSize: 13,
      paddingBottom: 8,
      '& > p': { margin: '2px 0', whiteSpace: 'pre-line' },
    },
    noReturn: {
      display: 'flex',
      alignItems: 'center',
      gap: 8,
      padding: '4px 6px',
      fontSize: 13,
      fontWeight: 600,
      color: tokens.noReturn,
      '&::before, &::after': {
        content: '""',
        borderTop: `2px dashed ${tokens.noReturn}`,
      },
      '&::before': { width: 18 },
      '&::after': { flex: 1, minWidth: 18 },
    },
  };
});
