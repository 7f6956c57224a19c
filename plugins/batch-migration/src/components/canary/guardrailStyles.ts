import makeStyles from '@material-ui/core/styles/makeStyles';
import { tokensOf } from '../../theme/tokens';

export const useGuardrailStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    headline: {
      margin: 0,
      padding: theme.spacing(0, 2, 1),
      fontSize: 14,
      color: tokens.text1,
      '& strong': { fontSize: 20, fontWeight: 500 },
    },
    fails: { color: tokens.dangerText },
    unsure: { color: tokens.warningText },
    table: {
      width: '100%',
      borderCollapse: 'collapse',
      fontSize: 14,
      '& th, & td': {
        textAlign: 'left',
        fontWeight: 'inherit',
        padding: '7px 8px',
        borderBottom: `1px solid ${tokens.rule}`,
      },
      '& thead th': {
        fontSize: 12,
        fontWeight: 500,
        background: tokens.faint,
        color: tokens.text2,
      },
      '& th:first-child': { paddingLeft: 16 },
      '& td:last-child, & th:last-child': { paddingRight: 16 },
      '& td, & thead th:not(:first-child)': {
        textAlign: 'right',
        whiteSpace: 'nowrap',
        fontVariantNumeric: 'tabular-nums',
      },
    },
    name: { display: 'flex', gap: 8, alignItems: 'flex-start' },
    legacy: { color: `${tokens.legacyText} !important` },
    target: { color: `${tokens.link} !important` },
    own: { fontWeight: 600 },
    limit: { fontSize: 12, color: tokens.text2 },
    said: {
      fontSize: 12,
      color: tokens.text2,
      textAlign: 'left !important' as 'left',
      whiteSpace: 'normal !important' as 'normal',
    },
  };
});
