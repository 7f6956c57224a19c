import CheckIcon from '@material-ui/icons/CheckCircle';
import ErrorIcon from '@material-ui/icons/Error';
import UnknownIcon from '@material-ui/icons/HelpOutline';
import PauseIcon from '@material-ui/icons/PauseCircleFilled';
import UncheckedIcon from '@material-ui/icons/RadioButtonUnchecked';
import ShieldIcon from '@material-ui/icons/Security';
import WarningIcon from '@material-ui/icons/Warning';
import { useTokens, type Tokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import type { JobVerdict } from './jobVerdict';

const ICONS = {
  moves: CheckIcon,
  warned: WarningIcon,
  guard: ShieldIcon,
  pause: PauseIcon,
  later: WarningIcon,
  refused: ErrorIcon,
  unchosen: UncheckedIcon,
  open: UnknownIcon,
} as const;

function colourOf(verdict: JobVerdict, tokens: Tokens): string {
  switch (verdict) {
    case 'moves':
    case 'guard':
      return tokens.good;
    case 'warned':
    case 'pause':
    case 'later':
      return tokens.warningText;
    case 'refused':
      return tokens.dangerText;
    default:
      return tokens.text3;
  }
}

/** Shape and words carry the verdict; colour only helps. */
export const VerdictIcon = ({ verdict }: { verdict: JobVerdict }) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const Icon = ICONS[verdict];
  return (
    <Icon
      fontSize="small"
      style={{ color: colourOf(verdict, tokens) }}
      titleAccess={t(`handover.verdicts.${verdict}`)}
    />
  );
};
