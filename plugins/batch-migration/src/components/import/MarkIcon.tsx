import CircleIcon from '@material-ui/icons/FiberManualRecord';
import ErrorIcon from '@material-ui/icons/Error';
import InfoIcon from '@material-ui/icons/Info';
import RingIcon from '@material-ui/icons/RadioButtonUnchecked';
import WarningIcon from '@material-ui/icons/WarningRounded';
import { useTokens } from '../../theme/tokens';
import type { Mark } from './rows';

/** Shape and colour say the same. Decoration: the word always stands beside it or in the messages. */
export const MarkIcon = ({
  mark,
  size = 14,
}: {
  mark: Mark;
  size?: number;
}) => {
  const tokens = useTokens();
  const looks = {
    exact: { Icon: CircleIcon, color: tokens.good },
    kind: { Icon: InfoIcon, color: tokens.target },
    look: { Icon: WarningIcon, color: tokens.warning },
    broken: { Icon: ErrorIcon, color: tokens.danger },
    off: { Icon: RingIcon, color: tokens.text3 },
  };
  const { Icon, color } = looks[mark];
  // A dot of full size would shout louder than a warning.
  const fontSize = mark === 'exact' || mark === 'off' ? size - 4 : size;
  return <Icon aria-hidden style={{ color, fontSize }} data-mark={mark} />;
};

export const SEVERITY_MARK = {
  error: 'broken',
  warning: 'look',
  info: 'kind',
} as const;
