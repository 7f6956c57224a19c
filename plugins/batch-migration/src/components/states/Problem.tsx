import Typography from '@material-ui/core/Typography';
import type { ReactNode } from 'react';
import { useTokens } from '../../theme/tokens';
import { CodeText } from '../CodeText';

/**
 * Says at once why something was refused. Material UI's own colour of errors
 * is too faint for text in both themes.
 */
export const Problem = ({
  paragraph,
  children,
}: {
  /** Keeps a distance to what comes after it. */
  paragraph?: boolean;
  children: ReactNode;
}) => {
  const tokens = useTokens();
  return (
    <Typography
      role="alert"
      variant="body2"
      paragraph={paragraph}
      style={{ color: tokens.dangerText, overflowWrap: 'anywhere' }}
    >
      {typeof children === 'string' ? <CodeText text={children} /> : children}
    </Typography>
  );
};
