import { LinkButton as BackstageLinkButton } from '@backstage/core-components';
import MuiButton from '@material-ui/core/Button';
import withStyles from '@material-ui/core/styles/withStyles';
import MuiToggleButton from '@material-ui/lab/ToggleButton';
import { tokensOf } from '../theme/tokens';

export type { ButtonProps } from '@material-ui/core/Button';

/** Material draws buttons in capitals, which are shouted and slow to read. */
const inSentenceCase = withStyles({ root: { textTransform: 'none' } });

export const Button = inSentenceCase(MuiButton) as typeof MuiButton;

/** A button that leads to a page. */
export const LinkButton = inSentenceCase(
  BackstageLinkButton,
) as typeof BackstageLinkButton;

/** What is not chosen can be read: Material draws it as if it were disabled. */
export const ToggleButton = withStyles(theme => ({
  root: {
    textTransform: 'none',
    color: tokensOf(theme.palette.type).text2,
  },
}))(MuiToggleButton) as typeof MuiToggleButton;
