import makeStyles from '@material-ui/core/styles/makeStyles';
import { tokensOf } from '../../theme/tokens';

/** Half of a stage's icon, and of the line that joins two of them. */
const ICON = 26;
const TOP = 2;

/** Six stages on one line; upright where the window is narrow. */
export const useStagePathStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  const narrow = theme.breakpoints.down('sm');
  return {
    path: {
      display: 'grid',
      gridTemplateColumns: 'repeat(6, minmax(0, 1fr))',
      listStyle: 'none',
      margin: 0,
      padding: theme.spacing(0.5, 0),
      [narrow]: { gridTemplateColumns: 'minmax(0, 1fr)' },
    },
    step: {
      position: 'relative',
      textAlign: 'center',
      color: tokens.text2,
      fontSize: 12,
      lineHeight: 1.35,
      padding: `${TOP}px ${theme.spacing(0.5)}px 0`,
      '& > svg': { fontSize: ICON, display: 'block', margin: '0 auto 4px' },
      // The way to this stage from the one before.
      '&:not(:first-child)::before': {
        content: '""',
        position: 'absolute',
        top: TOP + ICON / 2 - 1,
        left: `calc(-50% + ${ICON / 2 + 2}px)`,
        right: `calc(50% + ${ICON / 2 + 2}px)`,
        borderTop: `2px dashed ${tokens.hatch}`,
      },
      [narrow]: {
        display: 'grid',
        gridTemplateColumns: `${ICON}px minmax(0, 1fr)`,
        columnGap: theme.spacing(1.5),
        textAlign: 'left',
        paddingBottom: theme.spacing(1.5),
        '& > svg': { margin: 0, gridRow: '1 / span 3' },
        '& > :not(svg)': { gridColumn: 2 },
        // From below its icon to the next: steps differ in height, so that the
        // way back up to the one before has no length of its own.
        '&:not(:first-child)::before': { content: 'none' },
        '&:not(:last-child)::after': {
          content: '""',
          position: 'absolute',
          top: ICON + TOP + 2,
          bottom: 0,
          left: ICON / 2 + theme.spacing(0.5) - 1,
          borderLeft: `2px dashed ${tokens.hatch}`,
        },
      },
    },
    done: {
      '&:not(:first-child)::before': {
        borderTopStyle: 'solid',
        borderColor: tokens.target,
      },
    },
    /** The next stage is done, too. */
    passed: {
      [narrow]: {
        '&:not(:last-child)::after': {
          borderLeftStyle: 'solid',
          borderColor: tokens.target,
        },
      },
    },
    name: { fontWeight: 600, fontSize: 14, color: tokens.text1 },
    ahead: { fontWeight: 500, color: tokens.text2 },
    blocked: { color: tokens.dangerText },
  };
});
