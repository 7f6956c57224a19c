import makeStyles from '@material-ui/core/styles/makeStyles';
import { tokensOf } from '../../theme/tokens';

/** Requests from the left, rules in the middle, stacks on the right; a list where it is narrow. */
export const useRoutingStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  const narrow = theme.breakpoints.down('sm');
  const box = {
    background: tokens.surface,
    border: `1px solid ${tokens.hatch}`,
    borderRadius: 6,
    padding: '8px 12px',
    minWidth: 0,
    overflowWrap: 'anywhere' as const,
  };
  return {
    grid: {
      display: 'grid',
      gridTemplateColumns:
        'minmax(84px, 100px) 48px minmax(150px, 5fr) minmax(48px, 2fr) minmax(190px, 6fr)',
      gridTemplateRows: 'minmax(120px, 1fr) minmax(120px, 1fr)',
      fontSize: 13,
      color: tokens.text1,
      [narrow]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
        gridTemplateRows: 'none',
        rowGap: 8,
      },
    },
    source: { ...box, alignSelf: 'center', textAlign: 'center' },
    wide: { [narrow]: { display: 'none' } },
    pipe: { alignSelf: 'center', background: tokens.hatch },
    listener: {
      gridColumn: 3,
      gridRow: '1 / span 2',
      display: 'grid',
      gridTemplateRows: 'auto 1fr 1fr',
      gap: 8,
      padding: 10,
      background: tokens.faint,
      border: `1px solid ${tokens.rule}`,
      borderRadius: 6,
      [narrow]: { gridColumn: 1, gridRow: 'auto', gridTemplateRows: 'none' },
    },
    rule: { ...box, alignSelf: 'center' },
    code: {
      fontFamily: 'Roboto Mono, Consolas, monospace',
      fontSize: 12,
      color: tokens.link,
    },
    bar: {
      display: 'flex',
      height: 16,
      marginTop: 8,
      fontSize: 11,
      fontWeight: 600,
      lineHeight: '16px',
      color: tokens.surface,
    },
    barLegacy: {
      // White on copper itself has not enough contrast for text.
      background: tokens.legacyText,
      paddingLeft: 6,
      overflow: 'hidden',
    },
    barTarget: {
      background: tokens.target,
      textAlign: 'right',
      paddingRight: 4,
      overflow: 'hidden',
    },
    flows: {
      gridColumn: 4,
      gridRow: '1 / span 2',
      width: '100%',
      height: '100%',
      [narrow]: { display: 'none' },
    },
    stack: {
      ...box,
      gridColumn: 5,
      margin: '6px 0',
      alignSelf: 'center',
      borderWidth: 2,
      [narrow]: { gridColumn: 1, margin: 0 },
    },
    legacy: {
      borderColor: tokens.legacy,
      background: tokens.legacySurface,
    },
    target: {
      borderColor: tokens.target,
      background: tokens.targetSurface,
    },
    stackName: {
      fontSize: 14,
      fontWeight: 500,
      margin: 0,
      display: 'flex',
      gap: 8,
      alignItems: 'baseline',
    },
    disc: { width: 11, height: 11, borderRadius: 6, flex: 'none' },
    facts: {
      display: 'grid',
      gridTemplateColumns: 'repeat(4, auto)',
      justifyContent: 'space-between',
      gap: '0 8px',
      margin: '8px 0',
      '& dt': { fontSize: 12, color: tokens.text2 },
      '& dd': {
        margin: 0,
        fontWeight: 600,
        fontVariantNumeric: 'tabular-nums',
      },
    },
    note: { margin: 0, fontSize: 12, color: tokens.text2 },
    warning: {
      color: tokens.warningText,
      fontWeight: 500,
      display: 'flex',
      alignItems: 'center',
      gap: 6,
    },
    sentence: { margin: '12px 0 0', fontSize: 13, color: tokens.text2 },
  };
});
