import makeStyles from '@material-ui/core/styles/makeStyles';
import type { ReactNode } from 'react';
import { tokensOf } from '../../theme/tokens';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  const chip = {
    display: 'inline-block',
    borderRadius: 12,
    padding: '1px 9px',
    fontSize: 12,
    fontWeight: 500,
    whiteSpace: 'nowrap' as const,
    border: '1px solid transparent',
  };
  return {
    danger: {
      ...chip,
      background: tokens.dangerSurface,
      color: tokens.dangerText,
      borderColor: tokens.danger,
    },
    warning: {
      ...chip,
      background: tokens.warningSurface,
      color: tokens.warningText,
      borderColor: tokens.warning,
    },
    good: { ...chip, background: tokens.goodSurface, color: tokens.good },
    plain: { ...chip, background: tokens.faint, color: tokens.text1 },
  };
});

export type Tone = 'danger' | 'warning' | 'good' | 'plain';

/** What a fact means, at the end of its line. */
export const ToneChip = ({
  tone,
  children,
}: {
  tone: Tone;
  children: ReactNode;
}) => <span className={useStyles()[tone]}>{children}</span>;
