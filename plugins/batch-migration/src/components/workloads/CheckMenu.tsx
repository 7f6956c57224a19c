import Popover from '@material-ui/core/Popover';
import ArrowIcon from '@material-ui/icons/ArrowDropDown';
import { useState, type ReactNode } from 'react';
import { Button } from '../buttons';

/** A button that opens a list of choices; Escape closes it, and the button has the focus again. */
export const CheckMenu = ({
  label,
  words = label,
  isActive,
  children,
}: {
  label: string;
  /** On the button, where it says more than the label. */
  words?: string;
  /** Something is chosen. */
  isActive: boolean;
  children: ReactNode;
}) => {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        aria-haspopup="dialog"
        aria-expanded={Boolean(anchor)}
        endIcon={<ArrowIcon />}
        onClick={event => setAnchor(event.currentTarget)}
        color={isActive ? 'primary' : 'default'}
        style={{ borderRadius: 16, minHeight: 32 }}
      >
        {words}
      </Button>
      <Popover
        anchorEl={anchor}
        open={Boolean(anchor)}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        transitionDuration={0}
        PaperProps={{
          role: 'dialog',
          'aria-label': label,
          style: { minWidth: 200, maxWidth: 360 },
        }}
      >
        {children}
      </Popover>
    </>
  );
};
