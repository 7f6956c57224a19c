import Tooltip from '@material-ui/core/Tooltip';
import LockIcon from '@material-ui/icons/Lock';
import { useTexts } from '../../translations/useTexts';
import { Button, type ButtonProps } from '../buttons';

export interface LockedButtonProps extends ButtonProps {
  /** Name of the permission that is missing; unlocked without. */
  missing?: string;
  /** Why it is locked, where that is not a permission. */
  reason?: string;
  /** Id of what says so beside it: no tooltip repeats it. */
  saidBy?: string;
}

/**
 * A button that stays in place and in the tab order when it may not be used,
 * and says why. `disabled` would take it out of reach of a keyboard.
 */
export const LockedButton = ({
  missing,
  reason,
  saidBy,
  onClick,
  startIcon,
  children,
  ...rest
}: LockedButtonProps) => {
  const { t } = useTexts();
  const locked = missing && t('states.locked', { permission: missing });
  const why = reason ?? locked;
  // One element whether it is locked or not: what is let go of for another
  // one loses the focus when the permission is known.
  return (
    <Tooltip title={(!saidBy && why) || ''}>
      <Button
        {...rest}
        aria-disabled={why ? true : undefined}
        // Without, what the tooltip says describes it.
        {...(saidBy && { 'aria-describedby': saidBy })}
        startIcon={why ? <LockIcon /> : startIcon}
        style={
          why
            ? { ...rest.style, opacity: 0.7, cursor: 'not-allowed' }
            : rest.style
        }
        onClick={why ? event => event.preventDefault() : onClick}
      >
        {children}
      </Button>
    </Tooltip>
  );
};
