import makeStyles from '@material-ui/core/styles/makeStyles';
import { outlined, tokensOf } from '../../theme/tokens';

const DOT = 24;
const ROW = 34;

/** Weights on one line; upright where the window is narrow. */
export const useTrackStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  const narrow = theme.breakpoints.down('sm');
  return {
    track: {
      display: 'grid',
      gridAutoFlow: 'column',
      gridAutoColumns: 'minmax(0, 1fr)',
      listStyle: 'none',
      margin: 0,
      padding: theme.spacing(0.5, 0),
      [narrow]: { gridAutoFlow: 'row' },
    },
    point: {
      position: 'relative',
      textAlign: 'center',
      fontSize: 12,
      lineHeight: 1.4,
      color: tokens.text2,
      padding: theme.spacing(0, 0.5),
      [narrow]: {
        display: 'grid',
        gridTemplateColumns: '76px minmax(0, 1fr)',
        columnGap: 12,
        textAlign: 'left',
        alignItems: 'center',
        minHeight: 56,
      },
    },
    name: {
      fontSize: 14,
      fontWeight: 500,
      color: tokens.text1,
      minHeight: 20,
      [narrow]: { display: 'none' },
    },
    dotRow: {
      position: 'relative',
      height: ROW,
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'center',
      [narrow]: { gridRow: '1 / span 3', height: 'auto' },
    },
    /** From the middle of the point before to the middle of this one. */
    way: {
      position: 'absolute',
      height: 6,
      left: '-50%',
      right: '50%',
      top: ROW / 2 - 3,
      background: tokens.rule,
      [narrow]: { display: 'none' },
    },
    done: { background: tokens.target },
    elapsed: {
      position: 'absolute',
      left: 0,
      top: 0,
      bottom: 0,
      background: tokens.stages.built,
      boxShadow: outlined(tokens),
      minWidth: 3,
    },
    elapsedText: {
      position: 'absolute',
      // Beside the weight that bakes, which is wider than a dot.
      left: 34,
      right: 0,
      bottom: 9,
      fontSize: 12,
      fontWeight: 500,
      color: tokens.link,
      whiteSpace: 'nowrap',
    },
    dot: {
      position: 'relative',
      zIndex: 1,
      width: DOT,
      height: DOT,
      borderRadius: DOT,
      border: `2px solid ${tokens.hatch}`,
      background: tokens.surface,
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'center',
      '& > svg': { fontSize: 16, color: tokens.surface },
    },
    dotDone: { background: tokens.target, borderColor: tokens.target },
    dotNow: {
      width: 'auto',
      minWidth: 64,
      height: ROW,
      borderRadius: ROW,
      borderWidth: 3,
      borderColor: tokens.target,
      color: tokens.link,
      fontSize: 17,
      fontWeight: 600,
      padding: '0 10px',
    },
    strong: { fontWeight: 500, color: tokens.text1 },
    narrowOnly: { display: 'none', [narrow]: { display: 'inline' } },
    gate: {
      position: 'absolute',
      zIndex: 2,
      left: 0,
      top: 0,
      bottom: 0,
      borderLeft: `2px dotted ${tokens.noReturn}`,
      [narrow]: {
        bottom: 'auto',
        right: 0,
        borderLeft: 0,
        borderTop: `2px dotted ${tokens.noReturn}`,
      },
    },
    pill: {
      position: 'absolute',
      top: 24,
      left: 0,
      transform: 'translateX(-50%)',
      display: 'inline-flex',
      alignItems: 'center',
      gap: 6,
      padding: '3px 14px',
      borderRadius: 12,
      fontSize: 12,
      fontWeight: 600,
      whiteSpace: 'nowrap',
      color: tokens.surface,
      background: tokens.noReturn,
      [narrow]: { top: -12, left: 'auto', right: 0, transform: 'none' },
    },
  };
});
