import CheckIcon from '@material-ui/icons/CheckCircle';
import ErrorIcon from '@material-ui/icons/Error';
import WaitIcon from '@material-ui/icons/HourglassEmpty';
import WarningIcon from '@material-ui/icons/Warning';
import { useTokens } from '../../theme/tokens';
import type { SourceState } from './sourceState';

/** Beside the words that say the same. */
export const StateIcon = ({ state }: { state: SourceState }) => {
  const tokens = useTokens();
  const [Icon, color] = {
    fails: [ErrorIcon, tokens.danger] as const,
    partly: [WarningIcon, tokens.warning] as const,
    withheld: [WarningIcon, tokens.warning] as const,
    waits: [WaitIcon, tokens.text3] as const,
    answers: [CheckIcon, tokens.good] as const,
  }[state];
  return (
    <Icon
      fontSize="small"
      style={{ color, verticalAlign: 'text-bottom' }}
      aria-hidden
    />
  );
};
